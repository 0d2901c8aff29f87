import SagaValue

extension JSONPathOperator {
    /// Whether the relation holds; nil stands for a path that found nothing.
    func holds(_ left: Value?, _ right: Value?) -> Bool {
        switch self {
        case .equal: Self.areEqual(left, right)
        case .notEqual: !Self.areEqual(left, right)
        case .identical: left?.typeName == right?.typeName && Self.areEqual(left, right)
        case .notIdentical: !(left?.typeName == right?.typeName && Self.areEqual(left, right))
        case .less: Self.order(left, right).map { $0 < 0 } ?? false
        case .lessOrEqual: Self.order(left, right).map { $0 <= 0 } ?? false
        case .greater: Self.order(left, right).map { $0 > 0 } ?? false
        case .greaterOrEqual: Self.order(left, right).map { $0 >= 0 } ?? false
        case .isIn: Self.contains(right?.array, left)
        case .isNotIn: !Self.contains(right?.array, left)
        case .contains:
            if case .string(let text) = left {
                right?.string.map { text.utf8.contains(run: $0.utf8) } ?? false
            } else {
                Self.contains(left?.array, right)
            }
        case .containsAll:
            right?.array?.allSatisfy { Self.contains(left?.array, $0) } ?? false
        case .hasSize: Self.size(left).map { $0 == right?.number?.exactInteger } ?? false
        case .isEmpty: Self.size(left).map { ($0 == 0) == right?.bool } ?? false
        case .isSubsetOf:
            right?.array != nil
                && (left?.array?.allSatisfy { Self.contains(right?.array, $0) } ?? false)
        case .meetsAnyOf: left?.array?.contains { Self.contains(right?.array, $0) } ?? false
        case .meetsNoneOf:
            right?.array != nil
                && (left?.array.map { !$0.contains { Self.contains(right?.array, $0) } } ?? false)
        }
    }

    /// Equality that takes a number and the text of a number for the same.
    private static func areEqual(_ left: Value?, _ right: Value?) -> Bool {
        switch (left, right) {
        case (nil, _), (_, nil): false
        case (.string(let text), .number(let number)): text.hasSameCodePoints(as: number.text)
        case (.number(let number), .string(let text)): Double(text) == number.double
        case (let left?, let right?): left == right
        }
    }

    /// The order of numbers and strings, a mixed pair as strings; nil where there is none.
    private static func order(_ left: Value?, _ right: Value?) -> Int? {
        switch (left, right) {
        case (.number(let a), .number(let b)): a < b ? -1 : a == b ? 0 : 1
        case (.string(let a), .string(let b)): a.javaOrder(to: b)
        case (.string(let a), .number(let b)): a.javaOrder(to: b.text)
        case (.number(let a), .string(let b)): a.text.javaOrder(to: b)
        default: nil
        }
    }

    private static func contains(_ elements: [Value]?, _ value: Value?) -> Bool {
        elements?.contains { areEqual($0, value) } ?? false
    }

    /// The number of a string's UTF-16 units, an array's elements or an object's members.
    private static func size(_ value: Value?) -> Int? {
        switch value {
        case .string(let text): text.utf16.count
        case .array(let elements): elements.count
        case .object(let object): object.count
        default: nil
        }
    }
}

extension String.UTF8View {
    /// Whether `other` stands somewhere in this text.
    fileprivate func contains(run other: String.UTF8View) -> Bool {
        let (bytes, wanted) = (Array(self), Array(other))
        guard wanted.count <= bytes.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { start in
            bytes[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}

/// A JSON value: what flows through a workflow, stands in a log and leaves on standard output.
///
/// Numbers keep their text (`Number`), objects keep the order of their members (`Object`).
/// Equality is JSON's: numbers by what they are worth, objects without regard to order, strings by
/// their code points (not by canonical equivalence, as Swift's own `==` would).
package enum Value: Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case array([Value])
    case object(Object)

    /// The value of an integer.
    package static func integer(_ value: Int) -> Value { .number(.integer(value)) }

    /// The value of a double, which must be finite.
    package static func double(_ value: Double) -> Value { .number(Number(value)) }

    /// The empty object, which is the default input of an execution.
    package static var emptyObject: Value { .object(Object()) }
}

extension Value {
    /// The member `key` of an object; nil when this is no object or has no such member.
    package subscript(key: String) -> Value? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    /// The element at `index` of an array; nil when this is no array or is shorter.
    package subscript(index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    package var number: Number? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    package var array: [Value]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    package var object: Object? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    package var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// Whether arrays and objects stand in each other more than `limit` deep.
    ///
    /// - Complexity: At most a look at every part; never deeper than `limit`.
    package func isNested(deeperThan limit: Int) -> Bool {
        switch self {
        case .null, .bool, .number, .string: false
        case .array(let elements):
            limit == 0 || elements.contains { $0.isNested(deeperThan: limit - 1) }
        case .object(let object):
            limit == 0 || object.members.contains { $0.value.isNested(deeperThan: limit - 1) }
        }
    }

    /// JSON's name of the type: `null boolean number string array object`.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension Value: Equatable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a.hasSameCodePoints(as: b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: Value...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, Value)...) {
        var object = Object()
        for (key, value) in elements { object[key] = value }
        self = .object(object)
    }
}

extension String {
    /// Whether both strings are the same sequence of code points.
    ///
    /// Swift's `==` holds "é" as one code point and as two for equal; JSON does not.
    package func hasSameCodePoints(as other: String) -> Bool {
        // Swift's comparison decides nearly all cases, and many times faster than byte by byte.
        guard utf8.count == other.utf8.count, self == other else { return false }
        let (left, right) = (utf8.span, other.utf8.span)
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}

import SagaValue

/// Joins texts: `&`.
final class ConcatenationNode: Node {
    private let left: any Node
    private let right: any Node

    init(_ left: any Node, _ right: any Node) {
        self.left = left
        self.right = right
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        var text = try left.stringified(run) ?? ""
        let other = try right.stringified(run) ?? ""
        let size = text.utf8.count
        try run.extend(from: size, to: size + other.utf8.count)
        // The text itself is copied as one block, far faster than anything is evaluated.
        try run.spend(size / 512)
        text += other
        return .string(text)
    }
}

/// Tells whether an array has a value: `in`.
final class InclusionNode: Node {
    private let left: any Node
    private let right: any Node

    init(_ left: any Node, _ right: any Node) {
        self.left = left
        self.right = right
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        if left.isUndefined || right.isUndefined { return .bool(false) }
        let elements = right.elementsOrSelf
        guard !left.isArray, Members(left) == nil else { return .bool(false) }
        for index in 0..<elements.count where try run.areEqual(elements[index], left) {
            return .bool(true)
        }
        return .bool(false)
    }
}

/// Counts: `..`.
final class RangeNode: Node {
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ left: any Node, _ right: any Node, position: Int) {
        self.left = left
        self.right = right
        self.position = position
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        let first = try bound(left, "T2003")
        let last = try bound(right, "T2004")
        guard let first, let last, first <= last else { return .undefined }
        let count = last - first + 1
        guard count <= Double(JSONataLimits.rangeElements) else {
            throw JSONataError("D2014", position: position, value: count.ecmaScriptText)
        }
        try run.reserve(Int(count), each: 8)
        try run.spend(Int(count) / 2)
        let items = (0..<Int(count)).map { Datum.number(first + Double($0)) }
        return .list(List(items, .sequence, itemDepth: 0))
    }

    /// The whole number; nil for undefined.
    private func bound(_ datum: Datum, _ code: String) throws(JSONataError) -> Double? {
        if datum.isUndefined { return nil }
        guard let number = datum.double, number.isFinite, number == number.rounded() else {
            throw JSONataError(code, position: position, token: "..", value: datum.shown)
        }
        return number
    }
}

/// Makes an array: `[…]`.
final class ArrayNode: Node {
    private let items: [any Node]
    /// Which items are arrays as they are written, and so stay arrays.
    private let isArray: [Bool]
    private let flags: List.Flags

    init(_ items: [any Node], isArray: [Bool], isConstructed: Bool) {
        self.items = items
        self.isArray = isArray
        flags = isConstructed ? .constructed : []
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var list = List()
        for (item, isArray) in zip(items, isArray) {
            let value = try item.evaluate(input, frame, run)
            if value.isUndefined { continue }
            if !isArray, let elements = value.elements {
                if items.count == 1, case .list(var whole) = value {
                    whole.flags = []
                    list = whole
                } else {
                    list.append(contentsOf: elements)
                }
            } else {
                list.append(value)
            }
        }
        list.flags = flags
        return try run.checked(.list(list))
    }
}

/// `{…}` where an operand stands.
final class ObjectNode: Node {
    private let group: Group

    init(_ group: Group) {
        self.group = group
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try group.evaluate(input, frame, run)
    }
}

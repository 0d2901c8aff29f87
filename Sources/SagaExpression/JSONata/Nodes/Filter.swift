import SagaValue

/// A predicate: an index, several, or a condition.
struct Filter: Sendable {
    private let node: any Node
    /// The index, where the predicate is a number as it is written.
    private let index: Double?
    private let names: ScopeNames

    /// - Parameter names: The scope of a predicate on tuples; empty on other items.
    init(_ node: any Node, index: Double?, names: ScopeNames) {
        self.node = node
        self.index = index
        self.names = names
    }

    /// The items that the predicate lets through, as a sequence; or the one item alone.
    func apply(
        to input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if case .tuples(let stream) = input {
            return .tuples(try apply(to: stream, frame, run))
        }
        let elements = input.elementsOrSelf
        if let index {
            guard let place = Self.place(index, count: elements.count) else {
                return .list(.sequence())
            }
            let item = elements[place]
            return item.isUndefined ? .list(.sequence()) : item
        }
        var found = List.sequence()
        for position in 0..<elements.count {
            let item = elements[position]
            let result = try node.evaluate(item, frame, run)
            let count = try Self.count(result, at: position, of: elements.count)
            for _ in 0..<count where !item.isUndefined { found.append(item) }
        }
        return .list(found)
    }

    private func apply(
        to stream: TupleStream, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> TupleStream {
        let found = TupleStream(names: stream.names, tuples: [])
        if let index {
            if let place = Self.place(index, count: stream.tuples.count) {
                found.tuples = [stream.tuples[place]]
            }
            return found
        }
        for (position, tuple) in stream.tuples.enumerated() {
            let scope = Frame(names, parent: frame, slots: tuple.values)
            let result = try node.evaluate(tuple.item, scope, run)
            let count = try Self.count(result, at: position, of: stream.tuples.count)
            for _ in 0..<count { found.tuples.append(tuple) }
        }
        return found
    }

    /// The position that an index means; negative ones count from the end.
    private static func place(_ index: Double, count: Int) -> Int? {
        guard let whole = Int(exactly: index.rounded(.down)) else { return nil }
        let place = whole < 0 ? whole + count : whole
        return 0..<count ~= place ? place : nil
    }

    /// How many times the item at `position` is let through.
    private static func count(
        _ result: Datum, at position: Int, of count: Int
    ) throws(JSONataError) -> Int {
        switch result {
        case .bool(let flag): return flag ? 1 : 0
        case .number, .literal:
            let index = try result.numeric ?? .nan
            return place(index, count: count) == position ? 1 : 0
        case .list, .jsonArray:
            let elements = result.elementsOrSelf
            guard elements.count > 0, try elements.areNumbers() else {
                return result.isTruthy ? 1 : 0
            }
            return (0..<elements.count).count { index in
                elements[index].double.flatMap { place($0, count: count) } == position
            }
        default: return result.isTruthy ? 1 : 0
        }
    }
}

extension Datum {
    /// The number, where this is one that a calculation may use.
    ///
    /// - Throws: D1001 for an infinite one.
    var numeric: Double? {
        get throws(JSONataError) {
            guard let double, !double.isNaN else { return nil }
            if double.isInfinite { throw JSONataError("D1001", value: double.ecmaScriptText) }
            return double
        }
    }
}

extension Elements {
    /// Whether all elements are numbers.
    func areNumbers() throws(JSONataError) -> Bool {
        for index in 0..<count where try self[index].numeric == nil { return false }
        return true
    }

    /// Whether all elements are strings.
    var areStrings: Bool {
        (0..<count).allSatisfy { index in
            if case .string = self[index] { true } else { false }
        }
    }
}

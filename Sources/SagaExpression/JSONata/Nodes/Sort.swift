import SagaValue

/// The terms of an order: `^(>price, name)`.
struct Sort: Sendable {
    struct Term: Sendable {
        let node: any Node
        let isDescending: Bool
    }

    private let terms: [Term]
    private let names: ScopeNames
    private let position: Int

    init(_ terms: [Term], names: ScopeNames, position: Int) {
        self.terms = terms
        self.names = names
        self.position = position
    }

    /// The items in order; equal ones stay as they stood.
    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let elements = input.elementsOrSelf
        if elements.count <= 1 { return input }
        var keyed: [(item: Datum, keys: [Datum])] = []
        keyed.reserveCapacity(elements.count)
        for index in 0..<elements.count {
            keyed.append((elements[index], try keys(elements[index], frame, run)))
        }
        let sorted = try MergeSort.sorted(keyed, run) { (left, right) throws(JSONataError) in
            try isAfter(left.keys, right.keys)
        }
        return .list(List(sorted.map(\.item)))
    }

    func evaluate(
        _ stream: TupleStream, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> TupleStream {
        var keyed: [(tuple: Tuple, keys: [Datum])] = []
        for tuple in stream.tuples {
            let scope = Frame(names, parent: frame, slots: tuple.values)
            keyed.append((tuple, try keys(tuple.item, scope, run)))
        }
        let sorted = try MergeSort.sorted(keyed, run) { (left, right) throws(JSONataError) in
            try isAfter(left.keys, right.keys)
        }
        return TupleStream(names: stream.names, tuples: sorted.map(\.tuple))
    }

    private func keys(
        _ item: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> [Datum] {
        var keys: [Datum] = []
        keys.reserveCapacity(terms.count)
        for term in terms { keys.append(try term.node.evaluate(item, frame, run)) }
        return keys
    }

    /// Whether the first has to stand after the second.
    private func isAfter(_ left: [Datum], _ right: [Datum]) throws(JSONataError) -> Bool {
        for (index, term) in terms.enumerated() {
            let order = try order(left[index], right[index])
            if order.isEqual { continue }
            // What is undefined stands last, whichever the direction.
            return order.isAfter != (term.isDescending && !order.isOfUndefined)
        }
        return false
    }

    private struct Order {
        var isEqual = false
        var isAfter = false
        var isOfUndefined = false
    }

    private func order(_ left: Datum, _ right: Datum) throws(JSONataError) -> Order {
        switch (left, right) {
        case (.undefined, .undefined): return Order(isEqual: true)
        case (.undefined, _): return Order(isAfter: true, isOfUndefined: true)
        case (_, .undefined): return Order(isOfUndefined: true)
        case (.string(let a), .string(let b)):
            if a.hasSameCodePoints(as: b) { return Order(isEqual: true) }
            return Order(isAfter: b.javaOrder(to: a) < 0)
        default: break
        }
        if let a = left.double, let b = right.double {
            return a == b ? Order(isEqual: true) : Order(isAfter: !(a < b))
        }
        for value in [left, right] where !value.isStringOrNumber {
            throw JSONataError("T2008", position: position, value: value.shown)
        }
        throw JSONataError(
            "T2007", position: position, value: left.shown, value2: right.shown)
    }
}

extension Datum {
    /// Whether `<` and its like take this.
    var isStringOrNumber: Bool {
        switch self {
        case .string, .number, .literal: true
        default: false
        }
    }
}

/// A sort that keeps equal elements in their order and whose comparison may fail.
enum MergeSort {
    /// - Parameter isAfter: Whether the first, which stands before the second, has to follow it.
    static func sorted<Element>(
        _ elements: [Element], _ run: Run,
        isAfter: (Element, Element) throws(JSONataError) -> Bool
    ) throws(JSONataError) -> [Element] {
        var source = elements
        var width = 1
        while width < source.count {
            try run.spend(source.count)
            var merged: [Element] = []
            merged.reserveCapacity(source.count)
            var start = 0
            while start < source.count {
                let middle = min(start + width, source.count)
                let end = min(middle + width, source.count)
                var left = start
                var right = middle
                while left < middle, right < end {
                    if try isAfter(source[left], source[right]) {
                        merged.append(source[right])
                        right += 1
                    } else {
                        merged.append(source[left])
                        left += 1
                    }
                }
                merged.append(contentsOf: source[left..<middle])
                merged.append(contentsOf: source[right..<end])
                start = end
            }
            source = merged
            width *= 2
        }
        return source
    }
}

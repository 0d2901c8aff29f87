/// One step of a path.
final class Step: Sendable {
    enum Stage: Sendable {
        case filter(Filter)
        /// Binds the position of each item in the stream.
        case index(slot: Int)
    }

    let node: any Node
    /// Instead of the node, where this is a step that sorts.
    let sort: Sort?
    let stages: [Stage]
    let isFirst: Bool
    let isConstructedArray: Bool
    /// The slots in the path's tuples that this step binds.
    let focusSlot: Int?
    let indexSlot: Int?
    let ancestorSlot: Int?
    /// The scope in which the step is evaluated for a tuple.
    let names: ScopeNames

    init(
        node: any Node, sort: Sort?, stages: [Stage], isFirst: Bool, isConstructedArray: Bool,
        focusSlot: Int?, indexSlot: Int?, ancestorSlot: Int?, names: ScopeNames
    ) {
        self.node = node
        self.sort = sort
        self.stages = stages
        self.isFirst = isFirst
        self.isConstructedArray = isConstructedArray
        self.focusSlot = focusSlot
        self.indexSlot = indexSlot
        self.ancestorSlot = ancestorSlot
        self.names = names
    }

    /// The items that this step yields for all items before it, flattened.
    func evaluate(
        _ input: Datum, isLast: Bool, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if let sort {
            var sorted = try sort.evaluate(input, frame, run)
            for case .filter(let filter) in stages {
                sorted = try filter.apply(to: sorted, frame, run)
            }
            return sorted
        }
        switch input {
        case .jsonArray, .list: break
        default: return try evaluateOne(input, isLast: isLast, frame, run)
        }
        let elements = input.elementsOrSelf
        if elements.count == 1 {
            return try evaluateOne(elements[0], isLast: isLast, frame, run)
        }
        var found = List.sequence()
        // The one result so far; only a second one makes a sequence of them.
        var only: Datum?
        var count = 0
        for index in 0..<elements.count {
            let result = try item(elements[index], frame, run)
            if result.isUndefined { continue }
            count += 1
            if count == 1 {
                only = result
                continue
            }
            if let first = only {
                found.flatten(first)
                only = nil
            }
            found.flatten(result)
        }
        if let only { return Self.single(only, isLast: isLast) }
        return .list(found)
    }

    private func evaluateOne(
        _ item: Datum, isLast: Bool, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let result = try self.item(item, frame, run)
        return result.isUndefined ? result : Self.single(result, isLast: isLast)
    }

    /// The one result of a step, flattened unless it is an array that ends the path.
    private static func single(_ result: Datum, isLast: Bool) -> Datum {
        switch result {
        case .jsonArray(let values):
            if isLast { return result }
            switch values.count {
            case 0: return .list(.sequence())
            case 1: return .list(.sequence([Datum(values[0])]))
            default: return result
            }
        case .list(var list):
            if list.isSequence || isLast {
                if list.flags.contains(.constructed), !isLast { break }
                return result
            }
            if list.flags.contains(.constructed) { break }
            list.flags = .sequence
            return .list(list)
        default: return result
        }
        return .list(.sequence([result]))
    }

    private func item(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var result = try node.evaluate(input, frame, run)
        for case .filter(let filter) in stages {
            result = try filter.apply(to: result, frame, run)
        }
        return result
    }

    /// The tuples that this step yields for those before it, or for the items of a path's start.
    func evaluate(
        _ stream: TupleStream?, _ items: Datum, names pathNames: [BoundName], _ frame: Frame,
        _ run: Run
    ) throws(JSONataError) -> TupleStream {
        var result = Datum.undefined
        if let sort {
            if let stream {
                result = .tuples(try sort.evaluate(stream, frame, run))
            } else {
                let sorted = try sort.evaluate(items, frame, run)
                let start = TupleStream(sorted.elementsOrSelf, names: pathNames)
                if let indexSlot { start.bindPositions(to: indexSlot) }
                result = .tuples(start)
            }
        } else {
            let start = stream ?? TupleStream(items.elementsOrSelf, names: pathNames)
            result = .tuples(try advance(start, frame, run))
        }
        for stage in stages {
            switch stage {
            case .filter(let filter): result = try filter.apply(to: result, frame, run)
            case .index(let slot):
                if case .tuples(let stream) = result { stream.bindPositions(to: slot) }
            }
        }
        if case .tuples(let stream) = result { return stream }
        return TupleStream(names: pathNames, tuples: [])
    }

    private func advance(
        _ start: TupleStream, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> TupleStream {
        let found = TupleStream(names: start.names, tuples: [])
        for tuple in start.tuples {
            let scope = Frame(names, parent: frame, slots: tuple.values)
            let result = try node.evaluate(tuple.item, scope, run)
            if result.isUndefined { continue }
            if case .tuples(let inner) = result {
                found.add(inner, to: tuple)
                continue
            }
            let elements = result.elementsOrSelf
            for position in 0..<elements.count {
                var next = tuple
                if let focusSlot {
                    next.values[focusSlot] = elements[position]
                } else {
                    next.item = elements[position]
                }
                if let indexSlot { next.values[indexSlot] = Datum(position) }
                if let ancestorSlot { next.values[ancestorSlot] = tuple.item }
                found.tuples.append(next)
            }
        }
        return found
    }
}

extension List {
    /// Takes the items of an array, unless it is a constructed one, which is an item itself.
    fileprivate mutating func flatten(_ result: Datum) {
        switch result {
        case .list(let list) where list.flags.contains(.constructed): append(result)
        case .list, .jsonArray: append(contentsOf: result.elementsOrSelf)
        default: append(result)
        }
    }
}

extension TupleStream {
    /// Items with nothing bound to them yet.
    fileprivate convenience init(_ elements: Elements, names: [BoundName]) {
        let unbound: [Datum?] = Array(repeating: nil, count: names.count)
        let tuples = (0..<elements.count).map { Tuple(item: elements[$0], values: unbound) }
        self.init(names: names, tuples: tuples)
    }

    fileprivate func bindPositions(to slot: Int) {
        for position in tuples.indices { tuples[position].values[slot] = Datum(position) }
    }

    /// Adds the tuples of a path inside of a step, with what the step's own tuple binds.
    fileprivate func add(_ inner: TupleStream, to tuple: Tuple) {
        let slots = inner.names.map { names.firstIndex(of: $0) }
        for added in inner.tuples {
            var next = tuple
            next.item = added.item
            for (slot, value) in zip(slots, added.values) {
                if let slot, let value { next.values[slot] = value }
            }
            tuples.append(next)
        }
    }
}

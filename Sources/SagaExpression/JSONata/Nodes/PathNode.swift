/// Steps that lead from a context to a sequence of items.
final class PathNode: Node {
    private let steps: [Step]
    private let startsAtVariable: Bool
    private let keepsSingleton: Bool
    /// Whether the tuples themselves are wanted, by a path around this one.
    private let yieldsTuples: Bool
    private let group: Group?
    /// The names that the steps bind; the first step that does is at `firstTupleStep`.
    let names: [BoundName]
    private let firstTupleStep: Int

    init(
        _ steps: [Step], startsAtVariable: Bool, keepsSingleton: Bool, yieldsTuples: Bool,
        group: Group?, names: [BoundName], firstTupleStep: Int
    ) {
        self.steps = steps
        self.startsAtVariable = startsAtVariable
        self.keepsSingleton = keepsSingleton
        self.yieldsTuples = yieldsTuples
        self.group = group
        self.names = names
        self.firstTupleStep = firstTupleStep
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var result = Datum.undefined
        if firstTupleStep < steps.count {
            let stream = try tuples(input, frame, run)
            if yieldsTuples, group == nil { return .tuples(stream) }
            if let group { return try group.evaluate(.tuples(stream), frame, run) }
            result = .list(.sequence(stream.tuples.map(\.item)))
        } else {
            result = try items(input, frame, run)
        }
        if keepsSingleton { result = result.keepingSingleton }
        if let group { result = try group.evaluate(result, frame, run) }
        return result
    }

    /// The result of the steps that bind nothing, `end` of them.
    private func items(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try walk(input, steps.count, frame, run)
    }

    private func walk(
        _ input: Datum, _ end: Int, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var current: Datum
        if startsAtVariable, input.isArray {
            current = .list(.sequence([input]))
        } else {
            current = input
        }
        for index in 0..<end {
            let step = steps[index]
            if index == 0, step.isConstructedArray {
                current = try step.node.evaluate(current, frame, run)
            } else {
                let isLast = index == steps.count - 1
                current = try step.evaluate(current, isLast: isLast, frame, run)
            }
            switch current {
            case .undefined: return .undefined
            case .list(let list) where list.count == 0: return current
            case .jsonArray(let values) where values.isEmpty: return current
            default: break
            }
        }
        return current
    }

    private func tuples(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> TupleStream {
        let start = try walk(input, firstTupleStep, frame, run)
        var stream: TupleStream?
        var items = start
        if firstTupleStep > 0, start.isUndefined { items = .list(.sequence()) }
        for step in steps[firstTupleStep...] {
            if step.isConstructedArray, step.isFirst {
                items = try step.node.evaluate(items, frame, run)
                continue
            }
            stream = try step.evaluate(stream, items, names: names, frame, run)
        }
        return stream ?? TupleStream(names: names, tuples: [])
    }
}

extension Datum {
    /// A sequence that stays one when it has one item.
    fileprivate var keepingSingleton: Datum {
        switch self {
        case .undefined: return self
        case .list(var list):
            if list.flags.contains(.constructed), !list.isSequence {
                list = .sequence([self])
            }
            list.flags.insert(.keepsSingleton)
            return .list(list)
        case .jsonArray: return self
        default:
            var list = List.sequence([self])
            list.flags.insert(.keepsSingleton)
            return .list(list)
        }
    }
}

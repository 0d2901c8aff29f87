/// A compiled part of an expression.
///
/// Nodes are immutable and hold no values; all that changes is in the frame and the run.
protocol Node: AnyObject, Sendable {
    /// The value as other parts see it: a sequence of one is its item, one of none undefined.
    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum

    /// The value before sequences collapse, which is what predicates are applied to.
    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum
}

extension Node {
    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try run.enter()
        let result = try sequence(input, frame, run).collapsed()
        run.leave()
        return result
    }
}

/// A part with predicates, a grouping or `[]` behind it, which is no path.
final class DecoratedNode: Node {
    private let base: any Node
    private let predicates: [Filter]
    private let group: Group?
    private let keepsArray: Bool

    init(_ base: any Node, predicates: [Filter], group: Group?, keepsArray: Bool) {
        self.base = base
        self.predicates = predicates
        self.group = group
        self.keepsArray = keepsArray
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var result = try base.sequence(input, frame, run)
        for predicate in predicates {
            result = try predicate.apply(to: result, frame, run)
        }
        if let group { result = try group.evaluate(result, frame, run) }
        guard keepsArray else { return result }
        if !predicates.isEmpty, group == nil, !result.isArray, !result.isUndefined {
            result = .list(.sequence([result]))
        }
        return result.collapsed(keepsArray: true)
    }
}

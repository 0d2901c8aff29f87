/// Evaluates one part after the other: `(…; …)`.
final class BlockNode: Node {
    private let parts: [any Node]
    /// The variables bound in here; none, and the scope around serves.
    private let names: ScopeNames

    init(_ parts: [any Node], names: ScopeNames) {
        self.parts = parts
        self.names = names
    }

    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try run.enter()
        let result = try sequence(input, frame, run)
        run.leave()
        return result
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let scope = names.count == 0 ? frame : Frame(names, parent: frame)
        var result = Datum.undefined
        for part in parts { result = try part.evaluate(input, scope, run) }
        return result
    }
}

/// Decides: `test ? then : else`.
final class ConditionNode: Node {
    private let test: any Node
    private let then: any Node
    private let otherwise: (any Node)?

    init(_ test: any Node, then: any Node, else otherwise: (any Node)?) {
        self.test = test
        self.then = then
        self.otherwise = otherwise
    }

    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try run.enter()
        let result = try sequence(input, frame, run)
        run.leave()
        return result
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if try test.evaluate(input, frame, run).isTruthy {
            return try then.evaluate(input, frame, run)
        }
        return try otherwise?.evaluate(input, frame, run) ?? .undefined
    }
}

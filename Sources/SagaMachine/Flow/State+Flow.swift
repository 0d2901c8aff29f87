import SagaDefinition
import SagaExpression
import SagaValue

/// What a state leaves behind: its output, unless it is the raw input itself, and its variables.
struct StateYield {
    let output: Value?
    let assigned: Object?

    /// - Throws: `States.Runtime` for a value that a loop has nested too deeply to be written down
    ///   and read again.
    init(output: Value?, assigned: Object?) throws(EvaluationFailure) {
        let isTooDeep =
            output?.isNested(deeperThan: Limits.valueDepth) == true
            || assigned.map { Value.object($0).isNested(deeperThan: Limits.valueDepth) } == true
        guard !isTooDeep else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "The output is nested more than \(Limits.valueDepth) levels deep.")
        }
        self.output = output
        self.assigned = assigned
    }
}

extension State {
    /// The input after `InputPath`; JSONata has none.
    func effectiveInput(
        _ scope: EvaluationScope, _ trace: inout FlowTrace
    ) throws(EvaluationFailure) -> Value {
        guard case .jsonPath(let flow) = flow else { return scope.input }
        let input = try filtered(scope.input, flow.inputPath, scope, field: "InputPath")
        trace.note(.afterInputPath, input)
        return input
    }

    /// What a state without work yields (Choice, Wait, Succeed): its effective input goes on.
    func passOn(
        _ input: Value, _ scope: EvaluationScope, assign: Template?, output: Template?
    ) throws(EvaluationFailure) -> StateYield {
        switch flow {
        case .jsonPath(let flow):
            let assigned = try assigned(assign, input, scope)
            if case .whole = flow.inputPath, case .whole = flow.outputPath {
                return try StateYield(output: nil, assigned: assigned)
            }
            let filtered = try filtered(input, flow.outputPath, scope, field: "OutputPath")
            return try StateYield(output: filtered, assigned: assigned)
        case .jsonata:
            return try StateYield(
                output: try output?.evaluate(in: scope, field: "Output"),
                assigned: try assigned(assign, input, scope))
        }
    }

    /// What a state with work yields: `ResultSelector`, `ResultPath` into the *raw* input, then
    /// `OutputPath`; in JSONata `Assign` and `Output`, which both see `$states.result`.
    func yield(
        _ result: Value, _ scope: EvaluationScope, usesSelector: Bool, _ trace: inout FlowTrace
    ) throws(EvaluationFailure) -> StateYield {
        switch flow {
        case .jsonPath(let flow):
            let assigned = try assigned(assign, result, scope)
            var selected = result
            if usesSelector, let selector = flow.resultSelector {
                var inner = scope
                inner.input = result
                selected = try selector.evaluate(in: inner, field: "ResultSelector")
            }
            trace.note(.afterResultSelector, selected)
            let merged = try merged(selected, into: scope.input, at: flow.resultPath)
            trace.note(.afterResultPath, merged)
            let filtered = try filtered(merged, flow.outputPath, scope, field: "OutputPath")
            return try StateYield(output: filtered, assigned: assigned)
        case .jsonata(let flow):
            var inner = scope
            inner.result = result
            return try StateYield(
                output: try flow.output?.evaluate(in: inner, field: "Output") ?? result,
                assigned: try assigned(assign, scope.input, inner))
        }
    }

    func filtered(
        _ value: Value, _ filter: PathFilter, _ scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Value {
        switch filter {
        case .whole: return value
        case .nothing: return .emptyObject
        case .path(let path):
            var inner = scope
            inner.input = value
            return try path.evaluate(in: inner)
        }
    }

    func merged(
        _ result: Value, into input: Value, at path: ReferencePath?
    ) throws(EvaluationFailure) -> Value {
        guard let path else { return input }
        if path.isRoot { return result }
        var merged = input
        try path.set(result, in: &merged)
        return merged
    }

    /// - Throws: `States.Runtime` for a variable of a scope around this one, besides what the
    ///   template throws.
    func assigned(
        _ template: Template?, _ input: Value, _ scope: EvaluationScope
    ) throws(EvaluationFailure) -> Object? {
        guard let template else { return nil }
        var inner = scope
        inner.input = input
        guard let assigned = try template.evaluate(in: inner, field: "Assign").object else {
            return nil
        }
        for (name, _) in assigned where scope.variables.isDefinedOutside(name) {
            throw .runtime(
                "The variable '\(name)' belongs to an outer scope and cannot be assigned here.")
        }
        return assigned
    }
}

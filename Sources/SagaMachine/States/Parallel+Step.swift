import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Every branch starts with the same input, all at once.
    mutating func visitParallel(
        _ parallel: ParallelState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let input = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> Value in
            try state.workInput(reading, &decision.step.trace)
        }
        guard let visit = scopes[scope]?.visit.id else { return }
        emit(
            .forkStarted(
                ForkStart(
                    visit: visit, count: parallel.branches.count, input: input, items: nil,
                    limit: parallel.branches.count, tolerance: nil)), &decision)
    }
}

extension State {
    /// The effective input after `Parameters`, or JSONata's `Arguments`.
    func workInput(
        _ scope: EvaluationScope, _ trace: inout FlowTrace
    ) throws(EvaluationFailure) -> Value {
        let input: Value
        switch flow {
        case .jsonPath(let flow):
            var inner = scope
            inner.input = try effectiveInput(scope, &trace)
            input = try flow.parameters?.evaluate(in: inner, field: "Parameters") ?? inner.input
            trace.note(.afterParameters, input)
        case .jsonata(let flow):
            input = try flow.arguments?.evaluate(in: scope, field: "Arguments") ?? scope.input
            trace.note(.afterArguments, input)
        }
        return input
    }
}

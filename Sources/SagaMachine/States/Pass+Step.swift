import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// `Result` wins over `InputPath` and `Parameters`; without all three the input is the result.
    mutating func visitPass(
        _ pass: PassState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let yield = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> StateYield in
            guard case .jsonPath(let flow) = state.flow else {
                return try state.passOn(
                    reading.input, reading, assign: state.assign, output: state.flow.output)
            }
            if let result = pass.result {
                decision.step.trace.note(.result, result)
                return try state.yield(
                    result, reading, usesSelector: false, &decision.step.trace)
            }
            var inner = reading
            inner.input = try state.effectiveInput(reading, &decision.step.trace)
            let result =
                try flow.parameters?.evaluate(in: inner, field: "Parameters") ?? inner.input
            decision.step.trace.note(.afterParameters, result)
            return try state.yield(result, reading, usesSelector: false, &decision.step.trace)
        }
        exit(scope, state, yield, &decision)
    }
}

extension DataFlow {
    /// JSONata's `Output` of the state.
    var output: Template? {
        guard case .jsonata(let flow) = self else { return nil }
        return flow.output
    }
}

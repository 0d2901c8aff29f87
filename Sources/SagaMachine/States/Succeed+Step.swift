import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    mutating func visitSucceed(
        _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let yield = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> StateYield in
            try state.passOn(
                state.effectiveInput(reading, &decision.step.trace), reading, assign: nil,
                output: state.flow.output)
        }
        exit(scope, state, yield, &decision)
    }
}

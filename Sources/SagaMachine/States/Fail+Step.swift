import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// What a Fail state fails with; its words are its own, without a place before them.
    func failure(
        of fail: FailState, _ state: State, _ scope: Int, _ decision: Decision
    ) throws(Failure) -> Failure {
        let error = try text(fail.error, "Error", state, scope, decision)
        let cause = try text(fail.cause, "Cause", state, scope, decision)
        return Failure(error, cause: cause)
    }

    private func text(
        _ field: FailState.TextField?, _ name: String, _ state: State, _ scope: Int,
        _ decision: Decision
    ) throws(Failure) -> String? {
        switch field {
        case nil: return nil
        case .constant(let text): return text
        case .computed(let expression):
            return try reading(state, scope, decision.moment) {
                (reading) throws(EvaluationFailure) -> String in
                let value = try expression.evaluate(in: reading, field: name)
                guard case .string(let text) = value else {
                    throw expression.unexpected(value, expected: "string", field: name)
                }
                return text
            }
        }
    }
}

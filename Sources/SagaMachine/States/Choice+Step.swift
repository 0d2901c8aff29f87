import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// The first rule that holds says where to go, with its own `Assign` and `Output` in place of
    /// the state's; else `Default`.
    mutating func visitChoice(
        _ choice: ChoiceState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let taken = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> (next: StateID?, yield: StateYield) in
            let input = try state.effectiveInput(reading, &decision.step.trace)
            var inner = reading
            inner.input = input
            for (position, rule) in choice.rules.enumerated()
            where try rule.holds(inner, position: position) {
                let yield = try state.passOn(
                    input, reading, assign: rule.assign, output: rule.output)
                return (rule.next, yield)
            }
            let yield = try state.passOn(
                input, reading, assign: state.assign, output: state.flow.output)
            return (choice.defaultNext, yield)
        }
        guard let next = taken.next else {
            throw located(
                EvaluationFailure(
                    error: Failure.runtimeName,
                    cause: "Failed to transition out of the state. "
                        + "The state does not point to a next state."), state, scope)
        }
        exit(scope, state, taken.yield, to: next, &decision)
    }
}

extension ChoiceRule {
    func holds(_ scope: EvaluationScope, position: Int) throws(EvaluationFailure) -> Bool {
        switch condition {
        case .comparison(let comparison): return try comparison.evaluate(in: scope)
        case .constant(let flag): return flag
        case .query(let expression):
            let field = "Choices[\(position)]/Condition"
            let value = try expression.evaluate(in: scope, field: field)
            guard case .bool(let flag) = value else {
                throw expression.unexpected(value, expected: "boolean", field: field)
            }
            return flag
        }
    }
}

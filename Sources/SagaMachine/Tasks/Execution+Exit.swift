import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Leaves a state that ended well, along its own transition.
    mutating func exit(
        _ scope: Int, _ state: State, _ yield: StateYield, _ decision: inout Decision
    ) {
        var next: StateID?
        if case .next(let target) = state.transition { next = target }
        exit(scope, state, yield, to: next, &decision)
    }

    /// Leaves a state for another one; nil ends the scope.
    mutating func exit(
        _ scope: Int, _ state: State, _ yield: StateYield, to next: StateID?,
        caught: Failure? = nil, _ decision: inout Decision
    ) {
        if let failure = quotaFailure(yield, state, scope) {
            // What a Catcher passes on is not caught again.
            if caught == nil {
                fail(scope, failure, &decision)
            } else {
                failScope(scope, failure, &decision)
            }
            return
        }
        guard let place = scopes.index(forKey: scope) else { return }
        let exit = StateExit(
            scope: scope, visit: scopes.values[place].visit.id, state: state.id,
            output: yield.output, assigned: yield.assigned, next: next, caught: caught)
        emit(.stateExited(exit), &decision)
    }
}

import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Notes that a visit which ended well may have to be undone.
    ///
    /// - Throws: `Saga.CompensateArguments` when the arguments of its compensation cannot be
    ///   evaluated: then the state fails, so that nobody finds it out at the time of need.
    mutating func registerUndoOfSuccess(_ scope: Int, _ decision: inout Decision) throws(Failure) {
        // A process that died may have registered it already, and no more than that.
        if let visit = scopes[scope]?.visit, visit.outcome == .succeeded,
            case .failed(let failure)? = entries[visit.id]?.registration.primary
        {
            throw Failure(Failure.argumentsName, cause: failure.cause)
        }
        guard let registration = registration(scope, nil, decision) else { return }
        if case .failed(let failure)? = registration.primary {
            throw Failure(Failure.argumentsName, cause: failure.cause)
        }
        emit(.undoRegistered(registration), &decision)
    }

    /// Notes that a visit which did not end well may have to be undone all the same.
    mutating func registerUndo(_ scope: Int, _ failure: Failure?, _ decision: inout Decision) {
        guard let registration = registration(scope, failure, decision) else { return }
        emit(.undoRegistered(registration), &decision)
    }

    /// What the rollback has to know of the visit; nil when it never has to look at it.
    private func registration(
        _ scope: Int, _ failure: Failure?, _ decision: Decision
    ) -> UndoRegistration? {
        guard let visit = scopes[scope]?.visit, let outcome = visit.outcome,
            entries[visit.id] == nil
        else { return nil }
        let state = decision.workflow[visit.state]
        guard case .handler(let compensation) = state.compensation,
            compensation.concerns(outcome), !state.isComposite || outcome == .succeeded
        else {
            // What ran inside is undone in its place.
            guard !visit.children.isEmpty else { return nil }
            return UndoRegistration(
                visit: visit.id, outcome: outcome, primary: nil, alternate: nil, failure: failure)
        }
        let reading = undoScope(state, scope, outcome, decision)
        return UndoRegistration(
            visit: visit.id, outcome: outcome,
            primary: frozen(compensation.primary, reading, state, scope),
            alternate: compensation.alternate.map { frozen($0, reading, state, scope) },
            failure: failure)
    }

    /// What the expressions of a compensation see: the variables as the state's Output does, the
    /// input, and the raw result, which is null unless the visit succeeded.
    ///
    /// In a JSONPath state `$` is one object of all that.
    private func undoScope(
        _ state: State, _ id: Int, _ outcome: Outcome, _ decision: Decision
    ) -> EvaluationScope {
        var scope = evaluationScope(state, id, decision.moment)
        guard let visit = scopes[id]?.visit else { return scope }
        let result = outcome == .succeeded ? visit.result ?? .null : .null
        scope.result = result
        if state.queryLanguage == .jsonPath {
            scope.input = [
                "input": visit.input, "result": result, "outcome": .string(outcome.rawValue),
                "forwardKey": .string(scopes[id].map { key(.forward, state, $0) } ?? ""),
            ]
        }
        return scope
    }

    private func frozen(
        _ task: CompensationTask, _ reading: EvaluationScope, _ state: State, _ scope: Int
    ) -> UndoRegistration.Frozen {
        do throws(EvaluationFailure) {
            return .arguments(
                try task.body.evaluatedArguments(reading),
                timeoutSeconds: try task.timeout?.seconds(reading, field: "TimeoutSeconds"))
        } catch {
            return .failed(located(error, state, scope))
        }
    }
}

extension Compensation {
    /// Whether a visit with this outcome stands on the list of what may have to be undone.
    ///
    /// An unknown one under `Succeeded` does: it is left, and must be told.
    func concerns(_ outcome: Outcome) -> Bool {
        switch outcome {
        case .succeeded, .unknown: true
        case .failed: when == .attempted
        case .noEffect: false
        }
    }
}

extension State {
    /// Whether it runs other states.
    var isComposite: Bool {
        switch kind {
        case .parallel, .map: true
        case .task, .pass, .choice, .wait, .succeed, .fail: false
        }
    }
}

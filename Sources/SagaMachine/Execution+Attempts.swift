package import SagaDefinition
import SagaValue

extension Execution {
    /// What a running attempt is, for who did not start it; nil of one that does not run.
    ///
    /// Its input and its time are left out: nobody needs them once it runs.
    package func order(of attempt: AttemptID, in workflow: Workflow) -> TaskOrder? {
        guard runningAttempts.contains(attempt) else { return nil }
        switch attempt.direction {
        case .forward:
            guard let id = scope(of: attempt.visit), let scope = scopes[id] else { return nil }
            let visit = scope.visit
            let state = workflow[visit.state]
            return TaskOrder(
                attempt: attempt, state: visit.state, role: .forward,
                path: "\(scope.path(of: state))#\(visit.number)", arguments: visit.arguments,
                input: .null, key: key(.forward, state, scope),
                forwardKey: nil, timeoutSeconds: nil,
                executions: Array(visit.executions.suffix(1)))
        case .undo:
            guard let entry = entries[attempt.visit] else { return nil }
            return TaskOrder(
                attempt: attempt, state: entry.state, role: entry.role, path: entry.path,
                arguments: entry.arguments, input: .null, key: key(.undo, of: entry),
                forwardKey: key(.forward, of: entry), timeoutSeconds: nil,
                executions: entry.executions.reversed())
        }
    }

    /// Whether all that is waited for are tasks, whose ends may come close together.
    package var awaitsTasksAlone: Bool {
        guard timers.isEmpty, !runningAttempts.isEmpty else { return false }
        return !scopes.values.contains { scope in
            if case .awaiting = scope.visit.phase { true } else { false }
        }
    }

    /// Whether somebody asked to undo what had succeeded.
    package var isUndone: Bool { root?.recovery?.decision.reason == .undo }

    /// Whether any scope is being rolled back.
    package var isRecovering: Bool { scopes.values.contains { $0.recovery != nil } }
}

import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Starts the next attempt of a task.
    ///
    /// Arguments are evaluated once a visit, so that the same key always means the same request;
    /// only a state that reads the context object may see its retry count and is evaluated anew.
    mutating func visitTask(
        _ task: TaskState, _ state: State, _ id: Int, _ decision: inout Decision
    ) throws(Failure) {
        guard let scope = scopes[id] else { return }
        let visit = scope.visit
        let isFirst = visit.attempts == 0 || visit.hasStaleArguments
        let evaluated = try reading(state, id, decision.moment) {
            (reading) throws(EvaluationFailure) -> EvaluatedTask in
            var inner = reading
            inner.input = try state.effectiveInput(reading, &decision.step.trace)
            let arguments =
                isFirst || state.readsContext
                ? try task.body.evaluatedArguments(inner) : visit.arguments
            if let credentials = task.credentials {
                _ = try credentials.evaluate(in: inner, field: "Credentials")
            }
            decision.step.trace.note(
                state.queryLanguage == .jsonPath ? .afterParameters : .afterArguments,
                arguments ?? inner.input)
            return EvaluatedTask(
                arguments: arguments, input: inner.input,
                timeoutSeconds: try task.timeout?.seconds(inner, field: "TimeoutSeconds"),
                heartbeatSeconds: try task.heartbeat?.seconds(inner, field: "HeartbeatSeconds"))
        }
        let attempt = AttemptID(visit: visit.id, direction: .forward, number: visit.attempts + 1)
        let path = "\(scope.path(of: state))#\(visit.number)"
        let key = self.key(.forward, state, scope)
        let child = task.body.child(evaluated.arguments, key: key, spent: visit.spent)
        emit(
            .attemptStarted(
                AttemptStart(
                    id: attempt, state: state.id, role: .forward,
                    arguments: isFirst || state.readsContext ? evaluated.arguments : nil,
                    timeoutSeconds: evaluated.timeoutSeconds, key: key, child: child,
                    callback: evaluated.limits(of: task))), &decision)
        decision.step.append(
            .start(
                TaskOrder(
                    attempt: attempt, state: state.id, role: .forward, path: path,
                    arguments: evaluated.arguments, input: evaluated.input, key: key,
                    forwardKey: nil, timeoutSeconds: evaluated.timeoutSeconds,
                    executions: child.map { [$0] } ?? [],
                    token: task.body.isCallback ? token(of: attempt) : nil)))
    }

    /// Decides what follows from an attempt that has ended.
    mutating func settle(_ scope: Int, _ ending: TaskEnding, _ decision: inout Decision) {
        guard let visit = scopes[scope]?.visit else { return }
        let state = decision.workflow[visit.state]
        if state.isComposite, settleFiles(scope, visit, state, ending, &decision) { return }
        if ending.isInterrupted, ending.outcome != .succeeded {
            interrupted(scope, state, ending, &decision)
        } else if let failure = ending.failure {
            fail(
                scope, worded(failure, state, scope), retryAfterSeconds: ending.retryAfterSeconds,
                &decision)
        } else {
            complete(scope, state, ending.result ?? .null, &decision)
        }
    }

    /// A request that cannot be made, or whose answer cannot be read, fails in the service itself,
    /// which then says where; the cause of a task's own error stays as it is.
    private func worded(_ failure: Failure, _ state: State, _ scope: Int) -> Failure {
        guard failure.name == Failure.runtimeName, let cause = failure.cause,
            case .task(let task) = state.kind, case .http = task.body.kind
        else { return failure }
        return located(EvaluationFailure(error: Failure.runtimeName, cause: cause), state, scope)
    }

    /// An attempt that nobody saw end, by the policy of its task (`saga.md` §3).
    private mutating func interrupted(
        _ scope: Int, _ state: State, _ ending: TaskEnding, _ decision: inout Decision
    ) {
        // It would stand still again at once: a resume goes on with it.
        guard case .task(let task) = state.kind, !ending.isSuspended else { return }
        switch task.onInterrupt {
        case .rerun:
            scopes[scope]?.visit.phase = .entered
            markReady(scope)
        case .fail:
            let cause = ending.failure?.cause ?? "the attempt was interrupted"
            fail(scope, Failure(Failure.interruptedName, cause: cause), &decision)
        case .ask: break  // it stays as it is until an operator says what became of it
        }
    }

    private mutating func complete(
        _ scope: Int, _ state: State, _ result: Value, _ decision: inout Decision
    ) {
        decision.step.trace.note(.result, result)
        do throws(Failure) {
            let yield = try reading(state, scope, decision.moment) {
                (reading) throws(EvaluationFailure) -> StateYield in
                try state.yield(
                    result, reading, usesSelector: true, &decision.step.trace)
            }
            if let failure = quotaFailure(yield, result: result, state, scope) { throw failure }
            try registerUndoOfSuccess(scope, &decision)
            exit(scope, state, yield, &decision)
        } catch {
            fail(scope, error, &decision)
        }
    }
}

/// What of a task is evaluated before an attempt starts.
private struct EvaluatedTask {
    let arguments: Value?
    let input: Value
    let timeoutSeconds: Int?
    let heartbeatSeconds: Int?

    /// How long an answer is waited for; nil where the task's end is the answer.
    func limits(of task: TaskState) -> CallbackLimits? {
        guard task.body.isCallback else { return nil }
        return CallbackLimits(
            waitSeconds: task.boundsWait ? timeoutSeconds : nil, heartbeatSeconds: heartbeatSeconds)
    }
}

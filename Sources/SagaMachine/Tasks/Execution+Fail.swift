import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// A state did not end well: retried, caught, or the end of its scope, in this order.
    mutating func fail(
        _ scope: Int, _ failure: Failure, retryAfterSeconds: Double? = nil,
        _ decision: inout Decision
    ) {
        guard let visit = scopes[scope]?.visit else { return }
        let state = decision.workflow[visit.state]
        if retry(scope, visit, state, failure, retryAfterSeconds, &decision) { return }
        registerUndo(scope, failure, &decision)
        for (position, catcher) in state.catchers.enumerated()
        where failure.isCaught(by: catcher.errors) && hasRewindsLeft(catcher, scope, decision) {
            if catcher.compensate == .none, !isOwed(visit.id) {
                catchFailure(failure, by: catcher, state, scope, &decision)
            } else {
                decideCatching(failure, position, catcher, visit, scope, &decision)
            }
            return
        }
        failScope(scope, failure, &decision)
    }

    /// Nothing in the scope caught the failure: it takes the scope along.
    mutating func failScope(_ scope: Int, _ failure: Failure, _ decision: inout Decision) {
        if let parent = scopes[scope]?.parent {
            failChild(scope, parent, failure, &decision)
            return
        }
        scopes[scope]?.visit.phase = .failed(failure)
        decideRecovery(
            RecoveryDecision(scope: scope, reason: .failure, failure: failure, catching: nil),
            &decision)
    }

    /// The first retrier that matches owns the error; used up, no later one is asked.
    ///
    /// What ran inside the attempt that failed is undone before the next one (`saga.md` §2,
    /// *Order*).
    private mutating func retry(
        _ scope: Int, _ visit: Visit, _ state: State, _ failure: Failure,
        _ retryAfterSeconds: Double?, _ decision: inout Decision
    ) -> Bool {
        guard let position = state.retriers.firstIndex(where: { failure.isRetried(by: $0.errors) })
        else { return false }
        let retrier = state.retriers[position]
        let retries = visit.retries[position] ?? 0
        guard retries < retrier.maxAttempts else { return false }
        if hasLeftTraces(visit, state) {
            registerUndo(scope, failure, &decision)
            decideRecovery(
                RecoveryDecision(scope: scope, reason: .retry, failure: failure, catching: nil),
                &decision)
            return true
        }
        let until = backoff(retrier, retries, retryAfterSeconds, decision)
        emit(
            .retryScheduled(
                RetrySchedule(
                    visit: visit.id, direction: .forward, retrier: position, until: until,
                    failure: failure)), &decision)
        return true
    }

    /// Whether anything of the attempts of a composite may have to be undone: what ran inside, or,
    /// where it succeeded, all of it by its own handler, whatever has one inside.
    ///
    /// A process that died may have registered it already.
    private func hasLeftTraces(_ visit: Visit, _ state: State) -> Bool {
        guard state.isComposite else { return false }
        if !visit.children.isEmpty || entries[visit.id] != nil { return true }
        guard visit.outcome == .succeeded, case .handler = state.compensation else { return false }
        return true
    }

    /// A composite that is tried again by a person is a new visit of the states inside, as on a
    /// retry: what ran inside before is undone first, under the keys that it had.
    ///
    /// - Returns: Whether there is anything of that kind, which then comes first.
    mutating func undoesBeforeRetry(_ scope: Int, _ decision: inout Decision) -> Bool {
        guard let visit = scopes[scope]?.visit, hasLeftTraces(visit, decision.workflow[visit.state])
        else { return false }
        registerUndo(scope, nil, &decision)
        decideRecovery(
            RecoveryDecision(scope: scope, reason: .retry, failure: nil, catching: nil), &decision)
        return true
    }

    /// The attempt that failed has been undone: the next one is scheduled.
    mutating func retryAfterUndo(
        _ scope: Int, _ recovery: RecoveryDecision, _ decision: inout Decision
    ) {
        guard let visit = scopes[scope]?.visit else { return }
        let retriers = decision.workflow[visit.state].retriers
        let position = recovery.failure.flatMap { failure in
            retriers.firstIndex { failure.isRetried(by: $0.errors) }
        }
        // Without a retrier, it is a person who tries again, and nobody waits.
        let until = position.map { position in
            backoff(retriers[position], visit.retries[position] ?? 0, nil, decision)
        }
        emit(
            .retryScheduled(
                RetrySchedule(
                    visit: visit.id, direction: .forward, retrier: position,
                    until: until ?? Deadline(decision.moment.steady),
                    failure: recovery.failure ?? Failure(nil), round: visit.round + 1)), &decision)
    }

    /// When the next attempt starts: not before the server wants it, nor later than the retrier
    /// allows.
    func backoff(
        _ retrier: Retrier, _ retries: Int, _ retryAfterSeconds: Double?, _ decision: Decision
    ) -> Deadline {
        var delay = retrier.delaySeconds(retry: retries, chance: decision.moment.chance)
        if let wanted = retryAfterSeconds {
            delay = max(delay, min(wanted, retrier.maxDelaySeconds ?? wanted))
        }
        let milliseconds = min(delay, Double(Limits.maximumSeconds)) * 1000
        return Deadline(decision.moment.steady.adding(milliseconds: Int(milliseconds.rounded())))
    }

    /// A Catcher that rolls back to a save-point matches as often as that allows.
    private func hasRewindsLeft(_ catcher: Catcher, _ scope: Int, _ decision: Decision) -> Bool {
        guard case .savePoint(let state) = catcher.compensate else { return true }
        let rewinds = scopes[scope]?.savePoints[state]?.rewinds ?? 0
        return rewinds < (decision.workflow[state].savePoint?.maxRewinds ?? 0)
    }

    /// `Catch` as in the plain language: the error output goes on to `Next`.
    private mutating func catchFailure(
        _ failure: Failure, by catcher: Catcher, _ state: State, _ scope: Int,
        _ decision: inout Decision
    ) {
        do throws(Failure) {
            let yield = try reading(state, scope, decision.moment) {
                (reading) throws(EvaluationFailure) -> StateYield in
                try state.caught(failure, by: catcher, reading, into: reading.input)
            }
            exit(scope, state, yield, to: catcher.next, caught: failure, &decision)
        } catch {
            failScope(scope, error, &decision)
        }
    }

    /// What was owed is undone: the Catcher that waited for it goes on.
    mutating func catchAfterUndo(
        _ scope: Int, _ recovery: RecoveryDecision, _ decision: inout Decision
    ) {
        guard let visit = scopes[scope]?.visit, let failure = recovery.failure,
            let catching = recovery.catching
        else { return }
        let state = decision.workflow[visit.state]
        guard state.catchers.indices.contains(catching.catcher) else { return }
        catchFailure(failure, by: state.catchers[catching.catcher], state, scope, &decision)
    }

    private mutating func decideCatching(
        _ failure: Failure, _ position: Int, _ catcher: Catcher, _ visit: Visit, _ scope: Int,
        _ decision: inout Decision
    ) {
        var savePoint: StateID?
        if case .savePoint(let state) = catcher.compensate { savePoint = state }
        scopes[scope]?.visit.phase = .failed(failure)
        decideRecovery(
            RecoveryDecision(
                scope: scope, reason: catcher.compensate == .none ? .failure : .savePoint,
                failure: failure,
                catching: .init(visit: visit.id, catcher: position, savePoint: savePoint)),
            &decision)
    }
}

extension State {
    /// What a Catcher passes on and sets.
    ///
    /// - Parameter input: What `ResultPath` puts the error output into.
    func caught(
        _ failure: Failure, by catcher: Catcher, _ scope: EvaluationScope, into input: Value
    ) throws(EvaluationFailure) -> StateYield {
        var inner = scope
        inner.errorOutput = failure.output
        let assigned = try assigned(catcher.assign, failure.output, inner)
        guard case .jsonata = flow else {
            return try StateYield(
                output: try merged(failure.output, into: input, at: catcher.resultPath),
                assigned: assigned)
        }
        let output = try catcher.output?.evaluate(in: inner, field: "Output")
        return try StateYield(output: output ?? failure.output, assigned: assigned)
    }
}

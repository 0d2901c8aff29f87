package import SagaDefinition
import SagaValue

extension Execution {
    /// Stops everything and rolls it back.
    ///
    /// A rollback of everything that has begun already is what was asked for; any narrower one is
    /// absorbed.
    ///
    /// Ends of tasks that are decided together with it come first: when everything is over by them,
    /// or rolled back because of them, it comes too late.
    mutating func abort(_ note: OperatorNote, _ decision: inout Decision) {
        guard standing == .unfinished, !isOverByItself(decision), let root else { return }
        if let recovery = root.recovery?.decision {
            guard recovery.isFollowedByWork else { return }
        }
        emit(.abortRequested(note), &decision)
        if phase == .suspended { emit(.executionResumed(note), &decision) }
        decideRecovery(
            RecoveryDecision(scope: 0, reason: .abort, failure: nil, catching: nil), &decision)
    }

    /// Rolls back to a save-point and suspends there.
    ///
    /// Where a rollback goes on that is as wide or wider, this one is absorbed. One that is not
    /// passed any more was gone back behind in the meantime: everything that came after it is
    /// being undone or was, so that only the stop is left to do.
    mutating func abort(
        to name: String, _ note: OperatorNote, in workflow: Workflow, _ decision: inout Decision
    ) {
        guard standing == .unfinished, !isOverByItself(decision), let root,
            root.recovery?.decision.isFollowedByWork ?? true
        else { return }
        emit(.abortRequested(note), &decision)
        if phase == .suspended { emit(.executionResumed(note), &decision) }
        guard let state = workflow.state(savePoint: name), let mark = root.savePoints[state],
            mark.isPassed, isWider(mark, than: root.recovery?.decision, of: root)
        else {
            // One that goes on and stops at a save-point itself is not to be stopped before.
            if root.recovery?.decision.retreat == nil { stop(note, &decision) }
            return
        }
        decideRecovery(
            RecoveryDecision(
                scope: 0, reason: .abort, failure: nil, catching: nil, retreat: state), &decision)
    }

    /// Whether what is due already ends the execution or begins to roll everything back, seen by
    /// trying it on a copy.
    ///
    /// An attempt in doubt is none of that: an abort comes before `OnInterrupt` has its say.
    private func isOverByItself(_ decision: Decision) -> Bool {
        guard isReady, !scopes.values.contains(where: { $0.visit.isInDoubt }) else { return false }
        var trial = self
        var step = Step()
        trial.advance(
            in: decision.workflow, at: decision.moment, into: &step,
            atMost: Limits.eventsPerChunk)
        if trial.phase == .ended { return true }
        return trial.root?.recovery?.decision.isFollowedByWork == false
    }

    /// Whether going back to a save-point undoes more than a rollback that is under way, or as
    /// much as one of a Catcher, whose `Next` it then keeps from being entered.
    private func isWider(
        _ mark: SavePointMark, than recovery: RecoveryDecision?, of scope: Scope
    ) -> Bool {
        guard let recovery else { return true }
        if recovery.reason == .retry { return true }
        let other = scope.mark(of: recovery.catching?.savePoint ?? recovery.retreat)
        return recovery.retreat == nil ? mark.visit <= other.visit : mark.visit < other.visit
    }

    /// Suspends: starts nothing, ends what runs, and stays resumable.
    mutating func stop(_ note: OperatorNote, _ decision: inout Decision) {
        suspend(Suspension(reason: .interrupted, note: note), &decision)
    }

    mutating func suspend(_ suspension: Suspension, _ decision: inout Decision) {
        guard phase == .running else { return }
        phase = .suspending(suspension)
        for attempt in runningAttempts { decision.step.append(.cancel(attempt)) }
    }

    /// The rollback to a save-point is done: its state is entered again, and nothing is started.
    mutating func suspend(at state: StateID, _ id: Int, _ decision: inout Decision) {
        guard let scope = scopes[id] else { return }
        let input = scope.mark(of: state).input
        emit(
            .scopeRewound(Rewind(scope: id, next: state, input: input, assigned: nil)), &decision)
        emit(.executionSuspended(Suspension(reason: .savePoint)), &decision)
    }
}

extension RecoveryDecision {
    /// Whether forward work would go on after it.
    var isFollowedByWork: Bool { catching != nil || retreat != nil || reason == .retry }
}

extension Workflow {
    /// The state of a save-point, which is unique over all graphs.
    package func state(savePoint name: String) -> StateID? {
        states.first { $0.savePoint?.name == name }?.id
    }
}

extension Execution {
    /// The names of the save-points to which an abort can go back: those of the workflow's own
    /// `States` that were passed, in order.
    package func savePoints(in workflow: Workflow) -> [String] {
        guard let root else { return [] }
        return root.savePoints.filter(\.value.isPassed).sorted { $0.value.visit < $1.value.visit }
            .compactMap { workflow[$0.key].savePoint?.name }
    }
}

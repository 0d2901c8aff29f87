import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Decides that a scope is rolled back.
    ///
    /// What runs in it is ended first, and awaited.
    mutating func decideRecovery(_ recovery: RecoveryDecision, _ decision: inout Decision) {
        emit(.recoveryDecided(recovery), &decision)
        cancelForward(in: recovery.scope, &decision)
    }

    /// Takes a rollback one step further, as far as it can go without waiting.
    mutating func recover(_ id: Int, _ decision: inout Decision) {
        guard let recovery = scopes[id]?.recovery else { return }
        guard let remaining = recovery.remaining else {
            plan(id, recovery, &decision)
            return
        }
        var isWaiting = false
        for visit in frontier(of: remaining, isOfOwed: recovery.isOfOwed) {
            guard let entry = entries[visit] else { continue }
            switch entry.phase {
            case .waiting:
                startUndo(entry, recovery, &decision)
                markReady(id)
                return
            case .settling(let ending):
                settleUndo(entry, ending, recovery, &decision)
                markReady(id)
                return
            case .running, .backingOff: isWaiting = true
            case .stuck: break
            }
        }
        if !isWaiting { finishRecovery(id, recovery, &decision) }
    }

    /// The entries whose turn it is: the last one of the list, or where other entries are undone
    /// in its place, those of their lists, as many lists at the same time as were run.
    ///
    /// - Parameter isOfOwed: Whether only what is owed has a turn.
    private func frontier(of list: [Int], isOfOwed: Bool) -> [Int] {
        let candidate = isOfOwed ? list.last(where: isOwed) : list.last
        guard let last = candidate, let entry = entries[last] else { return [] }
        guard entry.registration.primary == nil else { return [last] }
        let isOfOwed = isOfOwed && !entry.isOwed
        var frontier: [Int] = []
        var active = 0
        for child in entry.children.reversed() where active < entry.limit {
            let inner = self.frontier(of: child, isOfOwed: isOfOwed)
            // A list that is stuck does not keep the others from their turn.
            if inner.contains(where: { !isStuck($0) }) { active += 1 }
            frontier += inner
        }
        return frontier
    }

    /// Whether an attempt to undo something of the scope has not ended.
    func isUndoRunning(in scope: Int) -> Bool {
        guard let recovery = scopes[scope]?.recovery, let remaining = recovery.remaining else {
            return false
        }
        return frontier(of: remaining, isOfOwed: recovery.isOfOwed).contains { visit in
            guard case .running? = entries[visit]?.phase else { return false }
            return true
        }
    }

    private func isStuck(_ visit: Int) -> Bool {
        guard case .stuck? = entries[visit]?.phase else { return false }
        return true
    }

    /// Plans the order, once nothing of the scope runs any more: the reverse of that in which the
    /// visits ended.
    private mutating func plan(_ id: Int, _ recovery: Recovery, _ decision: inout Decision) {
        guard let visit = scopes[id]?.visit else { return }
        switch visit.phase {
        case .running: return
        case .forked:
            guard stopChildren(of: visit.id, &decision) else { return }
            emit(.forkEnded(visit: visit.id, recovery.decision.failure ?? Failure(nil)), &decision)
        case .awaiting: endWait(of: visit, &decision)
        case .entered, .settling, .backingOff, .waiting, .exited, .failed: break
        }
        registerUndo(id, nil, &decision)
        guard let history = scopes[id]?.history else { return }
        let visits = planned(recovery.decision, history, id)
        if id == 0, start?.keepsEffects == true, recovery.decision.catching == nil,
            recovery.decision.reason == .failure || recovery.decision.reason == .timeout
        {
            // An undo of a narrower rollback may run still: its end is awaited.
            guard runningAttempts.isEmpty else { return }
            keep(visits, recovery, &decision)
        } else {
            emit(.compensationPlanned(scope: id, visits: visits), &decision)
        }
    }

    private func planned(_ recovery: RecoveryDecision, _ history: [Int], _ id: Int) -> [Int] {
        if recovery.reason == .retry || scopes[id]?.recovery?.isOfOwed == true {
            return history.suffix(1).filter { entries[$0]?.settlement == nil }
        }
        var first = 0
        if recovery.catching != nil || recovery.retreat != nil {
            let savePoint = recovery.catching?.savePoint ?? recovery.retreat
            first = scopes[id]?.mark(of: savePoint).historyCount ?? 0
        }
        return history.dropFirst(first).reversed().filter { entries[$0]?.settlement == nil }
    }

    /// `--no-rollback`: everything stays as it is, for `undo` or `resume`.
    private mutating func keep(
        _ visits: [Int], _ recovery: Recovery, _ decision: inout Decision
    ) {
        emit(
            .executionEnded(
                ExecutionEnd(
                    status: recovery.decision.reason == .timeout ? .timedOut : .failed,
                    compensation: visits.isEmpty ? compensation(after: recovery) : .pending,
                    output: nil, failure: failure)), &decision)
    }

    private mutating func finishRecovery(
        _ id: Int, _ recovery: Recovery, _ decision: inout Decision
    ) {
        let decided = recovery.decision
        if decided.isFollowedByWork || id != 0 {
            // Forward work would follow. What is stuck keeps it waiting, and at last suspends.
            guard !recovery.isStuck else { return }
            if recovery.isOfOwed {
                catchAfterUndo(id, decided, &decision)
            } else if let catching = decided.catching {
                rewind(id, catching, recovery, &decision)
            } else if let state = decided.retreat {
                suspend(at: state, id, &decision)
            } else if decided.reason == .retry {
                retryAfterUndo(id, decided, &decision)
            } else if let parent = scopes[id]?.parent, let failure = decided.failure {
                endFailed(id, parent, failure, forkFailure: nil, &decision)
            }
            return
        }
        let status: Status
        switch decided.reason {
        case .failure, .savePoint, .retry: status = .failed
        case .abort: status = .aborted
        case .timeout: status = .timedOut
        case .undo: status = self.status
        }
        emit(
            .executionEnded(
                ExecutionEnd(
                    status: status, compensation: compensation(after: recovery), output: output,
                    failure: failure)), &decision)
    }

    private func compensation(after recovery: Recovery) -> CompensationStatus {
        if recovery.isStuck { return .stuck }
        if !leftovers.isEmpty { return .partial }
        return recovery.isEmpty ? .none : .succeeded
    }

    /// The rollback to a save-point is done: forward work goes on at the Catcher's `Next`.
    private mutating func rewind(
        _ id: Int, _ catching: RecoveryDecision.Catching, _ recovery: Recovery,
        _ decision: inout Decision
    ) {
        guard let scope = scopes[id], let failure = recovery.decision.failure else { return }
        let state = decision.workflow[scope.visit.state]
        guard state.catchers.indices.contains(catching.catcher) else { return }
        let catcher = state.catchers[catching.catcher]
        let original = scope.mark(of: catching.savePoint).input
        do throws(Failure) {
            let yield = try reading(state, id, decision.moment) {
                (reading) throws(EvaluationFailure) -> StateYield in
                try state.caught(failure, by: catcher, reading, into: original)
            }
            let names = catcher.output != nil || catcher.namesResultPath
            emit(
                .scopeRewound(
                    Rewind(
                        scope: id, next: catcher.next,
                        input: names ? yield.output ?? original : original,
                        assigned: yield.assigned)), &decision)
        } catch {
            decideRecovery(
                RecoveryDecision(scope: id, reason: .failure, failure: error, catching: nil),
                &decision)
        }
    }
}

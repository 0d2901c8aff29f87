import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Decides that a scope is rolled back.
    ///
    /// What runs in it is ended first, and awaited.
    mutating func decideRecovery(_ recovery: RecoveryDecision, _ decision: inout Decision) {
        emit(.recoveryDecided(recovery), &decision)
        guard let visit = scopes[recovery.scope]?.visit, case .running = visit.phase else { return }
        decision.step.append(
            .cancel(AttemptID(visit: visit.id, direction: .forward, number: visit.attempts)))
    }

    /// Takes a rollback one step further, as far as it can go without waiting.
    mutating func recover(_ id: Int, _ decision: inout Decision) {
        guard let scope = scopes[id], let recovery = scope.recovery else { return }
        guard recovery.plan != nil else {
            plan(id, scope, &decision)
            return
        }
        guard let visit = recovery.current(entries), let entry = entries[visit] else {
            finishRecovery(id, recovery, &decision)
            return
        }
        switch entry.phase {
        case .waiting: startUndo(entry, recovery, &decision)
        case .settling(let ending): settleUndo(entry, ending, recovery, &decision)
        case .stuck: finishRecovery(id, recovery, &decision)
        case .running, .backingOff: break
        }
    }

    /// Plans the order, once nothing of the scope runs any more: the reverse of that in which the
    /// visits ended.
    private mutating func plan(_ id: Int, _ scope: Scope, _ decision: inout Decision) {
        if case .running = scope.visit.phase { return }
        registerUndo(id, nil, &decision)
        guard let history = scopes[id]?.history, let catching = scopes[id]?.recovery?.decision
        else { return }
        let first = catching.catching.map { scope.mark(of: $0.savePoint).historyCount } ?? 0
        let visits = history.dropFirst(first).reversed().filter { entries[$0]?.settlement == nil }
        if start?.keepsEffects == true, catching.reason == .failure || catching.reason == .timeout,
            catching.catching == nil
        {
            keep(visits, catching, &decision)
        } else {
            emit(.compensationPlanned(scope: id, visits: Array(visits)), &decision)
        }
    }

    /// `--no-rollback`: everything stays as it is, for `undo` or `resume`.
    private mutating func keep(
        _ visits: [Int], _ recovery: RecoveryDecision, _ decision: inout Decision
    ) {
        emit(
            .executionEnded(
                ExecutionEnd(
                    status: recovery.reason == .timeout ? .timedOut : .failed,
                    compensation: visits.isEmpty ? .none : .pending, output: nil,
                    failure: failure)), &decision)
    }

    private mutating func finishRecovery(
        _ id: Int, _ recovery: Recovery, _ decision: inout Decision
    ) {
        guard id == 0 else { return }
        if let catching = recovery.decision.catching {
            if recovery.isStuck {
                emit(.executionSuspended(Suspension(reason: .stuck)), &decision)
            } else {
                rewind(id, catching, recovery, &decision)
            }
            return
        }
        let status: Status
        switch recovery.decision.reason {
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
        if recovery.isPartial || hasLeftovers { return .partial }
        return recovery.plan?.isEmpty == false ? .succeeded : .none
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
            let yield = try reading(state, id, decision) {
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

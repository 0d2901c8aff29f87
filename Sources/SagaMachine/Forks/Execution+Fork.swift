import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Takes a visit that runs scopes one step further: starts what may start, ends it when
    /// nothing is left.
    mutating func tendFork(_ id: Int, _ decision: inout Decision) {
        guard let visit = scopes[id]?.visit.id, let failure = forks[visit]?.failure else {
            tendRunningFork(id, &decision)
            return
        }
        if stopChildren(of: visit, &decision) {
            emit(.forkEnded(visit: visit, failure), &decision)
        }
    }

    private mutating func tendRunningFork(_ id: Int, _ decision: inout Decision) {
        guard let visit = scopes[id]?.visit, let isOver = forks[visit.id]?.isOver else { return }
        if isOver {
            emit(.forkEnded(visit: visit.id, nil), &decision)
            return
        }
        let state = decision.workflow[visit.state]
        while forks[visit.id]?.mayStart == true {
            do throws(Failure) {
                try startChild(of: visit.id, state, id, &decision)
            } catch {
                emit(.forkFailed(visit: visit.id, error), &decision)
                cancelChildren(of: visit.id, &decision)
                return
            }
        }
    }

    private mutating func startChild(
        of visit: Int, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        guard let index = forks[visit]?.nextIndex else { return }
        let input = try selectedInput(of: visit, index, state, scope, decision)
        emit(
            .scopeStarted(
                ScopeStart(scope: nextScope, visit: visit, index: index, input: input)), &decision)
    }

    /// What `ItemSelector` makes of an iteration's items; nil where there is none.
    func selectedInput(
        of visit: Int, _ index: Int, _ state: State, _ scope: Int, _ decision: Decision
    ) throws(Failure) -> Value? {
        guard let fork = forks[visit], let list = fork.list, let map = state.map,
            map.itemSelector != nil
        else { return nil }
        guard let batches = fork.start.batches else {
            return try selected(list, index, map, state, scope, decision)
        }
        var batch: [Value] = []
        for item in batches.range(of: index) {
            batch.append(try selected(list, item, map, state, scope, decision))
        }
        return batches.input(with: batch)
    }

    /// A scope that a visit runs has failed, and nothing inside caught it.
    mutating func failChild(
        _ id: Int, _ parent: Scope.Parent, _ failure: Failure, _ decision: inout Decision
    ) {
        guard let fork = forks[parent.visit] else { return }
        scopes[id]?.visit.phase = .failed(failure)
        guard let tolerance = fork.start.tolerance else {
            endFailed(id, parent, failure, forkFailure: failure, &decision)
            return
        }
        var failed = fork.failedCount + fork.weight(of: parent.index)
        for other in fork.running where other != id && isFailing(other) {
            failed += scopes[other]?.parent.map { fork.weight(of: $0.index) } ?? 0
        }
        if tolerance.isExceeded(failed: failed, of: fork.total) {
            let exceeded = Failure(
                "States.ExceedToleratedFailureThreshold",
                cause: "The specified tolerated failure threshold was exceeded")
            endFailed(id, parent, failure, forkFailure: exceeded, &decision)
        } else if scopes[id]?.history.isEmpty == true {
            endFailed(id, parent, failure, forkFailure: nil, &decision)
        } else {
            decideRecovery(
                RecoveryDecision(scope: id, reason: .failure, failure: failure, catching: nil),
                &decision)
        }
    }

    /// Whether a scope has failed, is tolerated, and ends when it has been undone.
    private func isFailing(_ scope: Int) -> Bool {
        guard let recovery = scopes[scope]?.recovery?.decision else { return false }
        return recovery.reason == .failure && recovery.catching == nil
    }

    mutating func endFailed(
        _ id: Int, _ parent: Scope.Parent, _ failure: Failure, forkFailure: Failure?,
        _ decision: inout Decision
    ) {
        emit(
            .scopeEnded(
                ScopeEnd(scope: id, ending: .failed(failure, forkFailure: forkFailure))),
            &decision)
        if forkFailure != nil { cancelChildren(of: parent.visit, &decision) }
    }

    /// Asks for the end of every attempt that runs inside a visit, at any depth.
    mutating func cancelChildren(of visit: Int, _ decision: inout Decision) {
        guard let running = forks[visit]?.running else { return }
        for child in running.sorted() { cancelForward(in: child, &decision) }
    }

    /// Asks for the end of the forward attempts of a scope, at any depth.
    mutating func cancelForward(in scope: Int, _ decision: inout Decision) {
        guard let visit = scopes[scope]?.visit else { return }
        switch visit.phase {
        case .running:
            decision.step.append(
                .cancel(AttemptID(visit: visit.id, direction: .forward, number: visit.attempts)))
        case .forked: cancelChildren(of: visit.id, &decision)
        case .entered, .awaiting, .settling, .backingOff, .waiting, .exited, .failed: break
        }
    }

    /// Ends the scopes inside a visit whose attempts have stopped.
    ///
    /// - Returns: Whether none is left. Else the rest is awaited.
    mutating func stopChildren(of visit: Int, _ decision: inout Decision) -> Bool {
        guard let children = forks[visit]?.running.sorted() else { return true }
        var isDone = true
        for child in children {
            guard let inner = scopes[child]?.visit else { continue }
            if isUndoRunning(in: child) {
                isDone = false
                continue
            }
            switch inner.phase {
            case .running:
                isDone = false
                continue
            case .forked:
                guard stopChildren(of: inner.id, &decision) else {
                    isDone = false
                    continue
                }
                emit(.forkEnded(visit: inner.id, Failure(nil)), &decision)
            case .awaiting: endWait(of: inner, &decision)
            case .entered, .settling, .backingOff, .waiting, .exited, .failed: break
            }
            registerUndo(child, nil, &decision)
            emit(.scopeEnded(ScopeEnd(scope: child, ending: .aborted)), &decision)
        }
        return isDone
    }

    /// The outermost scope around this one that is being stopped, itself excluded.
    func stoppingScope(around id: Int) -> Int? {
        var stopping: Int?
        var parent = scopes.index(forKey: id).flatMap { scopes.values[$0].parent }
        while let outer = parent, let place = scopes.index(forKey: outer.scope) {
            let isStopping =
                scopes.values[place].recovery.map { $0.remaining == nil } ?? false
                || forks[outer.visit]?.failure != nil
            if isStopping { stopping = outer.scope }
            parent = scopes.values[place].parent
        }
        return stopping
    }
}

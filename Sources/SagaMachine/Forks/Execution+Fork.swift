import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Takes a visit that runs scopes one step further: starts what may start, ends it when
    /// nothing is left.
    mutating func tendFork(_ id: Int, _ decision: inout Decision) {
        guard let visit = scopes[id]?.visit.id, let fork = forks[visit] else { return }
        if let failure = fork.failure {
            if stopChildren(of: visit, &decision) {
                emit(.forkEnded(visit: visit, failure), &decision)
            }
            return
        }
        if fork.running.isEmpty, fork.nextIndex == fork.start.count {
            emit(.forkEnded(visit: visit, nil), &decision)
            return
        }
        let state = decision.workflow[scopes[id]?.visit.state ?? decision.workflow[.root].start]
        while forks[visit]?.mayStart == true {
            do throws(Failure) {
                try startChild(of: visit, state, id, &decision)
            } catch {
                forks[visit]?.failure = error
                cancelChildren(of: visit, &decision)
                markReady(id)
                return
            }
        }
    }

    private mutating func startChild(
        of visit: Int, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        guard let fork = forks[visit] else { return }
        let index = fork.nextIndex
        var input: Value?
        if case .map(let map) = state.kind, let items = fork.start.items {
            input = items[index]
            if let selector = map.itemSelector {
                input = try reading(state, scope, decision) {
                    (reading) throws(EvaluationFailure) -> Value in
                    var inner = reading
                    inner.input = fork.start.input
                    if state.readsContext { inner.context = itemContext(state, scope, index) }
                    return try selector.evaluate(in: inner, field: "ItemSelector")
                }
            }
        }
        emit(
            .scopeStarted(
                ScopeStart(scope: nextScope, visit: visit, index: index, input: input)), &decision)
    }

    /// The context object of an iteration that is about to start.
    private func itemContext(_ state: State, _ id: Int, _ index: Int) -> Value {
        guard let scope = scopes[id], case .object(var context) = context(state, scope) else {
            return .null
        }
        context["Map"] = mapContext(of: scope.visit.id, index)
        return .object(context)
    }

    /// `Map` of the context object: which item it is.
    func mapContext(of visit: Int, _ index: Int) -> Value? {
        guard let items = forks[visit]?.start.items, items.indices.contains(index) else {
            return nil
        }
        return ["Item": ["Index": .integer(index), "Value": items[index]]]
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
        let failing = fork.running.count { $0 != id && isFailing($0) }
        let failed = fork.failedCount + failing + 1
        if tolerance.isExceeded(failed: failed, of: fork.start.count) {
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
        guard let fork = forks[visit] else { return }
        for child in fork.running.sorted() { cancelForward(in: child, &decision) }
    }

    /// Asks for the end of the forward attempts of a scope, at any depth.
    mutating func cancelForward(in scope: Int, _ decision: inout Decision) {
        guard let visit = scopes[scope]?.visit else { return }
        switch visit.phase {
        case .running:
            decision.step.append(
                .cancel(AttemptID(visit: visit.id, direction: .forward, number: visit.attempts)))
        case .forked: cancelChildren(of: visit.id, &decision)
        case .entered, .settling, .backingOff, .waiting, .exited, .failed: break
        }
    }

    /// Ends the scopes inside a visit whose attempts have stopped.
    ///
    /// - Returns: Whether none is left. Else the rest is awaited.
    mutating func stopChildren(of visit: Int, _ decision: inout Decision) -> Bool {
        guard let fork = forks[visit] else { return true }
        var isDone = true
        for child in fork.running.sorted() {
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

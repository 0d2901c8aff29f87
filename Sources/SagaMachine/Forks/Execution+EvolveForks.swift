import SagaDefinition
import SagaExpression
import SagaValue

/// How facts about branches and iterations change the execution.
extension Execution {
    mutating func forkStarted(_ start: ForkStart, in workflow: Workflow) {
        guard let id = scope(of: start.visit), let place = scopes.index(forKey: id) else { return }
        let state = workflow[scopes.values[place].visit.state]
        var items = start.items
        var origin = ItemOrigin.input
        if start.readsItems, case .read(let read, let from)? = scopes.values[place].visit.progress {
            items = read
            origin = from
        }
        // AWS tells of the start of a distributed Map's run too.
        countEvents(state.map?.isDistributed == true ? 2 : 1, in: scopes.values[place].historyScope)
        forks[start.visit] = Fork(
            start, items: items, origin: origin, run: mapRun(state, scopes.values[place]),
            keepsNotes: state.map?.writer?.keepsTimes ?? false, in: id)
        scopes.values[place].visit.attempts += 1
        scopes.values[place].visit.hasForked = true
        scopes.values[place].visit.phase = .forked
        scopes.values[place].visit.progress = nil
        scopes.values[place].visit.childLimit = start.limit
        markReady(id)
    }

    mutating func scopeStarted(_ start: ScopeStart, in workflow: Workflow, at time: Timestamp) {
        guard let scope = newScope(start, in: workflow, at: time) else { return }
        forks[start.visit]?.nextIndex = start.index + 1
        forks[start.visit]?.running.insert(start.scope)
        nextScope = max(nextScope, start.scope + 1)
        visitScopes[scope.visit.id] = start.scope
        scopes[start.scope] = scope
        markReady(start.scope)
    }

    private mutating func newScope(
        _ start: ScopeStart, in workflow: Workflow, at time: Timestamp
    ) -> Scope? {
        guard let fork = forks[start.visit], let owner = scopes[fork.scope] else { return nil }
        let state = workflow[owner.visit.state]
        guard let graphID = state.graph(of: start.index) else { return nil }
        let graph = workflow[graphID]
        let isChild = state.map?.isDistributed == true
        let history = isChild ? start.scope : owner.historyScope
        // AWS tells of the start of an iteration, and not of that of a branch.
        if state.map != nil, !isChild { countEvents(1, in: history) }
        let input = start.input ?? fork.input(at: start.index)
        let variables = isChild ? Variables() : owner.variables.nested()
        var counts =
            owner.visit.childCounts[start.index]
            ?? [Int](repeating: 0, count: graph.members.count)
        counts[workflow[graph.start].position] += 1
        let visit = enteredVisit(
            graph.start, input, number: counts[workflow[graph.start].position], history: history,
            at: time)
        let number = owner.visit.number == 1 ? "" : "#\(owner.visit.number)"
        var scope = Scope(
            id: start.scope, graph: graphID,
            parent: .init(scope: fork.scope, visit: start.visit, index: start.index),
            prefix: "\(owner.path(of: state))\(number)[\(start.index)]/", historyScope: history,
            origin: SavePointMark(
                input: input, variables: variables, time: time, historyCount: 0, visit: 0),
            variables: variables, visit: visit, visitCounts: counts)
        scope.passSavePoint(in: workflow)
        return scope
    }

    mutating func scopeEnded(_ end: ScopeEnd, in workflow: Workflow, at time: Timestamp) {
        if case .failed(let failure, _) = end.ending, let place = scopes.index(forKey: end.scope) {
            countFailure(failure, inScopeAt: place, workflow)
        }
        guard let scope = scopes.removeValue(forKey: end.scope), let parent = scope.parent else {
            return
        }
        if scope.historyScope == end.scope {
            childHistoryCounts[end.scope] = nil
        } else {
            countEvents(eventCount(of: end, scope, in: workflow), in: scope.historyScope)
        }
        if !isUndoBackingOff(scope.visit.id) { deadlines[scope.visit.id] = nil }
        visitScopes[scope.visit.id] = nil
        keepUndo(of: scope, parent, in: workflow)
        if case .aborted = end.ending, let recovery = scope.recovery { owe(recovery) }
        forks[parent.visit]?.running.remove(end.scope)
        let isSelected = workflow[scope.graph].owner.map { workflow[$0].map?.itemSelector != nil }
        forks[parent.visit]?.note(
            Fork.Note(
                started: scope.started, ended: time,
                input: isSelected == true ? scope.origin.input : nil), at: parent.index)
        forks[parent.visit]?.take(end.ending, scope.output, at: parent.index)
        if scope.recovery != nil { recoveryLeft() }
        markReady(parent.scope)
    }

    /// Whether a visit's deadline is that of its undo, which goes on in a wider rollback.
    private func isUndoBackingOff(_ visit: Int) -> Bool {
        guard case .backingOff? = entries[visit]?.phase else { return false }
        return true
    }

    /// Hands what may have to be undone of a scope that has ended to the visit that ran it.
    private mutating func keepUndo(
        of scope: Scope, _ parent: Scope.Parent, in workflow: Workflow
    ) {
        updateVisit(parent.visit) { visit in
            // What may be undone before another try must not be met again under its key.
            let mayBeMet = !workflow[visit.state].retriers.isEmpty || !scope.history.isEmpty
            guard mayBeMet || scope.hasUndone else { return }
            visit.childCounts[parent.index] = scope.visitCounts
        }
        if scope.hasUndone { scopes[parent.scope]?.hasUndone = true }
        guard !scope.history.isEmpty else { return }
        // What was undone when it failed is done with.
        let history = scope.history.filter { entries[$0]?.settlement == nil }
        if history.isEmpty {
            for visit in scope.history { forget(visit) }
        } else {
            updateVisit(parent.visit) { $0.children.append(history) }
        }
    }

    mutating func forkFailed(_ visit: Int, _ failure: Failure) {
        guard let fork = forks[visit] else { return }
        forks[visit]?.failure = fork.failure ?? failure
        markReady(fork.scope)
    }

    mutating func forkEnded(_ visit: Int, _ failure: Failure?, in workflow: Workflow) {
        guard let fork = forks.removeValue(forKey: visit),
            let place = scopes.index(forKey: fork.scope)
        else { return }
        let state = workflow[scopes.values[place].visit.state]
        if let map = state.map {
            // Of the state's own failure is told when nothing retries it.
            let count = (map.isDistributed ? 1 : 0) + (failure == nil ? 1 : 0)
            countEvents(count, in: scopes.values[place].historyScope)
        }
        var result: Value?
        if let writer = state.map?.writer {
            if writer.writesFiles {
                scopes.values[place].visit.progress = .unwritten(fork, failure)
            } else if failure == nil {
                let results = MapResults(fork, writer)
                result = results.result
            }
        } else if failure == nil {
            result = fork.result
        }
        let outcome = failure == nil ? Outcome.succeeded : .failed
        scopes.values[place].visit.outcome = outcome
        scopes.values[place].visit.result = result
        scopes.values[place].visit.workFailure = failure
        scopes.values[place].visit.phase = .settling(
            TaskEnding(outcome: outcome, result: result, failure: failure))
        markReady(fork.scope)
    }
}

extension State {
    /// What is a Map's own; nil of every other type.
    var map: MapState? {
        guard case .map(let map) = kind else { return nil }
        return map
    }

    /// The graph that the scope of an index runs through; nil where the state runs none.
    func graph(of index: Int) -> GraphID? {
        switch kind {
        case .parallel(let parallel):
            parallel.branches.indices.contains(index) ? parallel.branches[index] : nil
        case .map(let map): map.processor
        case .task, .pass, .choice, .wait, .succeed, .fail: nil
        }
    }
}

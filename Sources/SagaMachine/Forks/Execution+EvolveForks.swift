import SagaDefinition
import SagaExpression
import SagaValue

/// How facts about branches and iterations change the execution.
extension Execution {
    mutating func forkStarted(_ start: ForkStart) {
        guard let scope = scope(of: start.visit) else { return }
        historyCount += 1
        forks[start.visit] = Fork(start, in: scope)
        updateVisit(start.visit) { visit in
            visit.attempts += 1
            visit.phase = .forked
            visit.childLimit = start.limit
        }
        markReady(scope)
    }

    mutating func scopeStarted(_ start: ScopeStart, in workflow: Workflow, at time: Timestamp) {
        guard let fork = forks[start.visit], let owner = scopes[fork.scope] else { return }
        let state = workflow[owner.visit.state]
        guard let graphID = state.graph(of: start.index) else { return }
        let graph = workflow[graphID]
        forks[start.visit]?.nextIndex = start.index + 1
        forks[start.visit]?.running.insert(start.scope)
        nextScope = max(nextScope, start.scope + 1)
        let input = start.input ?? fork.start.input
        let variables = owner.variables.nested()
        var counts =
            owner.visit.childCounts[start.index]
            ?? [Int](repeating: 0, count: graph.members.count)
        counts[workflow[graph.start].position] += 1
        // AWS tells of the start of an iteration, and not of that of a branch.
        if fork.start.items != nil { historyCount += 1 }
        let visit = enteredVisit(
            graph.start, input, number: counts[workflow[graph.start].position], at: time)
        let number = owner.visit.number == 1 ? "" : "#\(owner.visit.number)"
        var scope = Scope(
            id: start.scope, graph: graphID,
            parent: .init(scope: fork.scope, visit: start.visit, index: start.index),
            prefix: "\(owner.path(of: state))\(number)[\(start.index)]/",
            origin: SavePointMark(
                input: input, variables: variables, historyCount: 0, visit: 0),
            variables: variables, visit: visit, visitCounts: counts)
        scope.passSavePoint(in: workflow)
        scopes[start.scope] = scope
        visitScopes[visit.id] = start.scope
        markReady(start.scope)
    }

    mutating func scopeEnded(_ end: ScopeEnd, in workflow: Workflow) {
        guard let scope = scopes.removeValue(forKey: end.scope), let parent = scope.parent else {
            return
        }
        if forks[parent.visit]?.start.items != nil { historyCount += 1 }
        // Unless it is that of its undo, which goes on in a wider rollback.
        if entries[scope.visit.id] == nil { deadlines[scope.visit.id] = nil }
        visitScopes[scope.visit.id] = nil
        forks[parent.visit]?.running.remove(end.scope)
        updateVisit(parent.visit) { visit in
            guard !workflow[visit.state].retriers.isEmpty else { return }
            visit.childCounts[parent.index] = scope.visitCounts
        }
        // What was undone when it failed is done with.
        let history = scope.history.filter { entries[$0]?.settlement == nil }
        if history.isEmpty {
            for visit in scope.history { forget(visit) }
        } else {
            updateVisit(parent.visit) { $0.children.append(history) }
        }
        switch end.ending {
        case .succeeded: forks[parent.visit]?.take(scope.output, at: parent.index)
        case .failed(_, let forkFailure):
            forks[parent.visit]?.failedCount += 1
            forks[parent.visit]?.failure = forkFailure
        case .aborted: break
        }
        if scope.recovery != nil { recoveryLeft() }
        markReady(parent.scope)
    }

    mutating func forkEnded(_ visit: Int, _ failure: Failure?) {
        guard let fork = forks.removeValue(forKey: visit) else { return }
        historyCount += 1
        let result = failure == nil ? fork.result : nil
        let outcome = failure == nil ? Outcome.succeeded : .failed
        updateVisit(visit) { visit in
            visit.outcome = outcome
            visit.result = result
            visit.phase = .settling(TaskEnding(outcome: outcome, result: result, failure: failure))
        }
        markReady(fork.scope)
    }
}

extension State {
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

import SagaDefinition
import SagaValue

/// How another try at what has failed changes the execution.
extension Execution {
    /// Nothing but the workflow's own scope is left of an execution that has ended.
    mutating func redriven(_ redrive: Redrive, in workflow: Workflow, at time: Timestamp) {
        if let definition = redrive.definition { start?.definition = definition }
        redriveCount += 1
        historyCount += 1
        isHistoryOver = false
        status = .running
        forwardGoesOn()
        phase = .running
        failure = nil
        expiry = workflow.timeoutSeconds.map { time.adding(seconds: $0) }
        ready = ReadyQueue(scopes.ids)
        guard let place = scopes.index(forKey: 0) else { return }
        scopes.values[place].output = nil
        if let restart = redrive.restart {
            // What failed stays on the list like everything that came before it.
            scopes.values[place].recovery = nil
            enter(restart.state, restart.input, scopeAt: place, in: workflow, at: time)
        } else if let cut = scopes.values[place].recovery?.cut {
            // No forward task starts before what was decided then is done, and what it leads to.
            scopes.values[place].beginRecovery(cut, in: workflow)
            if cut.reason != .retry { stopClock(at: time) }
            refreshRetries(scopeAt: place)
        } else {
            tryAgain(scopeAt: place)
        }
    }

    private mutating func tryAgain(scopeAt place: Int) {
        let failed = scopes.values[place].visit.id
        // It is registered anew when it ends, with what ran inside before.
        let children = entries.removeValue(forKey: failed)?.children ?? []
        for child in children.joined() { entries[child]?.parent = nil }
        scopes.values[place].visit.children = children.filter { !$0.isEmpty }
        scopes.values[place].history.removeAll { $0 == failed }
        if !scopes.values[place].wasStoppedAfterSuccess {
            scopes.values[place].visit.phase = .entered
        }
        scopes.values[place].recovery = nil
        refreshRetries(scopeAt: place)
    }

    private mutating func refreshRetries(scopeAt place: Int) {
        scopes.values[place].visit.retries = [:]
        scopes.values[place].visit.retryCount = 0
        scopes.values[place].visit.isFailureCounted = false
    }
}

extension Scope {
    /// Whether its visit had done its work when a timeout or an abort kept it from going on: a
    /// redrive takes the result, and does not do the work again.
    fileprivate var wasStoppedAfterSuccess: Bool {
        guard recovery?.decision.reason != .failure, case .settling(let ending) = visit.phase
        else { return false }
        return ending.outcome == .succeeded && ending.failure == nil
    }
}

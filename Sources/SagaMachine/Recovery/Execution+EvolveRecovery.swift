import SagaDefinition
import SagaValue

/// How facts about backward recovery change the execution.
extension Execution {
    /// The scope whose rollback this visit's entry is part of; nil before there is a plan.
    func recoveringScope(of visit: Int) -> Int? {
        guard var entry = entries[visit] else { return nil }
        while let parent = entry.parent, let outer = entries[parent] { entry = outer }
        return scopes[entry.scope]?.recovery?.remaining == nil ? nil : entry.scope
    }

    /// Whether a rollback that is under way is to undo it, at once or after others.
    package func isPlanned(_ visit: Int) -> Bool {
        guard var entry = entries[visit] else { return false }
        var isOwed = entry.isOwed
        while let parent = entry.parent, let outer = entries[parent] {
            entry = outer
            isOwed = isOwed || outer.isOwed
        }
        guard let recovery = scopes[entry.scope]?.recovery else { return false }
        return recovery.remaining?.contains(entry.visit) == true && (isOwed || !recovery.isOfOwed)
    }

    mutating func register(_ registration: UndoRegistration, in workflow: Workflow) {
        guard let scopeID = scope(of: registration.visit), let scope = scopes[scopeID] else {
            return
        }
        let visit = scope.visit
        let isWhole = registration.primary != nil
        entries[visit.id] = UndoEntry(
            visit: visit.id, state: visit.state, scope: scopeID,
            path: "\(scope.path(of: workflow[visit.state]))#\(visit.number)",
            round: visit.round, registration: registration, input: visit.input,
            arguments: visit.arguments, result: visit.result,
            children: isWhole ? [] : visit.children, limit: visit.childLimit,
            attempts: visit.undoAttempts, executions: visit.executions)
        for child in visit.children.joined() {
            if isWhole { forget(child) } else { entries[child]?.parent = visit.id }
        }
        scopes[scopeID]?.visit.children = []
        scopes[scopeID]?.history.append(visit.id)
    }

    /// Removes an entry and all that are undone in its place.
    mutating func forget(_ visit: Int) {
        guard let entry = entries.removeValue(forKey: visit) else { return }
        deadlines[visit] = nil
        for child in entry.children.joined() { forget(child) }
    }

    mutating func decided(
        _ decision: RecoveryDecision, in workflow: Workflow, at time: Timestamp
    ) {
        guard let place = scopes.index(forKey: decision.scope) else { return }
        if let failure = decision.failure, decision.reason.isOfState {
            countFailure(failure, inScopeAt: place, workflow)
        }
        scopes.values[place].beginRecovery(decision, in: workflow)
        if decision.reason == .undo { reopen() }
        if decision.scope == 0, decision.reason != .retry { stopClock(at: time) }
        if decision.scope == 0, !decision.isFollowedByWork {
            failure = failure ?? decision.failure
        }
        let visit = scopes.values[place].visit
        switch visit.phase {
        case .backingOff, .waiting:
            deadlines[visit.id] = nil
            scopes.values[place].visit.phase = .entered
        case .entered, .running, .awaiting, .forked, .settling, .exited, .failed: break
        }
        markReady(decision.scope)
    }

    /// An execution that has ended is worked on again.
    private mutating func reopen() {
        phase = .running
        compensation = .running
    }

    mutating func planned(_ scope: Int, _ visits: [Int]) {
        scopes[scope]?.recovery?.remaining = visits.reversed()
        if !visits.isEmpty { scopes[scope]?.recovery?.isEmpty = false }
        if !visits.isEmpty { compensation = .running }
        // What a narrower rollback gave up is tried again by a wider one.
        for visit in visits { retryStuck(visit) }
        markReady(scope)
    }

    mutating func settled(_ visit: Int, _ settlement: Settlement) {
        let scope = recoveringScope(of: visit)
        deadlines[visit] = nil
        entries[visit]?.settlement = settlement
        entries[visit]?.phase = .waiting
        if let scope { scopes[scope]?.hasUndone = true }
        if settlement.isPartial, let scope {
            scopes[scope]?.recovery?.isPartial = true
            if let entry = entries[visit] { leftovers.append(entry) }
        }
        removeFromList(visit, scope)
        if let scope { markReady(scope) }
    }

    /// Takes a settled visit off the list that it stands on; an entry none of whose lists has
    /// anything left is settled too.
    private mutating func removeFromList(_ visit: Int, _ scope: Int?) {
        guard let parent = entries[visit]?.parent else {
            if let scope { scopes[scope]?.recovery?.remaining?.removeAll { $0 == visit } }
            return
        }
        guard let children = entries[parent]?.children else { return }
        for position in children.indices {
            entries[parent]?.children[position].removeAll { $0 == visit }
        }
        if entries[parent]?.children.allSatisfy(\.isEmpty) == true {
            entries[parent]?.settlement = .undone
            removeFromList(parent, scope)
        }
    }

    mutating func deadLettered(_ visit: Int, _ failure: Failure) {
        entries[visit]?.phase = .stuck(failure)
        guard let scope = recoveringScope(of: visit) else { return }
        scopes[scope]?.recovery?.isStuck = true
        markReady(scope)
    }

    mutating func stuckRetried(at time: Timestamp) {
        phase = .running
        compensation = .running
        suspension = nil
        if status == .suspended { status = .running }
        restartClockUnlessUndone(at: time)
        for visit in Array(entries.keys) { retryStuck(visit, isDeep: false) }
        for place in scopes.values.indices { scopes.values[place].recovery?.isStuck = false }
        ready = ReadyQueue(scopes.ids)
    }

    /// Gives an entry that is stuck, and those undone in its place, all their retries again.
    private mutating func retryStuck(_ visit: Int, isDeep: Bool = true) {
        guard let entry = entries[visit] else { return }
        if case .stuck = entry.phase {
            entries[visit]?.phase = .waiting
            entries[visit]?.role = .compensation
            entries[visit]?.retries = [:]
        }
        guard isDeep else { return }
        for child in entry.children.joined() { retryStuck(child) }
    }

    /// What was to be undone of a scope that ends before it was stays to be undone.
    mutating func owe(_ recovery: Recovery) {
        for visit in recovery.remaining ?? [] { entries[visit]?.isOwed = true }
    }

    /// Whether anything of an entry is owed.
    func isOwed(_ visit: Int) -> Bool {
        guard let entry = entries[visit], entry.settlement == nil else { return false }
        return entry.isOwed || entry.children.joined().contains(where: isOwed)
    }

    /// A scope has ended whose rollback may have been the only one.
    mutating func recoveryLeft() {
        if scopes.values.allSatisfy({ $0.recovery?.remaining == nil }) { forwardGoesOn() }
    }

    /// A rollback is over and the work that follows it begins: only what was left behind remains
    /// of it.
    mutating func forwardGoesOn() {
        compensation = leftovers.isEmpty ? .none : .partial
    }

    /// The attempt of a composite that failed has been undone: the next one starts afresh, as if
    /// nothing had come of the visit yet.
    mutating func finishRetryRecovery(of retry: RetrySchedule) {
        guard retry.direction == .forward, let scope = scope(of: retry.visit),
            scopes[scope]?.recovery?.decision.reason == .retry
        else { return }
        scopes[scope]?.recovery = nil
        scopes[scope]?.history.removeAll { $0 == retry.visit }
        let undoAttempts = entries[retry.visit]?.attempts
        updateVisit(retry.visit) { visit in
            visit.outcome = nil
            visit.result = nil
            visit.undoAttempts = undoAttempts ?? visit.undoAttempts
            // A journal that knows no rounds goes on under the keys that it has used.
            visit.round = retry.round ?? visit.round
        }
        forget(retry.visit)
        forwardGoesOn()
    }
}

extension Scope {
    /// Begins a rollback; one that goes on is cut short, and what it undid counts as undone.
    mutating func beginRecovery(_ decision: RecoveryDecision, in workflow: Workflow) {
        var recovery = Recovery(decision: decision)
        if let catching = decision.catching {
            let catchers = workflow[visit.state].catchers
            recovery.isOfOwed =
                catchers.indices.contains(catching.catcher)
                && catchers[catching.catcher].compensate == .none
        }
        if let before = self.recovery {
            recovery.isEmpty = before.isEmpty
            recovery.cut = before.decision.isFollowedByWork ? before.decision : before.cut
        }
        self.recovery = recovery
    }
}

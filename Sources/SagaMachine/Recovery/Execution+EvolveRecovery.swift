import SagaDefinition
import SagaValue

/// How facts about backward recovery change the execution.
extension Execution {
    /// The scope whose rollback has this visit in its plan.
    func recoveringScope(of visit: Int) -> Int? {
        scopes.first { $0.value.recovery?.plan?.contains(visit) == true }?.key
    }

    mutating func register(_ registration: UndoRegistration, in workflow: Workflow) {
        guard let scopeID = scope(of: registration.visit), let scope = scopes[scopeID] else {
            return
        }
        let visit = scope.visit
        entries[visit.id] = UndoEntry(
            visit: visit.id, state: visit.state,
            path: "\(scope.path(of: workflow[visit.state]))#\(visit.number)",
            registration: registration, input: visit.input, arguments: visit.arguments,
            result: visit.result)
        if !scope.history.contains(visit.id) { scopes[scopeID]?.history.append(visit.id) }
    }

    mutating func decided(_ decision: RecoveryDecision, at time: Timestamp) {
        guard let place = scopes.index(forKey: decision.scope) else { return }
        scopes.values[place].recovery = Recovery(decision: decision)
        stopClock(at: time)
        if decision.catching == nil, failure == nil { failure = decision.failure }
        let visit = scopes.values[place].visit
        switch visit.phase {
        case .backingOff, .waiting:
            deadlines[visit.id] = nil
            scopes.values[place].visit.phase = .entered
        case .running:
            scopes.values[place].visit.phase = .running(isCancelled: true)
        case .entered, .settling, .inDoubt, .failed: break
        }
        markReady(decision.scope)
    }

    mutating func planned(_ scope: Int, _ visits: [Int]) {
        scopes[scope]?.recovery?.plan = visits
        if !visits.isEmpty { compensation = .running }
        markReady(scope)
    }

    mutating func settled(_ visit: Int, _ settlement: Settlement) {
        entries[visit]?.settlement = settlement
        entries[visit]?.phase = .waiting
        deadlines[visit] = nil
        guard let scope = recoveringScope(of: visit) else { return }
        if settlement.isPartial { scopes[scope]?.recovery?.isPartial = true }
        markReady(scope)
    }

    mutating func deadLettered(_ visit: Int, _ failure: Failure) {
        entries[visit]?.phase = .stuck(failure)
        guard let scope = recoveringScope(of: visit) else { return }
        scopes[scope]?.recovery?.isStuck = true
        markReady(scope)
    }

    mutating func stuckRetried() {
        phase = .running
        suspension = nil
        if status == .suspended { status = .running }
        compensation = .running
        for place in entries.values.indices {
            guard case .stuck = entries.values[place].phase else { continue }
            entries.values[place].phase = .waiting
            entries.values[place].role = .compensation
            entries.values[place].retries = [:]
        }
        for place in scopes.values.indices { scopes.values[place].recovery?.isStuck = false }
        ready = scopes.keys.sorted()
    }
}

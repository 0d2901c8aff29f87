import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaValue

/// The invariants, where the facts that may break them come by.
extension Audit {
    mutating func attemptStarted(_ start: AttemptStart) {
        let id = start.id.visit
        guard let visit = visits[id] else {
            expect(false, "an attempt of no visit")
            return
        }
        expect(visit.openAttempt == nil, "an attempt of \(id) starts while another one runs")
        visits[id]?.openAttempt = start.id
        visits[id]?.isAtFiles = start.role.isOfFiles
        switch start.id.direction {
        case .forward:
            expect(!isRecovering(visit.scope), "\(id) starts in a scope that is being undone")
            expect(!visit.hasSucceeded, "\(id) has succeeded and runs again")
            expect(current[visit.scope] == id, "\(id) starts and is not the latest of its scope")
            expect(visit.key == nil || visit.key == start.key, "\(id) changes its key")
            let isTaken = visits.contains { $0.key != id && $0.value.key == start.key }
            expect(
                !isTaken || isRedriven && !settledKeys.contains(start.key),
                "the key of \(id) is another visit's")
            visits[id]?.key = start.key
            if let child = start.child {
                let isSecond = child.text.contains(/-\d{1,3}$/)
                let isRight =
                    visit.spent == 0
                    ? !isSecond : child.text.hasSuffix("-\(visit.spent + 1)")
                expect(isRight, "\(child) is over, or has not begun")
            }
        case .undo:
            expect(!settledUndoKeys.contains(start.key), "\(id) is undone under a key done with")
            visits[id]?.undoKey = start.key
            undoStarted(id, visit)
        }
    }

    mutating func stateExited(_ exit: StateExit) {
        expect(current[exit.scope] == exit.visit, "a visit is left that is not the latest")
        if let recovery = recoveries[exit.scope], isOfOwed(recovery) {
            // Nothing that was broken off is left when its Catcher goes on.
            expect(
                !visits.contains { chain($0.key).contains(exit.visit) && $0.value.isDead },
                "\(exit.visit) is caught and a dead letter is left in it")
            explain(in: exit.scope)
            recoveries[exit.scope] = nil
            plans[exit.scope] = nil
        }
        expect(!isRecovering(exit.scope), "a scope goes on that is being undone")
        for (id, note) in visits where note.openAttempt != nil {
            expect(!chain(id).contains(exit.visit), "\(exit.visit) is left while \(id) runs")
        }
        if let next = exit.next { enter(next, exit.scope) }
    }

    /// Whether a Catcher that undoes nothing waits for what was broken off inside its visit.
    private func isOfOwed(_ recovery: RecoveryDecision) -> Bool {
        guard let catching = recovery.catching, let visit = visits[catching.visit] else {
            return false
        }
        return workflow[visit.state].catchers[catching.catcher].compensate == .none
    }

    private mutating func undoStarted(_ id: Int, _ visit: VisitNote) {
        expect(isRecovering(visit.scope), "\(id) is undone and nobody decided so")
        expect(visit.settlements.isEmpty, "\(id) is settled and undone again")
        expect(visit.hasHandler == true && !visit.isForgotten, "\(id) is undone without an entry")
        let isPlanned = plans.contains { scope, plan in
            place(of: id, in: scope).map(plan.contains) ?? false
        }
        expect(isPlanned, "\(id) is undone and stands in no plan")
        for (other, note) in visits where other != id {
            if note.openAttempt?.direction == .forward {
                expect(!chain(other).contains(id), "\(id) is undone while \(other) inside it runs")
            }
            let mustComeFirst =
                note.hasHandler == true && note.settlements.isEmpty
                && !note.isForgotten && precedes(id, other)
            expect(!mustComeFirst, "\(id) is undone before \(other), which came after it")
        }
    }

    /// Whether `b` began because `a` had ended: both stand in one scope, or inside visits of one.
    private func precedes(_ a: Int, _ b: Int) -> Bool {
        for (first, second) in zip(chain(a), chain(b)) where first != second {
            return visits[first]?.scope == visits[second]?.scope && first < second
        }
        return false
    }

    mutating func attemptSubmitted(_ id: AttemptID) {
        expect(visits[id.visit]?.openAttempt == id, "an attempt of \(id.visit) waits unbegun")
        expect(visits[id.visit]?.submitted != id, "an attempt of \(id.visit) waits twice")
        visits[id.visit]?.submitted = id
    }

    mutating func callbackReceived(_ callback: Callback) {
        let id = callback.attempt
        expect(visits[id.visit]?.openAttempt == id, "\(id.visit) hears what is not for it")
        expect(visits[id.visit]?.answered?.attempt != id, "\(id.visit) is answered twice")
        switch callback.word {
        case .alive: break
        case .succeeded: visits[id.visit]?.answered = (id, true)
        case .failed: visits[id.visit]?.answered = (id, false)
        }
    }

    /// An answer that was taken is what the attempt ends with, unless its work has failed.
    private mutating func checkAnswer(_ id: AttemptID, _ ending: TaskEnding) {
        guard let note = visits[id.visit], let answered = note.answered, answered.attempt == id
        else { return }
        let isAnswer = (ending.outcome == .succeeded) == answered.isSuccess
        let hasFailed = note.submitted != id && [.failed, .noEffect].contains(ending.outcome)
        expect(isAnswer && !ending.isInterrupted || hasFailed, "the answer to \(id.visit) is lost")
    }

    mutating func attemptEnded(_ id: AttemptID, _ ending: TaskEnding) {
        expect(visits[id.visit]?.openAttempt == id, "an attempt of \(id.visit) ends unbegun")
        expect(
            !(visits[id.visit]?.submitted == id && ending.isInterrupted),
            "\(id.visit) is in doubt though its work had ended well")
        checkAnswer(id, ending)
        visits[id.visit]?.openAttempt = nil
        if id.direction == .forward, ending.isSpent { visits[id.visit]?.spent += 1 }
        if id.direction == .forward, ending.outcome == .succeeded {
            guard visits[id.visit]?.isAtFiles != true else { return }
            visits[id.visit]?.hasSucceeded = ending.failure == nil
        }
    }

    mutating func registered(_ registration: UndoRegistration) {
        let id = registration.visit
        expect(visits[id]?.openAttempt == nil, "\(id) is registered while it runs")
        visits[id]?.hasHandler = registration.primary != nil
        visits[id]?.settlements = []
        guard registration.primary != nil else { return }
        // What is undone as a whole is not undone in parts.
        for other in visits.keys where other != id && chain(other).contains(id) {
            visits[other]?.isForgotten = true
        }
    }

    mutating func planned(_ scope: Int, _ plan: [Int]) {
        guard let recovery = recoveries[scope] else {
            expect(false, "a plan for scope \(scope), which is not being undone")
            return
        }
        for (id, note) in visits where note.openAttempt?.direction == .forward {
            expect(place(of: id, in: scope) == nil, "\(scope) is planned while \(id) runs")
        }
        var expected = visits.keys.filter { id in
            guard let note = visits[id], note.scope == scope, !note.isForgotten else {
                return false
            }
            if id < start(of: recovery) { return false }
            return visits.contains { other, inner in
                inner.hasHandler == true && inner.settlements.isEmpty && !inner.isForgotten
                    && chain(other).contains(id)
            }
        }.sorted(by: >)
        if recovery.reason == .retry || isOfOwed(recovery) {
            expected = expected.filter { $0 == current[scope] }
        }
        let pending = plan.filter { id in expected.contains(id) }
        expect(
            pending == expected, "scope \(scope) plans \(plan) where \(expected) is to be undone")
        plans[scope] = plan
        for id in visits.keys where plan.contains(where: { chain(id).contains($0) }) {
            visits[id]?.isDead = false
        }
    }

    mutating func settled(_ id: Int, _ settlement: Settlement) {
        expect(visits[id]?.settlements == [], "\(id) is settled twice")
        visits[id]?.settlements.append(settlement)
        visits[id]?.isDead = false
        if settlement.isPartial {
            hasLeftSomething = true
            // What stands inside is left with it, also when the visit is tried again.
            for (inner, note) in visits where chain(inner).contains(id) {
                if let key = note.key { leftKeys.insert(key) }
            }
        }
        if let key = visits[id]?.key, settlement == .undone {
            expect(settledKeys.insert(key).inserted, "the key of \(id) is undone twice")
            leftKeys.remove(key)
        }
        if let key = visits[id]?.undoKey { settledUndoKeys.insert(key) }
    }

    /// The first visit of a scope that a rollback undoes.
    private func start(of recovery: RecoveryDecision) -> Int {
        guard let state = recovery.catching?.savePoint ?? recovery.retreat else { return 0 }
        return savePoints[recovery.scope]?[state] ?? 0
    }

    mutating func rewound(_ rewind: Rewind, _ ledger: Ledger?) {
        guard let recovery = recoveries[rewind.scope],
            recovery.catching != nil || recovery.retreat != nil
        else {
            expect(false, "scope \(rewind.scope) is rewound and was not caught")
            return
        }
        let first = start(of: recovery)
        expectNothing(ledger, "after a rewind") { audit, id in
            audit.place(of: id, in: rewind.scope).map { $0 >= first } ?? false
        }
        for id in visits.keys where place(of: id, in: rewind.scope).map({ $0 >= first }) == true {
            visits[id]?.isForgotten = true
        }
        explain(in: rewind.scope)
        savePoints[rewind.scope] = savePoints[rewind.scope]?.filter { $0.value <= first }
        recoveries[rewind.scope] = nil
        plans[rewind.scope] = nil
        enter(rewind.next, rewind.scope)
    }

    mutating func retried(_ retry: RetrySchedule, _ ledger: Ledger?) {
        guard retry.direction == .forward, let note = visits[retry.visit] else { return }
        expectNothing(ledger, "before a retry") { audit, id in
            id != retry.visit && audit.chain(id).contains(retry.visit)
        }
        if note.isWhole, case .handler = workflow[note.state].compensation {
            expect(!note.settlements.isEmpty, "\(retry.visit) tries again and was not undone")
        }
        visits[retry.visit]?.isWhole = false
        // A success whose result came to nothing may be tried again.
        visits[retry.visit]?.hasSucceeded = false
        // What was undone under a key is not done again under it.
        if retry.round != nil { visits[retry.visit]?.key = nil }
        if recoveries[note.scope]?.reason == .retry {
            for id in visits.keys where chain(id).contains(retry.visit) && id != retry.visit {
                visits[id]?.isForgotten = true
            }
            visits[retry.visit]?.hasHandler = nil
            explain(in: note.scope)
            recoveries[note.scope] = nil
            plans[note.scope] = nil
        }
        expect(!isRecovering(note.scope), "\(retry.visit) tries again in what is being undone")
    }

    mutating func scopeEnded(_ end: ScopeEnd, _ ledger: Ledger?) {
        if case .failed = end.ending { explain(in: end.scope) }
        if case .failed(_, nil) = end.ending {
            expectNothing(ledger, "after a tolerated failure") { audit, id in
                audit.place(of: id, in: end.scope) != nil
            }
        }
        recoveries[end.scope] = nil
        plans[end.scope] = nil
    }

    /// Forward work goes on after what was undone in a scope.
    private mutating func explain(in scope: Int) {
        for (id, note) in visits where !note.settlements.isEmpty && place(of: id, in: scope) != nil
        {
            visits[id]?.isExplained = true
        }
    }

    /// Everything that succeeded on the way is there, and what was undone was undone for a reason.
    private mutating func checkSuccess(_ ledger: Ledger?) {
        for (id, note) in visits.sorted(by: { $0.key < $1.key }) {
            let name = workflow[note.state].name
            if !note.settlements.isEmpty {
                expect(note.isExplained, "\(name) (\(id)) was undone, and all went well")
            } else if let ledger, note.hasSucceeded, note.hasHandler == true, !note.isForgotten {
                expect(ledger.has(note.key), "\(name) (\(id)) succeeded and is not there")
            }
        }
    }

    /// Nothing that has a compensation is left of some visits, but for what a rollback said it
    /// leaves.
    private mutating func expectNothing(
        _ ledger: Ledger?, _ when: String, of concerns: (Audit, Int) -> Bool
    ) {
        guard let ledger else { return }
        for (id, note) in visits where concerns(self, id) {
            guard case .handler = workflow[note.state].compensation, let key = note.key else {
                continue
            }
            let name = workflow[note.state].name
            let isThere = ledger.has(key) && !leftKeys.contains(key)
            expect(!isThere, "\(name) (\(id)) is there \(when)")
        }
    }

    mutating func checkAfterEnd(_ event: Event) {
        switch event {
        case .executionRedriven, .stuckRetried: ending = nil
        case .recoveryDecided(let decision):
            expect(decision.reason == .undo, "a rollback begins after the last fact")
            expect(ending?.compensation != .stuck, "what is stuck is undone from the start")
            expect(undoneEnding == nil, "it is undone a second time")
            undoneEnding = ending
            ending = nil
        default: expect(false, "a fact after the last one")
        }
    }

    mutating func checkEnd(_ end: ExecutionEnd, _ ledger: Ledger?) {
        expect(visits.values.allSatisfy { $0.openAttempt == nil }, "it ends while a task runs")
        let isDead = visits.values.contains { $0.isDead && !$0.isForgotten }
        switch end.compensation {
        case .none, .succeeded:
            expect(!hasLeftSomething && !isDead, "something was left")
        case .partial:
            expect(hasLeftSomething && !isDead, "nothing was left, yet it is PARTIAL")
        case .stuck: expect(isDead, "nothing is dead-lettered, yet it is STUCK")
        case .pending:
            let isThere = visits.values.contains {
                $0.hasHandler == true && $0.settlements.isEmpty && !$0.isForgotten
            }
            expect(isThere, "nothing is to be undone, yet it is PENDING")
        case .running: expect(false, "it ends \(end.compensation.rawValue)")
        }
        if let first = undoneEnding {
            let isSame =
                end.status == first.status && end.output == first.output
                && end.failure == first.failure
            expect(isSame, "an undo changes how it ended")
        }
        if end.status == .succeeded, undoneEnding == nil {
            expect(recoveries.isEmpty, "it has succeeded and is being undone")
        }
        if end.status != .succeeded || undoneEnding != nil, end.compensation != .stuck,
            end.compensation != .pending
        {
            expectNothing(ledger, "after everything was undone") { _, _ in true }
        }
        if end.status == .succeeded, undoneEnding == nil { checkSuccess(ledger) }
        if end.compensation == .succeeded {
            for (id, note) in visits where note.hasHandler == true && !note.isForgotten {
                expect(note.settlements.count == 1, "\(id) was not resolved")
            }
        }
    }
}

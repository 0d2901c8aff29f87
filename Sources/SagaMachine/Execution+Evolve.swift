package import SagaDefinition
import SagaExpression
package import SagaValue

extension Execution {
    /// Applies one fact.
    ///
    /// Total: a fact about a visit that is not there changes nothing.
    ///
    /// - Parameter time: When the fact was written down, by the steady clock.
    package mutating func evolve(_ event: Event, in workflow: Workflow, at time: Timestamp) {
        switch event {
        case .executionStarted(let start): begin(start, in: workflow, at: time)
        case .stateExited(let exit): leave(exit, in: workflow, at: time)
        case .attemptStarted(let start): attemptStarted(start, in: workflow, at: time)
        case .attemptSubmitted(let id, _): attemptSubmitted(id, at: time)
        case .callbackReceived(let callback, let said): callbackReceived(callback, said: said)
        case .callbackRefused: break
        case .attemptEnded(let id, let ending): attemptEnded(id, ending)
        case .forkStarted(let start): forkStarted(start, in: workflow)
        case .scopeStarted(let start): scopeStarted(start, in: workflow, at: time)
        case .scopeEnded(let end): scopeEnded(end, in: workflow, at: time)
        case .forkFailed(let visit, let failure): forkFailed(visit, failure)
        case .forkEnded(let visit, let failure): forkEnded(visit, failure, in: workflow)
        case .retryScheduled(let retry): retryScheduled(retry)
        case .waitStarted(let visit, let until): waitStarted(visit, until)
        case .undoRegistered(let registration): register(registration, in: workflow)
        case .abortRequested, .requestRefused: break
        case .recoveryDecided(let decision): decided(decision, in: workflow, at: time)
        case .compensationPlanned(let scope, let visits): planned(scope, visits)
        case .compensationSettled(let visit, let settlement): settled(visit, settlement)
        case .deadLettered(let visit, let failure): deadLettered(visit, failure)
        case .scopeRewound(let rewind): rewound(rewind, in: workflow, at: time)
        case .executionSuspended(let suspension): suspended(suspension, at: time)
        case .executionResumed: resumed(at: time)
        case .doubtResolved(let visit, let resolution, _): doubtResolved(visit, resolution)
        case .stuckRetried: stuckRetried(at: time)
        case .executionRedriven(let redrive): redriven(redrive, in: workflow, at: time)
        case .executionEnded(let end): ended(end)
        }
    }

    private mutating func begin(
        _ start: ExecutionStart, in workflow: Workflow, at time: Timestamp
    ) {
        self.start = start
        historyCount = 1
        if let seconds = workflow.timeoutSeconds { expiry = time.adding(seconds: seconds) }
        let graph = workflow[.root]
        let origin = SavePointMark(
            input: start.input, variables: Variables(), time: time, historyCount: 0, visit: 0)
        var counts = [Int](repeating: 0, count: graph.members.count)
        counts[workflow[graph.start].position] = 1
        let visit = enteredVisit(graph.start, start.input, number: 1, history: 0, at: time)
        var scope = Scope(
            id: 0, graph: .root, parent: nil, prefix: "", historyScope: 0, origin: origin,
            variables: Variables(), visit: visit, visitCounts: counts)
        scope.passSavePoint(in: workflow)
        scopes[0] = scope
        ready.append(0)
    }

    mutating func enteredVisit(
        _ state: StateID, _ input: Value, number: Int, history: Int, at time: Timestamp
    ) -> Visit {
        let historyID = countEvents(1, in: history)
        defer { nextVisit += 1 }
        return Visit(
            id: nextVisit, state: state, number: number, input: input, entered: time,
            historyID: historyID)
    }

    /// Goes on to a state of a scope.
    mutating func enter(
        _ state: StateID, _ input: Value, scopeAt place: Int,
        in workflow: Workflow, at time: Timestamp
    ) {
        scopes.values[place].visitCounts[workflow[state].position] += 1
        let number = scopes.values[place].visitCounts[workflow[state].position]
        let visit = enteredVisit(
            state, input, number: number, history: scopes.values[place].historyScope, at: time)
        if scopes.values[place].parent != nil {
            visitScopes[scopes.values[place].visit.id] = nil
            visitScopes[visit.id] = scopes.values[place].id
        }
        scopes.values[place].visit = consume visit
        if workflow[state].savePoint != nil { scopes.values[place].passSavePoint(in: workflow) }
        markReady(scopes.values[place].id)
    }

    private mutating func leave(_ exit: StateExit, in workflow: Workflow, at time: Timestamp) {
        guard let place = scopes.index(forKey: exit.scope) else { return }
        deadlines[exit.visit] = nil
        if let failure = exit.caught { countFailure(failure, inScopeAt: place, workflow) }
        countEvents(1, in: scopes.values[place].historyScope)
        if let assigned = exit.assigned { scopes.values[place].variables.assign(assigned) }
        if scopes.values[place].recovery != nil {
            // What a Catcher owed is undone, and it goes on.
            scopes.values[place].recovery = nil
            recoveryLeft()
            if exit.scope == 0 { restartClock(at: time) }
        }
        let output = exit.output ?? scopes.values[place].visit.input
        guard let next = exit.next else {
            scopes.values[place].output = output
            scopes.values[place].visit.phase = .exited
            return
        }
        enter(next, output, scopeAt: place, in: workflow, at: time)
    }

    mutating func markReady(_ scope: Int) {
        ready.append(scope)
    }

    private mutating func suspended(_ suspension: Suspension, at time: Timestamp) {
        self.suspension = suspension
        // While it is undone, its status stays what it was.
        if !status.isEnded { status = .suspended }
        phase = .suspended
        if suspension.reason == .stuck { compensation = .stuck }
        stopClock(at: time)
    }

    /// The clock of the whole execution stands while it is suspended or undone.
    mutating func stopClock(at time: Timestamp) {
        guard let expiry else { return }
        remainingMilliseconds = expiry.milliseconds - time.milliseconds
        self.expiry = nil
    }

    private mutating func restartClock(at time: Timestamp) {
        guard let remaining = remainingMilliseconds else { return }
        expiry = time.adding(milliseconds: remaining)
        remainingMilliseconds = nil
    }

    /// A resume restarts the clock where work goes on in some part, or a composite is undone for
    /// another try, which is part of the work.
    mutating func restartClockUnlessUndone(at time: Timestamp) {
        guard root?.recovery.map({ $0.decision.reason == .retry }) ?? true else { return }
        restartClock(at: time)
    }

    private mutating func resumed(at time: Timestamp) {
        phase = .running
        if status == .suspended { status = .running }
        suspension = nil
        restartClockUnlessUndone(at: time)
        ready = ReadyQueue(scopes.ids)
    }

    private mutating func ended(_ end: ExecutionEnd) {
        status = end.status
        compensation = end.compensation
        output = end.output
        failure = end.failure
        phase = .ended
        deadlines = [:]
        // Nobody waits any longer: when it is undone after all, its turn has come at once.
        for visit in Array(entries.keys) {
            if case .backingOff? = entries[visit]?.phase { entries[visit]?.phase = .waiting }
        }
        expiry = nil
        ready = ReadyQueue()
        if !isHistoryOver { historyCount += 1 }
        isHistoryOver = true
    }

    private mutating func rewound(_ rewind: Rewind, in workflow: Workflow, at time: Timestamp) {
        guard let place = scopes.index(forKey: rewind.scope),
            let recovery = scopes.values[place].recovery?.decision,
            recovery.catching != nil || recovery.retreat != nil
        else { return }
        let mark = scopes.values[place].rewind(
            to: recovery.catching?.savePoint ?? recovery.retreat,
            isCounted: recovery.catching != nil)
        for visit in scopes.values[place].history.dropFirst(mark.historyCount) {
            forget(visit)
        }
        scopes.values[place].history.removeSubrange(
            min(mark.historyCount, scopes.values[place].history.count)...)
        scopes.values[place].recovery = nil
        scopes.values[place].variables = mark.variables
        if let assigned = rewind.assigned { scopes.values[place].variables.assign(assigned) }
        forwardGoesOn()
        restartClock(at: time)
        countEvents(1, in: scopes.values[place].historyScope)
        enter(rewind.next, rewind.input, scopeAt: place, in: workflow, at: time)
    }
}

extension Scope {
    /// Notes the save-point of the state just entered; the latest visit counts, and keeps the
    /// count of rewinds, which belongs to the instance of the scope.
    mutating func passSavePoint(in workflow: Workflow) {
        guard workflow[visit.state].savePoint != nil else { return }
        savePoints[visit.state] = SavePointMark(
            input: visit.input, variables: variables, time: visit.entered,
            historyCount: history.count, visit: visit.id,
            rewinds: savePoints[visit.state]?.rewinds ?? 0)
    }

    /// What a save-point keeps; of one that was not passed, or of none, the scope's beginning.
    func mark(of savePoint: StateID?) -> SavePointMark {
        guard let savePoint, let mark = savePoints[savePoint], mark.isPassed else { return origin }
        return mark
    }

    /// Goes back to what a save-point keeps, and counts the rewind if a Catcher wants it.
    ///
    /// Save-points that were passed after it are as if they had not been.
    mutating func rewind(to savePoint: StateID?, isCounted: Bool) -> SavePointMark {
        let mark = mark(of: savePoint)
        if isCounted, let savePoint { savePoints[savePoint]?.rewinds += 1 }
        for state in Array(savePoints.keys) {
            guard let passed = savePoints[state], passed.visit > mark.visit else { continue }
            savePoints[state]?.isPassed = false
        }
        return mark
    }
}

package import SagaDefinition
package import SagaMachine
package import SagaValue

/// What happened in an execution, sorted by visit: the fold that the other views read.
package struct History: Sendable {
    package private(set) var time = ActiveTime()
    /// In order of entry.
    package private(set) var visits: [VisitHistory] = []
    private var positions: [Int: Int] = [:]
    /// The latest visit of each scope that has not ended.
    private var latest: [Int: Int] = [:]

    package init() {}

    package subscript(visit id: Int) -> VisitHistory? { positions[id].map { visits[$0] } }

    /// The visits of a state, by its name or by a visit's path, with or without `#n`.
    package func visits(named name: String) -> [VisitHistory] {
        visits.filter { visit in
            visit.name.hasSameCodePoints(as: name) || visit.path.hasSameCodePoints(as: name)
                || visit.path.utf8.starts(with: "\(name)#".utf8)
        }
    }

    /// Takes one more fact.
    ///
    /// - Parameter execution: Evolved by this fact already.
    package mutating func add(
        _ event: Event, at time: Timestamp, after execution: Execution, in workflow: Workflow
    ) {
        self.time.add(event, at: time)
        switch event {
        case .executionStarted: enter(0, execution, workflow, time)
        case .stateExited(let exit):
            leave(exit, workflow, time)
            if exit.next != nil { enter(exit.scope, execution, workflow, time) }
        case .scopeRewound(let rewind): enter(rewind.scope, execution, workflow, time)
        case .attemptStarted(let start):
            endPauses(start.id.visit, time)
            update(start.id.visit) {
                $0.attempts.append(VisitHistory.AttemptHistory(start: start, started: time))
            }
        case .attemptSubmitted(let id, let report): submitted(id, report, time)
        case .attemptEnded(let id, let ending): end(id, ending, time)
        case .forkStarted(let start):
            endPauses(start.visit, time)
            update(start.visit) {
                $0.forks.append(VisitHistory.ForkHistory(count: start.count, started: time))
            }
        case .scopeStarted(let start):
            updateFork(start.visit) { $0.startedCount += 1 }
            enter(start.scope, execution, workflow, time)
        case .scopeEnded(let end): endScope(end, workflow, time)
        case .forkEnded(let visit, let failure):
            updateFork(visit) {
                $0.ended = time
                $0.failure = failure
            }
        case .retryScheduled(let retry):
            pause(retry.visit, retry.direction, retry.until, retry.failure, time)
        case .waitStarted(let visit, let until): pause(visit, .forward, until, nil, time)
        case .undoRegistered(let registration):
            update(registration.visit) { $0.undo = .init(registration: registration) }
        case .recoveryDecided(let decision): recover(decision, execution, time)
        case .compensationPlanned(_, let visits):
            for visit in visits { update(visit) { $0.undo?.isPlanned = true } }
        case .compensationSettled(let visit, let settlement):
            endPauses(visit, time)
            update(visit) {
                $0.undo?.settlement = settlement
                $0.undo?.stuck = nil
            }
        case .deadLettered(let visit, let failure): update(visit) { $0.undo?.stuck = failure }
        case .stuckRetried:
            for visit in visits.indices { visits[visit].undo?.stuck = nil }
        case .executionSuspended, .executionEnded: endPauses(nil, time)
        case .executionRedriven(let redrive):
            for visit in visits.indices { visits[visit].failure = nil }
            if redrive.restart != nil { enter(0, execution, workflow, time) }
        case .abortRequested, .executionResumed, .doubtResolved, .callbackReceived,
            .callbackRefused, .requestRefused, .forkFailed:
            break
        }
    }

    private mutating func enter(
        _ id: Int, _ execution: Execution, _ workflow: Workflow, _ time: Timestamp
    ) {
        guard let scope = execution.scopes[id], positions[scope.visit.id] == nil else { return }
        let name = workflow[scope.visit.state].name
        latest[id] = scope.visit.id
        positions[scope.visit.id] = visits.count
        visits.append(
            VisitHistory(
                id: scope.visit.id, state: scope.visit.state, name: name,
                path: "\(scope.prefix)\(name)#\(scope.visit.number)",
                owner: scope.parent?.visit, input: scope.visit.input, entered: time))
    }

    private mutating func endScope(_ end: ScopeEnd, _ workflow: Workflow, _ time: Timestamp) {
        guard let last = latest.removeValue(forKey: end.scope), let visit = self[visit: last],
            let owner = visit.owner
        else { return }
        // A wait that a sibling's failure cut short.
        endPauses(last, time)
        updateFork(owner) { fork in
            switch end.ending {
            case .succeeded: fork.succeededCount += 1
            case .failed: fork.failedCount += 1
            case .aborted: fork.abortedCount += 1
            }
        }
        if case .failed(let failure, _) = end.ending, visit.exit == nil {
            update(last) { $0.failure = failure }
        }
    }

    private mutating func updateFork(
        _ visit: Int, _ change: (inout VisitHistory.ForkHistory) -> Void
    ) {
        update(visit) { visit in
            guard let last = visit.forks.indices.last else { return }
            change(&visit.forks[last])
        }
    }

    private mutating func leave(_ exit: StateExit, _ workflow: Workflow, _ time: Timestamp) {
        endPauses(exit.visit, time)
        update(exit.visit) { visit in
            visit.exit = VisitHistory.Exit(
                time: time, output: exit.output ?? visit.input, assigned: exit.assigned,
                next: exit.next.map { workflow[$0].name }, caught: exit.caught)
        }
    }

    private mutating func submitted(_ id: AttemptID, _ report: Value, _ time: Timestamp) {
        update(id.visit) { visit in
            guard let place = visit.attempts.lastIndex(where: { $0.start.id == id }) else {
                return
            }
            visit.attempts[place].submitted = time
            visit.attempts[place].submittedReport = report
        }
    }

    /// An attempt whose end nobody saw ended, as far as anybody knows, when its process did.
    private mutating func end(_ id: AttemptID, _ ending: TaskEnding, _ time: Timestamp) {
        let gap = ending.isInterrupted ? self.time.gaps.last : nil
        update(id.visit) { visit in
            guard let place = visit.attempts.lastIndex(where: { $0.start.id == id }) else {
                return
            }
            let started = visit.attempts[place].started
            visit.attempts[place].ended = gap.map { max(started, min($0.from, time)) } ?? time
            visit.attempts[place].ending = ending
        }
    }

    private mutating func pause(
        _ visit: Int, _ direction: Direction, _ until: Deadline, _ failure: Failure?,
        _ time: Timestamp
    ) {
        update(visit) {
            $0.pauses.append(
                VisitHistory.Pause(
                    direction: direction, from: time, until: until, failure: failure))
        }
    }

    private mutating func recover(
        _ decision: RecoveryDecision, _ execution: Execution, _ time: Timestamp
    ) {
        guard let visit = execution.scopes[decision.scope]?.visit.id else { return }
        endPauses(visit, time)
        update(visit) { if $0.exit == nil { $0.failure = decision.failure } }
    }

    private mutating func endPauses(_ visit: Int?, _ time: Timestamp) {
        guard let visit else {
            for place in visits.indices { visits[place].endPauses(time) }
            return
        }
        update(visit) { $0.endPauses(time) }
    }

    private mutating func update(_ visit: Int, _ change: (inout VisitHistory) -> Void) {
        guard let place = positions[visit] else { return }
        change(&visits[place])
    }
}

extension VisitHistory {
    fileprivate mutating func endPauses(_ time: Timestamp) {
        guard let last = pauses.indices.last, pauses[last].ended == nil else { return }
        pauses[last].ended = time
    }
}

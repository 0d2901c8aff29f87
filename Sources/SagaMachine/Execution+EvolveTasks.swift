import SagaDefinition
import SagaValue

/// How facts about attempts, timers and visits in doubt change the execution.
extension Execution {
    /// Changes the visit of an id, wherever its scope is.
    mutating func updateVisit(_ id: Int, _ change: (inout Visit) -> Void) {
        guard let scope = scope(of: id), let place = scopes.index(forKey: scope) else { return }
        change(&scopes.values[place].visit)
    }

    /// The scope whose latest visit has this id.
    package func scope(of visit: Int) -> Int? {
        scopes[0]?.visit.id == visit ? 0 : visitScopes[visit]
    }

    /// Counts events of AWS's history that belong to a visit.
    mutating func countEvents(_ count: Int, around visit: Int) {
        guard let scope = scope(of: visit), let place = scopes.index(forKey: scope) else { return }
        countEvents(count, in: scopes.values[place].historyScope)
    }

    mutating func attemptStarted(
        _ start: AttemptStart, in workflow: Workflow, at time: Timestamp
    ) {
        deadlines[start.id.visit] = nil
        switch start.id.direction {
        case .forward:
            if !start.role.isOfFiles {
                countEvents(workflow[start.state].isSubmitted ? 3 : 2, around: start.id.visit)
            }
            updateVisit(start.id.visit) { visit in
                visit.attempts = start.id.number
                visit.phase = .running
                visit.hasStaleArguments = false
                visit.role = start.role
                if start.role == .reader { visit.progress = .reading(source: start.source) }
                guard !start.role.isOfFiles else {
                    visit.fileAttempts += 1
                    return
                }
                if let arguments = start.arguments { visit.arguments = arguments }
                visit.waiting = start.callback.map {
                    CallbackWait(limits: $0, started: time, heard: time)
                }
                if let child = start.child, visit.executions.last != child {
                    visit.executions.append(child)
                }
            }
        case .undo:
            compensation = .running
            entries[start.id.visit]?.attempts = start.id.number
            if entries[start.id.visit]?.role != start.role {
                entries[start.id.visit]?.role = start.role
                entries[start.id.visit]?.retries = [:]
            }
            entries[start.id.visit]?.phase = .running
        }
    }

    mutating func attemptEnded(_ id: AttemptID, _ ending: TaskEnding) {
        switch id.direction {
        case .forward:
            guard let scope = scope(of: id.visit) else { return }
            deadlines[id.visit] = nil
            updateVisit(id.visit) { visit in
                switch visit.role {
                case .reader: return visit.takeItems(ending)
                case .writer: return visit.takeWritten(ending)
                case .forward, .compensation, .alternate: break
                }
                visit.earlierOutcome = visit.outcome
                visit.outcome = visit.outcome?.combined(with: ending.outcome) ?? ending.outcome
                if ending.outcome == .succeeded { visit.result = ending.result }
                // Its child has the token of this attempt, which nobody hears any more.
                let isUnheard = visit.waiting != nil && ending.outcome != .succeeded
                if ending.isSpent || isUnheard { visit.spent += 1 }
                visit.workFailure = ending.failure
                visit.phase = .settling(ending)
            }
            if scopes[scope]?.visit.role.isOfFiles != true, !isBeingStopped(scope) {
                countEvents(1, around: id.visit)
            }
            markReady(scope)
        case .undo:
            entries[id.visit]?.phase = .settling(ending)
            entries[id.visit]?.lastFailure = ending.failure
            if ending.isSpent { entries[id.visit]?.spent += 1 }
            // Before there is a plan, the end of the execution may wait for it.
            markReady(recoveringScope(of: id.visit) ?? 0)
        }
    }

    mutating func retryScheduled(_ retry: RetrySchedule) {
        finishRetryRecovery(of: retry)
        deadlines[retry.visit] = retry.until
        switch retry.direction {
        case .forward:
            var isEvaluation = false
            updateVisit(retry.visit) { visit in
                isEvaluation = retry.failure.isEvaluation(after: visit.workFailure)
                if let retrier = retry.retrier {
                    visit.retries[retrier, default: 0] += 1
                    visit.retryCount += 1
                }
                visit.phase = .backingOff(until: retry.until)
            }
            if isEvaluation { countEvents(1, around: retry.visit) }
        case .undo:
            if let retrier = retry.retrier {
                entries[retry.visit]?.retries[retrier, default: 0] += 1
            }
            entries[retry.visit]?.phase = .backingOff(until: retry.until)
        }
    }

    mutating func waitStarted(_ visit: Int, _ until: Deadline) {
        deadlines[visit] = until
        updateVisit(visit) { $0.phase = .waiting(until: until) }
    }

    mutating func doubtResolved(_ visit: Int, _ resolution: Resumption.Resolution) {
        guard let scope = scope(of: visit), scopes[scope]?.visit.isInDoubt == true else { return }
        updateVisit(visit) { visit in
            switch resolution {
            case .resolved(let result):
                visit.outcome = .succeeded
                visit.result = result
                visit.phase = .settling(TaskEnding(outcome: .succeeded, result: result))
            case .skipped:
                visit.outcome = visit.earlierOutcome?.combined(with: .noEffect) ?? .noEffect
                visit.phase = .entered
            }
        }
        markReady(scope)
    }
}

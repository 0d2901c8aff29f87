package import SagaDefinition
import SagaValue

extension Execution {
    /// Decides what a trigger means, and evolves by each fact as it is emitted.
    ///
    /// Total: a trigger that comes too late or twice changes nothing. What is due without a
    /// trigger is `advance`'s.
    package mutating func decide(
        _ trigger: Trigger, in workflow: Workflow, at moment: Moment, into step: inout Step
    ) {
        var decision = Decision(workflow: workflow, moment: moment, step: step)
        step = Step()  // held once, so that appending copies nothing
        switch trigger {
        case .start(let start):
            if self.start == nil { emit(.executionStarted(start), &decision) }
        case .taskEnded(let attempt, let ending): taskEnded(attempt, ending, &decision)
        case .callback(let delivery): receive(delivery, &decision)
        case .abort(let note): abort(note, &decision)
        case .abortTo(let name, let note): abort(to: name, note, in: workflow, &decision)
        case .stop(let note): stop(note, &decision)
        case .undo(let note): undo(note, &decision)
        case .strangeRequest(let refusal):
            // The terminal record is the last of its run of the log.
            if start != nil, phase != .ended { emit(.requestRefused(refusal), &decision) }
        case .interrupt(let signal):
            suspend(Suspension(reason: .interrupted, signal: signal), &decision)
        case .resume(let resumption): resume(resumption, &decision)
        case .rest: rest(&decision)
        case .clock: fireTimers(&decision)
        }
        finishSuspending(&decision)
        step = decision.step
    }

    /// Appends a fact and evolves by it.
    mutating func emit(_ event: Event, _ decision: inout Decision) {
        decision.step.append(event)
        evolve(event, in: decision.workflow, at: decision.moment.steady)
    }

    private mutating func taskEnded(
        _ id: AttemptID, _ ending: TaskEnding, _ decision: inout Decision
    ) {
        switch id.direction {
        case .forward:
            guard let scope = scope(of: id.visit), let visit = scopes[scope]?.visit,
                visit.attempts == id.number, case .running = visit.phase
            else { return }
            if let waiting = visit.waiting {
                workEnded(id, ending, waiting, &decision)
                return
            }
        case .undo:
            guard let entry = entries[id.visit], entry.attempts == id.number,
                case .running = entry.phase
            else { return }
        }
        emit(.attemptEnded(id, ending), &decision)
    }

    /// The command or request of an attempt that is answered by token has ended.
    ///
    /// One that failed fails the attempt. Where nobody knows how it ended, an answer that came
    /// before tells.
    private mutating func workEnded(
        _ id: AttemptID, _ ending: TaskEnding, _ waiting: CallbackWait, _ decision: inout Decision
    ) {
        if ending.outcome == .succeeded, ending.failure == nil {
            emit(.attemptSubmitted(id, report: ending.report), &decision)
        } else if ending.outcome == .unknown, let answer = waiting.ending {
            emit(.attemptEnded(id, answer), &decision)
        } else {
            emit(.attemptEnded(id, ending), &decision)
        }
    }

    /// Suspends once everything that ran has ended.
    private mutating func finishSuspending(_ decision: inout Decision) {
        guard case .suspending(let suspension) = phase, runningAttempts.isEmpty else { return }
        emit(.executionSuspended(suspension), &decision)
    }

    private mutating func fireTimers(_ decision: inout Decision) {
        guard phase == .running else { return }
        if let expiry, Deadline(expiry).isDue(at: decision.moment) {
            expire(&decision)
            return
        }
        let due = deadlines.filter { $0.value.isDue(at: decision.moment) }
        for visit in due.keys.sorted() {
            deadlines[visit] = nil
            if case .backingOff? = entries[visit]?.phase {
                entries[visit]?.phase = .waiting
                // While a wider rollback waits for what still runs, nobody's turn has come.
                if let scope = recoveringScope(of: visit) { markReady(scope) }
            } else if let scope = scope(of: visit), stoppingScope(around: scope) == nil {
                // What is being stopped does not go on, though its time has come.
                timerFired(in: scope, &decision)
            }
        }
    }

    /// The execution as a whole has run out of time.
    private mutating func expire(_ decision: inout Decision) {
        decideRecovery(
            RecoveryDecision(
                scope: 0, reason: .timeout, failure: Failure(Failure.timeoutName), catching: nil),
            &decision)
    }

    private mutating func timerFired(in scope: Int, _ decision: inout Decision) {
        guard let visit = scopes[scope]?.visit else { return }
        switch visit.phase {
        case .backingOff:
            scopes[scope]?.visit.phase = .entered
            markReady(scope)
        case .waiting:
            exitWait(in: scope, &decision)
            // It may have been the last of its scope.
            markReady(scope)
        case .awaiting: expireWait(of: visit, &decision)
        case .entered, .running, .forked, .settling, .exited, .failed: break
        }
    }
}

/// What a decision has at hand, and where its facts and effects go.
struct Decision {
    let workflow: Workflow
    let moment: Moment
    var step: Step
}

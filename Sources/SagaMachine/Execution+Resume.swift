import SagaDefinition
import SagaValue

extension Execution {
    /// Takes over what the log tells: settles attempts whose end nobody saw, then goes on with
    /// whatever is not finished (the table in `saga.md` §3).
    mutating func resume(_ resumption: Resumption, _ decision: inout Decision) {
        guard phase != .ended else {
            reopen(resumption, &decision)
            return
        }
        if compensation == .stuck {
            emit(.stuckRetried(resumption.note), &decision)
        } else {
            emit(.executionResumed(resumption.note), &decision)
        }
        for attempt in runningAttempts where !resumption.known.contains(attempt) {
            // An answer that had come tells what nobody saw.
            let answer =
                attempt.direction == .forward
                ? scope(of: attempt.visit).flatMap { scopes[$0]?.visit.waiting?.ending } : nil
            emit(.attemptEnded(attempt, answer ?? .unseen), &decision)
        }
        let words = words(of: resumption, decision.workflow)
        resolveDoubts(words, resumption.note, &decision)
        reviveSuspended()
        resolveUndos(words, resumption.note, &decision)
    }

    private mutating func reopen(_ resumption: Resumption, _ decision: inout Decision) {
        switch standing {
        case .stuck:
            emit(.stuckRetried(resumption.note), &decision)
            let words = words(of: resumption, decision.workflow)
            resolveUndos(words, resumption.note, &decision)
        case .failed, .kept:
            emit(
                .executionRedriven(
                    Redrive(
                        note: resumption.note, restart: resumption.restart,
                        definition: resumption.definition)), &decision)
        case .rolledBack, .succeeded, .undone, .unfinished, .undoing, nil: break
        }
    }

    /// Applies an operator's word to the attempts in doubt that it names.
    private mutating func resolveDoubts(
        _ words: [Int: Resumption.Resolution], _ note: OperatorNote, _ decision: inout Decision
    ) {
        for id in scopes.ids {
            guard let visit = scopes[id]?.visit, visit.isInDoubt, let word = words[visit.id]
            else { continue }
            emit(.doubtResolved(visit: visit.id, word, note), &decision)
        }
    }

    /// What an operator says of each visit that the paths name.
    private func words(
        of resumption: Resumption, _ workflow: Workflow
    ) -> [Int: Resumption.Resolution] {
        guard !resumption.resolutions.isEmpty else { return [:] }
        let open = OpenVisits(self, workflow)
        var words: [Int: Resumption.Resolution] = [:]
        for (path, word) in resumption.resolutions.sorted(by: { $0.key < $1.key }) {
            if let visit = open.visit(at: path) { words[visit] = word }
        }
        return words
    }

    /// Lets tasks go on that stood still.
    private mutating func reviveSuspended() {
        for id in scopes.ids {
            guard scopes[id]?.visit.isOfSuspendedChild == true else { continue }
            scopes[id]?.visit.phase = .entered
        }
    }

    /// Applies an operator's word to the compensations that it names: resolved means undone,
    /// skipped means left as it is.
    private mutating func resolveUndos(
        _ words: [Int: Resumption.Resolution], _ note: OperatorNote, _ decision: inout Decision
    ) {
        for (visit, word) in words.sorted(by: { $0.key < $1.key }) where entries[visit] != nil {
            emit(.doubtResolved(visit: visit, word, note), &decision)
            let settlement: Settlement = word == .skipped ? .left : .undone
            emit(.compensationSettled(visit: visit, settlement), &decision)
        }
    }

    /// Suspends when all that is left to do waits for a person: an attempt in doubt, or a rollback
    /// that is stuck and that forward work would follow.
    mutating func suspendWaiting(_ decision: inout Decision) {
        guard phase == .running, ready.isEmpty, deadlines.isEmpty else { return }
        let doubts = scopes.values.filter { $0.visit.isInDoubt && $0.recovery == nil }
        let isStuck = scopes.values.contains { $0.recovery?.isStuck == true }
        guard !doubts.isEmpty || isStuck, runningAttempts.isEmpty else { return }
        let isOfChildren = doubts.allSatisfy(\.visit.isOfSuspendedChild)
        let reason: Suspension.Reason = isStuck ? .stuck : isOfChildren ? .child : .inDoubt
        emit(.executionSuspended(Suspension(reason: reason)), &decision)
    }
}

extension TaskEnding {
    /// That of an attempt whose end nobody saw.
    fileprivate static var unseen: TaskEnding {
        TaskEnding(
            outcome: .unknown,
            failure: Failure(
                Failure.interruptedName,
                cause: "it was running when saga ended; its outcome is unknown"),
            isInterrupted: true)
    }
}

extension Visit {
    /// Whether nobody saw its attempt end, and it has not been decided what becomes of it.
    package var isInDoubt: Bool {
        guard case .settling(let ending) = phase, !role.isOfFiles else { return false }
        return ending.isInterrupted && ending.outcome != .succeeded
    }

    /// Whether its sub-workflow stands still, and goes on with it.
    package var isOfSuspendedChild: Bool {
        guard isInDoubt, case .settling(let ending) = phase else { return false }
        return ending.isSuspended
    }
}

import SagaDefinition
import SagaValue

extension Execution {
    /// Starts the compensation of a visit whose turn has come.
    mutating func startUndo(_ entry: UndoEntry, _ recovery: Recovery, _ decision: inout Decision) {
        guard let compensation = compensation(of: entry, decision) else { return }
        if entry.registration.outcome == .unknown, compensation.when == .succeeded {
            emit(.compensationSettled(visit: entry.visit, .left), &decision)
            return
        }
        switch entry.frozen {
        case .arguments(let arguments, let timeoutSeconds)?:
            let task = entry.role == .alternate ? compensation.alternate : compensation.primary
            startAttempt(entry, recovery, task?.body, arguments, timeoutSeconds, &decision)
        case .failed(let failure)?: useAlternate(entry, failure, compensation, recovery, &decision)
        case nil: emit(.compensationSettled(visit: entry.visit, .nothing), &decision)
        }
    }

    private mutating func startAttempt(
        _ entry: UndoEntry, _ recovery: Recovery, _ body: TaskBody?, _ arguments: Value?,
        _ timeoutSeconds: Int?, _ decision: inout Decision
    ) {
        let attempt = AttemptID(
            visit: entry.visit, direction: .undo, number: entry.attempts + 1)
        let key = self.key(.undo, of: entry)
        let forwardKey = self.key(.forward, of: entry)
        let child = body?.child(arguments, key: key, spent: entry.spent)
        let undone = body?.isUndoOfWorkflow == true ? entry.executions.reversed() : []
        emit(
            .attemptStarted(
                AttemptStart(
                    id: attempt, state: entry.state, role: entry.role, arguments: nil,
                    timeoutSeconds: timeoutSeconds, key: key, child: child)), &decision)
        decision.step.append(
            .start(
                TaskOrder(
                    attempt: attempt, state: entry.state, role: entry.role, path: entry.path,
                    arguments: arguments,
                    input: envelope(entry, recovery, arguments, key, forwardKey, decision),
                    key: key, forwardKey: forwardKey, timeoutSeconds: timeoutSeconds,
                    executions: child.map { [$0] } ?? undone)))
    }

    /// What a compensation's script reads on standard input (`saga.md` §2).
    private func envelope(
        _ entry: UndoEntry, _ recovery: Recovery, _ arguments: Value?, _ key: String,
        _ forwardKey: String, _ decision: Decision
    ) -> Value {
        [
            "execution": .string(start?.id.description ?? ""),
            "state": .string(decision.workflow[entry.state].name),
            "visit": .string(entry.path),
            "input": entry.input,
            "arguments": entry.arguments ?? .null,
            "result": entry.registration.outcome == .succeeded ? entry.result ?? .null : .null,
            "outcome": .string(entry.registration.outcome.rawValue),
            "error": recovery.decision.failure?.output ?? .null,
            "reason": .string(recovery.decision.reason.rawValue),
            "key": .string(key),
            "forwardKey": .string(forwardKey),
        ]
    }

    /// Decides what follows from an attempt to undo that has ended.
    ///
    /// One that was interrupted always runs again.
    mutating func settleUndo(
        _ entry: UndoEntry, _ ending: TaskEnding, _ recovery: Recovery, _ decision: inout Decision
    ) {
        guard let compensation = compensation(of: entry, decision) else { return }
        if ending.outcome == .succeeded {
            let settlement: Settlement = ending.isPartial ? .left : .undone
            emit(.compensationSettled(visit: entry.visit, settlement), &decision)
        } else if ending.nothingToUndo {
            emit(.compensationSettled(visit: entry.visit, .nothing), &decision)
        } else if ending.isInterrupted {
            startUndo(entry, recovery, &decision)
        } else {
            let failure = ending.failure ?? Failure(nil)
            guard !retryUndo(entry, failure, ending, compensation, &decision) else { return }
            useAlternate(entry, failure, compensation, recovery, &decision)
        }
    }

    private mutating func retryUndo(
        _ entry: UndoEntry, _ failure: Failure, _ ending: TaskEnding,
        _ compensation: Compensation, _ decision: inout Decision
    ) -> Bool {
        let task = entry.role == .alternate ? compensation.alternate : compensation.primary
        guard let retriers = task?.retriers,
            let position = retriers.firstIndex(where: { $0.takesUndo(failure) })
        else { return false }
        let retries = entry.retries[position] ?? 0
        guard retries < retriers[position].maxAttempts else { return false }
        let until = backoff(retriers[position], retries, ending.retryAfterSeconds, decision)
        emit(
            .retryScheduled(
                RetrySchedule(
                    visit: entry.visit, direction: .undo, retrier: position, until: until,
                    failure: failure)), &decision)
        return true
    }

    /// The body has used up its retries: the other one's turn, else the entry is given up.
    private mutating func useAlternate(
        _ entry: UndoEntry, _ failure: Failure, _ compensation: Compensation,
        _ recovery: Recovery, _ decision: inout Decision
    ) {
        if entry.role == .compensation, entry.registration.alternate != nil {
            var alternate = entry
            alternate.role = .alternate
            startUndo(alternate, recovery, &decision)
        } else if compensation.onFailure == .continue {
            emit(.compensationSettled(visit: entry.visit, .unresolved), &decision)
        } else {
            emit(.deadLettered(visit: entry.visit, failure), &decision)
        }
    }

    private func compensation(of entry: UndoEntry, _ decision: Decision) -> Compensation? {
        guard case .handler(let compensation) = decision.workflow[entry.state].compensation else {
            return nil
        }
        return compensation
    }
}

extension Retrier {
    /// A compensation is worth every effort: for it `States.ALL` really means every error.
    fileprivate func takesUndo(_ failure: Failure) -> Bool {
        errors.contains("States.ALL") || failure.isRetried(by: errors)
    }
}

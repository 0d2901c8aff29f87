import SagaDefinition
import SagaMachine
import SagaValue

/// What the ending of a child's process means for the task that it was.
///
/// The answer is what the child's journal says, and not how its process ended: whoever comes back
/// reads the same there.
struct ChildOutcome {
    let form: WorkflowSpec.Form
    let direction: Direction
    /// `StateMachineArn` as the arguments had it.
    let machine: String?
    /// The execution that the attempt was about; nil for an undo.
    let execution: ExecutionID?
    /// How often in a row its process has died before.
    let deaths: Int

    /// - Parameter isInterrupted: Whether it was ended because the run is being interrupted.
    func ending(of shell: ShellEnding, isInterrupted: Bool) -> TaskEnding {
        switch message(of: shell) {
        case .refused(let failure)?:
            return TaskEnding(
                outcome: .noEffect, failure: failure, report: report(shell, nil, about: nil))
        case .reports(let reports)?:
            if form == .undo { return undone(reports, shell, isInterrupted) }
            guard let child = reports.first else { return lost(shell, isInterrupted) }
            return ran(child, shell, isInterrupted)
        case nil: return lost(shell, isInterrupted)
        }
    }

    private func message(of shell: ShellEnding) -> ChildMessage? {
        guard case .bytes(let bytes) = shell.result, let value = try? Value(json: bytes) else {
            return nil
        }
        return ChildMessage(value)
    }

    private func ran(
        _ child: ChildReport, _ shell: ShellEnding, _ isInterrupted: Bool
    ) -> TaskEnding {
        let report = report(shell, child)
        if shell.isTimedOut {
            return TaskEnding(
                outcome: .unknown, failure: Failure(Failure.timeoutName), report: report)
        }
        if child.hasSucceeded || form == .started || form == .callback {
            return TaskEnding(
                outcome: .succeeded, result: child.result(form, machine: machine),
                report: report)
        }
        guard child.status.isEnded, child.compensation != .running else {
            return suspended(child, shell, isInterrupted, report)
        }
        // What a rollback left behind is still there: the visit has to be looked at.
        let isClean = child.compensation == .none || child.compensation == .succeeded
        return TaskEnding(
            outcome: isClean ? .failed : .unknown, failure: child.failure(form, machine: machine),
            isSpent: child.isSpent, report: report)
    }

    /// It stands still: because it was told to, or because it waits for a person.
    private func suspended(
        _ child: ChildReport, _ shell: ShellEnding, _ isInterrupted: Bool, _ report: Value
    ) -> TaskEnding {
        let failure = Failure(
            direction == .undo ? Failure.workflowStuckName : Failure.interruptedName,
            cause: "the execution \(child.id) is suspended")
        let waits = !shell.wasSignalled && direction == .forward
        return TaskEnding(
            outcome: .unknown, failure: failure, isInterrupted: waits || isInterrupted,
            isSuspended: waits, report: report)
    }

    /// How undoing went: as badly as it did with the worst of them.
    private func undone(
        _ reports: [ChildReport], _ shell: ShellEnding, _ isInterrupted: Bool
    ) -> TaskEnding {
        let report = report(shell, reports.first { !$0.isUndoneCleanly } ?? reports.first)
        if let open = reports.first(where: { !$0.isSettled }) {
            let reason = open.compensation == .stuck ? "is stuck" : "has not ended"
            return TaskEnding(
                outcome: .failed,
                failure: Failure(
                    Failure.workflowStuckName,
                    cause: "the rollback of the execution \(open.id) \(reason)"),
                isInterrupted: isInterrupted, report: report)
        }
        if reports.contains(where: { $0.compensation == .partial }) {
            return TaskEnding(
                outcome: .succeeded, result: .null, isPartial: true, report: report)
        }
        guard reports.contains(where: { $0.hasUndone && $0.compensation != .none }) else {
            return TaskEnding(
                outcome: .failed,
                failure: Failure(Failure.notStartedName, cause: "there is nothing to undo"),
                nothingToUndo: true, report: report)
        }
        return TaskEnding(outcome: .succeeded, result: .null, report: report)
    }

    /// Its process ended without a word.
    ///
    /// One that was killed is started again, since it finds everything in its journal; not for
    /// ever.
    private func lost(_ shell: ShellEnding, _ isInterrupted: Bool) -> TaskEnding {
        let report = report(shell, nil, about: execution)
        if case .notStarted(_, let reason) = shell.status {
            return TaskEnding(
                outcome: .noEffect, failure: Failure(Failure.notStartedName, cause: reason),
                report: report)
        }
        if shell.isTimedOut {
            return TaskEnding(
                outcome: .unknown, failure: Failure(Failure.timeoutName), report: report)
        }
        if shell.status == .lost {
            // It was ended with its supervisor, and finds everything in its journal.
            let cause = "the supervisor of the sub-workflow's process was ended"
            return TaskEnding(
                outcome: .unknown, failure: Failure(Failure.interruptedName, cause: cause),
                isInterrupted: true, report: report)
        }
        var isDeath = false
        if case .killed = shell.status { isDeath = true }
        let isLast = deaths + 1 >= Limits.workflowDeaths
        let isForward = direction == .forward
        let isAgain = isDeath && !shell.wasSignalled && (isForward || !isLast)
        let said = String(decoding: shell.error.lastLine, as: UTF8.self)
        let signal = (shell.exitCode ?? 128) - 128
        let what = isDeath ? "was killed by signal \(signal)" : "could not go on: \(said)"
        let cause = "the process of the sub-workflow \(what)"
        return TaskEnding(
            outcome: .unknown,
            failure: Failure(
                isDeath && isForward ? Failure.interruptedName : Failure.workflowLostName,
                cause: cause),
            isInterrupted: isInterrupted || isAgain, isSuspended: isAgain && isLast,
            report: report)
    }

    /// What a record keeps: which execution it was, and how its process ended.
    ///
    /// Its output stands in its own journal.
    ///
    /// - Parameter execution: Named where nobody tells; nil where none of the parent's was begun.
    private func report(
        _ shell: ShellEnding, _ child: ChildReport?, about execution: ExecutionID? = nil
    ) -> Value {
        var report = Object()
        let id = child?.id ?? execution
        report["Execution"] = id.map { .string($0.text) }
        report["Status"] = child.map { .string($0.status.rawValue) }
        report["Compensation"] = child.map { .string($0.compensation.rawValue) }
        for (name, value) in shell.report.object?.members ?? []
        where !["Program", "Inode", "Stdout"].contains(name) {
            report[name] = value
        }
        return .object(report)
    }
}

extension ChildReport {
    /// Whether undoing it is over, and needs nobody.
    fileprivate var isSettled: Bool {
        guard status.isEnded else { return false }
        switch compensation {
        case .none, .succeeded, .partial: return status != .succeeded || isUndone
        case .pending, .running, .stuck: return false
        }
    }

    fileprivate var isUndoneCleanly: Bool { isSettled && compensation != .partial }
}

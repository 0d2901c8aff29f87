package import SagaMachine

/// What has become of an execution in a word or two, as `saga list` shows it.
package enum StatusWord: String, Sendable, CaseIterable {
    case running
    /// Nothing is left to do until an answer by token comes.
    case waiting
    /// What was waited for is there, and nobody works on it.
    case answered
    case rollingBack = "rolling back"
    /// Nobody works on it: a signal, `saga stop`, or its process died.
    case interrupted
    case rollbackInterrupted = "rollback interrupted"
    /// An attempt in doubt waits for an operator's word.
    case inDoubt = "in doubt"
    case succeeded
    case undone
    case partlyUndone = "partly undone"
    case failed
    case timedOut = "timed out"
    case aborted
    case rolledBack = "rolled back"
    case partlyRolledBack = "partly rolled back"
    case notRolledBack = "not rolled back"
    case rollbackStuck = "rollback stuck"

    /// - Parameters:
    ///   - isOwned: Whether a process works on the execution.
    ///   - onlyAwaits: Whether nothing but answers is waited for.
    ///   - isAnswered: Whether an answer is kept that nobody has taken.
    package init(
        _ status: Status, _ compensation: CompensationStatus, _ suspension: Suspension?,
        isOwned: Bool, onlyAwaits: Bool = false, isAnswered: Bool = false
    ) {
        if compensation == .stuck {
            self = .rollbackStuck
        } else if compensation == .running {
            self = isOwned ? .rollingBack : .rollbackInterrupted
        } else if status.isEnded {
            self = Self.ended(status, compensation)
        } else if suspension?.reason == .inDoubt {
            self = .inDoubt
        } else if suspension?.reason == .stuck {
            self = .rollbackStuck
        } else if isAnswered, !isOwned {
            self = .answered
        } else if suspension?.reason == .awaiting || isOwned && onlyAwaits {
            self = .waiting
        } else {
            self = isOwned ? .running : .interrupted
        }
    }

    private static func ended(_ status: Status, _ compensation: CompensationStatus) -> StatusWord {
        let isSuccess = status == .succeeded
        switch compensation {
        case .succeeded: return isSuccess ? .undone : .rolledBack
        case .partial: return isSuccess ? .partlyUndone : .partlyRolledBack
        case .stuck: return .rollbackStuck
        case .pending: return isSuccess ? .succeeded : .notRolledBack
        case .none, .running: break
        }
        switch status {
        case .succeeded: return .succeeded
        case .timedOut: return .timedOut
        case .aborted: return .aborted
        case .failed, .running, .suspended: return .failed
        }
    }

    /// The sign that stands before it, which says the same without colour.
    package var mark: Mark {
        switch self {
        case .running, .rollingBack: .running
        case .waiting, .answered, .interrupted, .rollbackInterrupted: .paused
        case .succeeded: .done
        case .undone, .rolledBack: .undone
        case .failed, .timedOut, .notRolledBack: .failed
        case .aborted: .aborted
        case .inDoubt, .partlyUndone, .partlyRolledBack, .rollbackStuck: .attention
        }
    }

    /// Whether `--stuck` lists it: a person has to do something.
    package var needsPerson: Bool {
        switch self {
        case .inDoubt, .partlyUndone, .partlyRolledBack, .notRolledBack, .rollbackStuck: true
        case .running, .waiting, .answered, .rollingBack, .interrupted, .rollbackInterrupted,
            .succeeded, .undone, .failed, .timedOut, .aborted, .rolledBack:
            false
        }
    }
}

/// A sign for a state of affairs; every one has a form in ASCII.
package enum Mark: String, Sendable, CaseIterable {
    case done = "✓"
    case failed = "✗"
    case undone = "↺"
    case running = "●"
    case paused = "⏸"
    case aborted = "–"
    case attention = "!"
    case started = "▶"

    /// The word for it, for programs.
    package var name: String { "\(self)" }

    package var ascii: String {
        switch self {
        case .done: "+"
        case .failed: "x"
        case .undone: "<"
        case .running: "*"
        case .paused: "="
        case .aborted: "-"
        case .attention: "!"
        case .started: ">"
        }
    }
}

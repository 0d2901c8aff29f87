package import SagaMachine

/// The statuses with which the program ends (`saga help exit-codes`).
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    case failed = 1
    case rolledBack = 2
    case needsPerson = 3
    case unfinished = 4
    case usage = 64
    case invalidData = 65
    case notFound = 66
    case bug = 70
    case inputOutput = 74
    case owned = 75
    case configuration = 78
    case hangUp = 129
    case interrupt = 130
    case terminate = 143
    case inDoubt = 255

    /// What it means, in a line.
    package var meaning: String {
        switch self {
        case .success: "succeeded (and, if it was undone, undone cleanly); nothing wrong"
        case .failed:
            "failed, timed out or aborted, and nothing was to be undone; problems found"
        case .rolledBack: "failed, timed out or aborted, and rolled back"
        case .needsPerson: "something is left behind: a person is needed"
        case .unfinished: "not finished: waiting, suspended or in doubt"
        case .usage: "wrong usage, or refused in this state"
        case .invalidData: "the definition, the input or the journal is invalid; nothing ran"
        case .notFound: "the file or the execution was not found"
        case .bug: "a bug in saga"
        case .inputOutput: "the store could not be read or written; a full disk too"
        case .owned: "another process owns the execution"
        case .configuration: "bad configuration"
        case .hangUp: "interrupted by HUP; resumable"
        case .interrupt: "interrupted by INT (Ctrl-C); resumable"
        case .terminate: "interrupted by TERM; resumable"
        case .inDoubt: "`once`: nobody knows what became of the command"
        }
    }
}

extension ExitStatus {
    /// The status of a command that waited for an execution until nothing more was to be done.
    ///
    /// A signal that suspended it comes first: the caller sent it and knows what to do.
    package init(
        _ status: Status, _ compensation: CompensationStatus, _ suspension: Suspension?
    ) {
        if let signal = suspension?.signal {
            self = Self(signal: signal)
            return
        }
        switch compensation {
        case .pending, .partial, .stuck: self = .needsPerson
        case .running: self = .unfinished
        case .none: self = Self(status, undone: false)
        case .succeeded: self = Self(status, undone: true)
        }
    }

    package init(_ execution: Execution) {
        self.init(execution.status, execution.compensation, execution.suspension)
    }

    private init(_ status: Status, undone: Bool) {
        switch status {
        case .succeeded: self = .success
        case .failed, .timedOut, .aborted: self = undone ? .rolledBack : .failed
        case .running, .suspended: self = .unfinished
        }
    }

    private init(signal: Int) {
        switch signal {
        case 1: self = .hangUp
        case 2: self = .interrupt
        case 15: self = .terminate
        default: self = .unfinished
        }
    }
}

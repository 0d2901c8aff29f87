/// What a state says about undoing it.
package enum CompensationChoice: Sendable {
    /// Nothing: a lint may ask.
    case unsaid
    /// `Compensate: None`: nothing needs undoing.
    case none
    case handler(Compensation)
}

/// `Compensate` of a Task, Parallel or Map (`saga.md` §2; Garcia-Molina & Salem 1987, §6).
package struct Compensation: Sendable {
    package let when: When
    package let primary: CompensationTask
    /// Tried when `primary` has used up its retries.
    package let alternate: CompensationTask?
    package let onFailure: OnFailure

    package enum When: String, Sendable {
        case notFailed = "NotFailed"
        case attempted = "Attempted"
        case succeeded = "Succeeded"
    }

    package enum OnFailure: String, Sendable {
        case stop = "Stop"
        case `continue` = "Continue"
    }

    package init(
        when: When = .notFailed, primary: CompensationTask, alternate: CompensationTask? = nil,
        onFailure: OnFailure = .stop
    ) {
        self.when = when
        self.primary = primary
        self.alternate = alternate
        self.onFailure = onFailure
    }
}

/// One body that undoes, with what bounds it.
package struct CompensationTask: Sendable {
    package let body: TaskBody
    package let retriers: [Retrier]
    package let timeout: SecondsField?

    package init(body: TaskBody, retriers: [Retrier], timeout: SecondsField?) {
        self.body = body
        self.retriers = retriers
        self.timeout = timeout
    }
}

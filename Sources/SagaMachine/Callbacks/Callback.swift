package import SagaValue

/// How long an attempt is waited for once its work has ended well.
package struct CallbackLimits: Hashable, Sendable {
    /// From the attempt's start on; nil is no limit.
    package let waitSeconds: Int?
    /// From the end of its work, or the latest heartbeat, on; nil is no limit.
    package let heartbeatSeconds: Int?

    package init(waitSeconds: Int?, heartbeatSeconds: Int?) {
        self.waitSeconds = waitSeconds
        self.heartbeatSeconds = heartbeatSeconds
    }
}

/// What somebody says about an attempt that waits for an answer, or soon will.
package struct Callback: Sendable {
    package let attempt: AttemptID
    package let word: Word
    /// Who says it.
    package let by: String
    /// What tells it from all others, by which its sender finds what became of it; nil where nobody
    /// looks.
    package let request: String?

    package enum Word: Sendable {
        case succeeded(Value)
        case failed(Failure)
        /// It is still worked on.
        case alive
    }

    package init(attempt: AttemptID, word: Word, by: String, request: String?) {
        self.attempt = attempt
        self.word = word
        self.by = by
        self.request = request
    }
}

/// A callback as it arrives: what it says, by which right, and when it was said.
package struct CallbackDelivery: Sendable {
    package let callback: Callback
    package let token: TaskToken
    /// From when to when it was said, by the steady clock; nil is now.
    ///
    /// Heartbeats that nobody was there to take are one, from the first to the last.
    package let said: ClosedRange<Timestamp>?

    package init(_ callback: Callback, token: TaskToken, said: ClosedRange<Timestamp>?) {
        self.callback = callback
        self.token = token
        self.said = said
    }
}

/// A callback that changes nothing, and why.
package struct CallbackRefusal: Hashable, Sendable {
    package let attempt: AttemptID
    package let reason: Reason
    package let request: String?

    package enum Reason: String, Sendable {
        /// The token is not one of this execution.
        case forged
        /// The attempt is over: it ended, or another one has begun.
        case ended
        /// It was answered before.
        case answered
        /// A deadline had passed.
        case late
    }

    package init(attempt: AttemptID, reason: Reason, request: String?) {
        self.attempt = attempt
        self.reason = reason
        self.request = request
    }
}

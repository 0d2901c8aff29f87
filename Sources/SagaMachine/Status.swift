/// What has become of an execution: AWS's words, and SUSPENDED.
package enum Status: String, Sendable, CaseIterable {
    case running = "RUNNING"
    case suspended = "SUSPENDED"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    case aborted = "ABORTED"

    /// Whether forward work is over.
    package var isEnded: Bool { self != .running && self != .suspended }
}

/// What has become of undoing it.
package enum CompensationStatus: String, Sendable, CaseIterable {
    /// Nothing was to be undone.
    case none = "NONE"
    /// Something is to be undone, and nobody has begun.
    case pending = "PENDING"
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    /// Nothing is pending, but an entry was skipped, continued over or left.
    case partial = "PARTIAL"
    /// An entry could not be undone: a person is needed.
    case stuck = "STUCK"
}

package import SagaExpression

/// What is a Task's own.
package struct TaskState: Sendable {
    package let body: TaskBody
    /// Of one attempt; nil where neither the task nor a `Defaults` gives one and AWS's rule holds.
    package let timeout: SecondsField?
    /// Of a callback: whether `timeout` was written, and so bounds the wait for the answer too; one
    /// that only the kind of task brings along bounds the work alone.
    package let boundsWait: Bool
    /// Of a callback: how long it may be silent while it is waited for.
    package let heartbeat: SecondsField?
    package let onInterrupt: OnInterrupt
    /// Evaluated for its errors alone: a command runs with saga's own rights.
    package let credentials: Template?

    /// What becomes of an attempt whose end nobody saw.
    package enum OnInterrupt: String, Sendable {
        case rerun = "Rerun"
        case fail = "Fail"
        case ask = "Ask"
    }

    package init(
        body: TaskBody, timeout: SecondsField?, boundsWait: Bool, heartbeat: SecondsField?,
        onInterrupt: OnInterrupt, credentials: Template? = nil
    ) {
        self.body = body
        self.timeout = timeout
        self.boundsWait = boundsWait
        self.heartbeat = heartbeat
        self.onInterrupt = onInterrupt
        self.credentials = credentials
    }
}

/// What is a Task's own.
package struct TaskState: Sendable {
    package let body: TaskBody
    /// Of one attempt; nil where neither the task nor a `Defaults` gives one and AWS's rule holds.
    package let timeout: SecondsField?
    package let heartbeat: SecondsField?
    package let onInterrupt: OnInterrupt

    /// What becomes of an attempt whose end nobody saw.
    package enum OnInterrupt: String, Sendable {
        case rerun = "Rerun"
        case fail = "Fail"
        case ask = "Ask"
    }

    package init(
        body: TaskBody, timeout: SecondsField?, heartbeat: SecondsField?, onInterrupt: OnInterrupt
    ) {
        self.body = body
        self.timeout = timeout
        self.heartbeat = heartbeat
        self.onInterrupt = onInterrupt
    }
}

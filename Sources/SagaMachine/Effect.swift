/// Work to do after the facts are safe.
package enum Effect: Sendable {
    /// Start a task; its ending comes back as `Trigger.taskEnded`.
    case start(TaskOrder)
    /// End a running task: TERM to its group, grace, KILL; a request is dropped. Its ending comes
    /// back as that of any task.
    case cancel(AttemptID)
}

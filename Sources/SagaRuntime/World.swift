package import SagaMachine

/// What the loop needs of the world: time, chance, tasks, signals and requests.
///
/// The live form talks to the kernel; a scripted one makes tests and mocked runs.
package protocol World {
    /// The time of a decision, with fresh chance.
    mutating func moment() -> Moment

    /// Waits for something to decide about, at most until the first of the deadlines.
    ///
    /// - Parameter deadlines: None waits for ever. One that is due makes this only look.
    /// - Returns: Task endings first, then requests, in order of arrival; empty when time is up.
    mutating func wait(until deadlines: [Deadline]) throws(RuntimeFault) -> [Trigger]

    /// Looks for something to decide about without waiting.
    mutating func poll() throws(RuntimeFault) -> [Trigger]

    /// Is told that all facts decided so far are on disk.
    mutating func flushed() throws(RuntimeFault)

    /// Starts a task. What keeps it from starting comes back as its ending, never as an error.
    mutating func start(_ order: TaskOrder)

    /// Ends a running task; its ending comes as that of any task.
    mutating func cancel(_ attempt: AttemptID)

    /// Ends everything at once, without waiting for grace: the journal can no longer be written.
    mutating func abandon()
}

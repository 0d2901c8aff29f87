package import SagaValue

/// Which execution started another one, and for which of its visits.
package struct ExecutionParent: Hashable, Sendable {
    package let execution: ExecutionID
    /// The visit in words, such as `Each[3]/Ship#2`.
    package let visit: String
    /// Of that visit: only who has it may go on with the child, or undo it.
    package let key: String
    /// How many executions stand above the child: 1 below one that a person started.
    package let depth: Int

    package init(execution: ExecutionID, visit: String, key: String, depth: Int) {
        self.execution = execution
        self.visit = visit
        self.key = key
        self.depth = depth
    }
}

package import SagaExpression

/// One entry of `Catch`.
package struct Catcher: Sendable {
    package let errors: [String]
    package let next: StateID
    /// JSONPath: where the error output goes in the state's input; nil discards it.
    package let resultPath: ReferencePath?
    /// Whether `ResultPath` was written; else a rewind takes the save-point's input as it was.
    package let namesResultPath: Bool
    /// JSONata's `Output`.
    package let output: Template?
    package let assign: Template?
    package let compensate: Reach

    /// How far a catcher rolls back before it goes to `Next`.
    package enum Reach: Sendable, Equatable {
        /// Nothing is undone: `Catch` as in the plain language.
        case none
        /// Everything that was started in this instance of its `States`.
        case all
        /// What was started since the save-point of this state was last passed.
        case savePoint(StateID)
    }

    package init(
        errors: [String], next: StateID, resultPath: ReferencePath? = .root,
        namesResultPath: Bool = false, output: Template? = nil, assign: Template? = nil,
        compensate: Reach = .none
    ) {
        self.errors = errors
        self.next = next
        self.resultPath = resultPath
        self.namesResultPath = namesResultPath
        self.output = output
        self.assign = assign
        self.compensate = compensate
    }
}

/// What is needed to run sub-workflows: each is a process of this same program.
package struct ChildSettings: Sendable {
    /// The word by which the program knows that it is one.
    package static let verb = "child"

    /// The program's file.
    package let program: String
    /// The store, absolute.
    package let store: String
    /// Files of state machines, absolute, by the machine's name or ARN.
    package let workflows: [String: String]
    /// How many executions stand above this one.
    package let depth: Int
    package let keepsEffects: Bool
    /// Whether they are suspended once nothing but answers by token is waited for.
    package let restsWhenWaiting: Bool

    package init(
        program: String, store: String, workflows: [String: String], depth: Int,
        keepsEffects: Bool, restsWhenWaiting: Bool
    ) {
        self.program = program
        self.store = store
        self.workflows = workflows
        self.depth = depth
        self.keepsEffects = keepsEffects
        self.restsWhenWaiting = restsWhenWaiting
    }
}

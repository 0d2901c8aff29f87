/// The outcome of an expression that yields no value: what a state fails with.
package struct EvaluationFailure: Error, Equatable, Sendable {
    /// A name of the States Language: `States.Runtime`, `States.IntrinsicFailure` and so on.
    package let error: String
    package let cause: String
    /// Whether the service says in which state it happened; of a few causes it does not.
    package let namesState: Bool

    package init(error: String, cause: String, namesState: Bool = true) {
        self.error = error
        self.cause = cause
        self.namesState = namesState
    }

    /// A failure that no retrier and no catcher matches.
    package static func runtime(_ cause: String) -> EvaluationFailure {
        EvaluationFailure(error: "States.Runtime", cause: cause)
    }
}

/// The outcome of an expression that yields no value: what a state fails with.
package struct EvaluationFailure: Error, Equatable, Sendable {
    /// A name of the States Language: `States.Runtime`, `States.IntrinsicFailure` and so on.
    package let error: String
    package let cause: String

    package init(error: String, cause: String) {
        self.error = error
        self.cause = cause
    }

    /// A failure that no retrier and no catcher matches.
    package static func runtime(_ cause: String) -> EvaluationFailure {
        EvaluationFailure(error: "States.Runtime", cause: cause)
    }
}

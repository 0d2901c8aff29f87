package import SagaExpression

/// What is a Fail's own.
package struct FailState: Sendable {
    package let error: TextField?
    package let cause: TextField?

    /// A text that is written or computed.
    package enum TextField: Sendable {
        case constant(String)
        case computed(Expression)
    }

    package init(error: TextField?, cause: TextField?) {
        self.error = error
        self.cause = cause
    }
}

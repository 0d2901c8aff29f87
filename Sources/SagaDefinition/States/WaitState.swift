package import SagaExpression
package import SagaValue

/// What is a Wait's own.
package struct WaitState: Sendable {
    package let until: Until

    package enum Until: Sendable {
        case seconds(SecondsField)
        case timestamp(Timestamp)
        case computedTimestamp(Expression)
    }

    package init(until: Until) { self.until = until }
}

package import SagaExpression

/// Seconds, written or computed: `TimeoutSeconds`, `HeartbeatSeconds`, `Seconds`.
package enum SecondsField: Sendable {
    case constant(Int)
    /// JSONata, or the path of a `…Path` field.
    case computed(Expression)
}

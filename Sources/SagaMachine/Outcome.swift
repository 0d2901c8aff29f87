/// What is known of the effect of an attempt, and of a visit over its attempts (`saga.md` §2).
package enum Outcome: String, Sendable {
    /// The task answered success, whatever happens after it.
    case succeeded
    /// It answered with an error: by contract it then had no effect, or says `When: Attempted`.
    case failed
    /// The engine knows that nothing happened.
    case noEffect = "noeffect"
    /// Nobody answered.
    case unknown

    /// The outcome of a visit after one more attempt: success wins, else the worst.
    package func combined(with later: Outcome) -> Outcome {
        rank >= later.rank ? self : later
    }

    private var rank: Int {
        switch self {
        case .noEffect: 0
        case .failed: 1
        case .unknown: 2
        case .succeeded: 3
        }
    }
}

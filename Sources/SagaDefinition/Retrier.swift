import SagaValue

/// One entry of `Retry`.
package struct Retrier: Sendable {
    package let errors: [String]
    package let intervalSeconds: Double
    /// Retries, not attempts; 0 is never.
    package let maxAttempts: Int
    package let backoffRate: Double
    package let maxDelaySeconds: Double?
    package let jitter: Jitter

    package enum Jitter: String, Sendable {
        case none = "NONE"
        case full = "FULL"
    }

    package init(
        errors: [String], intervalSeconds: Double = 1, maxAttempts: Int = 3,
        backoffRate: Double = 2, maxDelaySeconds: Double? = nil, jitter: Jitter = .none
    ) {
        self.errors = errors
        self.intervalSeconds = intervalSeconds
        self.maxAttempts = maxAttempts
        self.backoffRate = backoffRate
        self.maxDelaySeconds = maxDelaySeconds
        self.jitter = jitter
    }

    /// What a compensation without `Retry` gets: 5 attempts, 1 s doubled up to 60 s, full jitter.
    package static let compensationDefault = Retrier(
        errors: ["States.ALL"], intervalSeconds: 1, maxAttempts: 4, backoffRate: 2,
        maxDelaySeconds: 60, jitter: .full)

    /// Seconds to wait before retry `number`, counted from 0.
    ///
    /// - Parameter chance: From 0 up to 1; only full jitter looks at it.
    package func delaySeconds(retry number: Int, chance: Double) -> Double {
        var delay = intervalSeconds
        for _ in 0..<number where delay < Double(Limits.maximumSeconds) { delay *= backoffRate }
        delay = min(delay, maxDelaySeconds ?? Double(Limits.maximumSeconds))
        return jitter == .full ? delay * chance : delay
    }
}

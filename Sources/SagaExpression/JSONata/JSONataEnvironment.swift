package import SagaValue

/// What a JSONata expression may use besides its input.
///
/// All of it is given: an evaluation has no clock and no chance of its own, so that the same
/// environment yields the same value again.
package struct JSONataEnvironment: Sendable {
    /// Whose rules hold.
    package enum Dialect: Sendable {
        /// The reference implementation's: for `saga eval` and its test suite.
        case reference
        /// The service's: no `$eval`, `$hash` and its like, tight limits.
        case service
    }

    /// What an evaluation may use up.
    package struct Limits: Sendable {
        /// Parts of the expression that are being evaluated inside of each other.
        package var depth: Int
        /// Steps, in parts evaluated and values touched; five million take a second in a build
        /// for debugging, some four times as many in one for release.
        package var fuel: Int
        /// Bytes that one value may take.
        package var valueBytes: Int
        /// Scopes that functions keep alive.
        package var keptFrames: Int

        package init(depth: Int, fuel: Int, valueBytes: Int, keptFrames: Int = 1 << 20) {
            self.depth = depth
            self.fuel = fuel
            self.valueBytes = valueBytes
            self.keptFrames = keptFrames
        }

        /// As wide as one machine carries.
        package static let reference = Limits(
            depth: 1000, fuel: 100_000_000, valueBytes: 256 << 20)
        /// The service's own; its five seconds as fuel, whatever the build.
        package static let service = Limits(
            depth: 100, fuel: 25_000_000, valueBytes: 6_990_256)
    }

    package let dialect: Dialect
    package let limits: Limits
    /// The time that `$now` and `$millis` tell, in milliseconds since 1970.
    package let nowMilliseconds: Int
    /// What `$random`, `$shuffle` and `$uuid` draw from; every evaluation begins at its start.
    package let chance: RandomSequence
    /// The variable of a name without its `$`; asked once a name and evaluation at most.
    package let variable: @Sendable (String) -> Value?

    package init(
        dialect: Dialect, nowMilliseconds: Int, chance: RandomSequence,
        limits: Limits? = nil,
        variable: @escaping @Sendable (String) -> Value? = { _ in nil }
    ) {
        self.dialect = dialect
        self.limits = limits ?? (dialect == .service ? .service : .reference)
        self.nowMilliseconds = nowMilliseconds
        self.chance = chance
        self.variable = variable
    }
}

import CSystem

/// A point of time that no setting of a clock moves: nanoseconds since boot, sleep included.
package struct Instant: Hashable, Sendable {
    /// By CLOCK_BOOTTIME.
    package let nanoseconds: Int

    package init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

    package static var now: Instant { Instant(nanoseconds: Int(csystem_boot_time())) }

    /// This point, so much later; at the end of all time where the sum is beyond it.
    package func advanced(by duration: Duration) -> Instant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return Instant(nanoseconds: overflow ? .max : sum)
    }

    /// How long it is from here to a later point.
    func duration(to later: Instant) -> Duration {
        .nanoseconds(later.nanoseconds - nanoseconds)
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Duration {
    /// Whole nanoseconds, at most and at least what an integer holds.
    var nanoseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflow) = Int(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(Int(attoseconds / 1_000_000_000))
        guard !overflow, !carry else { return seconds < 0 ? .min : .max }
        return sum
    }

    /// Whole milliseconds, rounded up, so that a short time is not none.
    var milliseconds: Int {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return whole + (rest > 0 ? 1 : 0)
    }
}

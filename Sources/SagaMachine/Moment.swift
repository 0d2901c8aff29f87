package import SagaValue

/// The time of a decision, and the chance it may use: both come from outside.
package struct Moment: Sendable {
    /// A time that never jumps: the wall clock when the boot was first seen, plus what
    /// CLOCK_BOOTTIME has counted since.
    ///
    /// All durations and deadlines are told by it.
    package let steady: Timestamp
    /// The wall clock: what people are shown, and what a `Timestamp` of a Wait means.
    package let wall: Timestamp
    /// A fresh random number; `$random`, `$uuid` and the jitter of retries derive from it.
    package let entropy: UInt64

    package init(steady: Timestamp, wall: Timestamp, entropy: UInt64) {
        self.steady = steady
        self.wall = wall
        self.entropy = entropy
    }

    /// A number from 0 up to 1, the same for the same moment.
    var chance: Double { Double(entropy >> 11) / Double(1 << 53) }
}

/// When a timer is due, and by which clock.
package struct Deadline: Hashable, Sendable {
    package let time: Timestamp
    /// Whether `time` is meant by the wall clock, as a `Timestamp` is, and not by the steady one.
    package let isByWall: Bool

    package init(_ time: Timestamp, isByWall: Bool = false) {
        self.time = time
        self.isByWall = isByWall
    }

    package func isDue(at moment: Moment) -> Bool {
        time <= (isByWall ? moment.wall : moment.steady)
    }
}

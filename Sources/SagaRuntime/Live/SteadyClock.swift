import Glibc
package import SagaJournal
import SagaMachine
package import SagaValue

/// Tells moments: a time that never jumps, beside the wall clock.
package struct SteadyClock {
    private let start: Timestamp
    private let origin: Instant

    /// - Parameter start: What the steady time is now.
    package init(start: Timestamp) { self.init(start: start, origin: .now) }

    private init(start: Timestamp, origin: Instant) {
        self.start = start
        self.origin = origin
    }

    /// A clock that goes on with the time of an execution's last owner.
    ///
    /// - Parameter anchor: What that owner left; nil when it was of another boot, across which only
    ///   the wall clock tells how much time has passed.
    package init(after anchor: TimeAnchor?) {
        guard let anchor else {
            self.init(start: Self.wall)
            return
        }
        self.init(start: anchor.time, origin: Instant(nanoseconds: anchor.bootNanoseconds))
    }

    /// The wall clock's time.
    package static var wall: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: time.tv_sec, fraction: time.tv_nsec)
    }

    package var steady: Timestamp {
        let elapsed = Instant.now.nanoseconds - origin.nanoseconds
        return Timestamp(nanoseconds: start.nanoseconds + elapsed)
    }

    /// When a deadline is due, as far as can be told now.
    ///
    /// The wall clock may be set while one waits by it, so a deadline by the wall is looked at
    /// again every so often.
    func instant(of deadline: Deadline) -> Instant {
        guard deadline.isByWall else {
            return origin.advanced(
                by: .nanoseconds(deadline.time.nanoseconds - start.nanoseconds))
        }
        let wait = deadline.time.nanoseconds - Self.wall.nanoseconds
        return Instant.now.advanced(by: .nanoseconds(min(wait, Self.longestLook)))
    }

    private static let longestLook = 10_000_000_000
}

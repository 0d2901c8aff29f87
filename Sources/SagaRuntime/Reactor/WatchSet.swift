import CSystem
import Glibc

/// The descriptors that the engine's thread waits for, and the one timer among them.
final class WatchSet {
    /// What came, and whether the other side is gone.
    struct Event {
        let tag: WatchTag
        let isReadable: Bool
        let isWritable: Bool
        let isGone: Bool
    }

    private let set: Int32
    private let timer: Int32
    /// When the timer goes off; a wait for longer than that needs no call to set it.
    private var armed: Instant?
    private var buffer = [csystem_event](repeating: csystem_event(), count: 64)

    init() throws(RuntimeFault) {
        let set = csystem_watch_create()
        let timer = csystem_timer_create()
        let readable = csystem_readable.rawValue
        guard set >= 0, timer >= 0,
            csystem_watch_add(set, timer, readable, WatchTag.timer.rawValue) == 0
        else {
            let failure = errno
            if set >= 0 { close(set) }
            if timer >= 0 { close(timer) }
            throw .system(call: "epoll_create1", errorNumber: failure)
        }
        self.set = set
        self.timer = timer
    }

    deinit {
        close(timer)
        close(set)
    }

    /// Watches a descriptor until it is closed or removed.
    ///
    /// - Parameter once: Only the first event is told.
    func add(
        _ descriptor: Int32, _ tag: WatchTag, reading: Bool = true, writing: Bool = false,
        once: Bool = false
    ) throws(RuntimeFault) {
        let readiness = Self.readiness(reading, writing) | (once ? csystem_once.rawValue : 0)
        guard csystem_watch_add(set, descriptor, readiness, tag.rawValue) == 0 else {
            throw .system(call: "epoll_ctl", errorNumber: errno)
        }
    }

    /// Changes what a watched descriptor is watched for; adds it where it is not.
    func change(
        _ descriptor: Int32, _ tag: WatchTag, reading: Bool, writing: Bool
    ) throws(RuntimeFault) {
        let readiness = Self.readiness(reading, writing)
        if csystem_watch_change(set, descriptor, readiness, tag.rawValue) == 0 { return }
        try add(descriptor, tag, reading: reading, writing: writing)
    }

    func remove(_ descriptor: Int32) { _ = csystem_watch_remove(set, descriptor) }

    /// Waits until something has come, or until `limit`; nil waits for ever.
    func wait(until limit: Instant?, now: Instant) throws(RuntimeFault) -> [Event] {
        let isLook = limit.map { $0 <= now } ?? false
        if !isLook { try arm(limit, now) }
        let count = unsafe csystem_watch_wait(
            set, &buffer, Int32(buffer.count), isLook ? 1 : 0)
        guard count >= 0 else { throw .system(call: "epoll_wait", errorNumber: errno) }
        return buffer.prefix(Int(count)).compactMap { event in
            guard let tag = WatchTag(rawValue: event.tag), tag != .timer else { return nil }
            return Event(
                tag: tag, isReadable: event.readiness & csystem_readable.rawValue != 0,
                isWritable: event.readiness & csystem_writable.rawValue != 0,
                isGone: event.readiness & csystem_gone.rawValue != 0)
        }
    }

    /// Sets the timer unless it goes off early enough; once it has gone off it is set anew, which
    /// also takes back what made it readable.
    private func arm(_ limit: Instant?, _ now: Instant) throws(RuntimeFault) {
        if let armed {
            if armed > now, limit.map({ armed <= $0 }) ?? true { return }
        } else if limit == nil {
            return
        }
        guard csystem_timer_set(timer, Int64(limit?.nanoseconds ?? 0)) == 0 else {
            throw .system(call: "timerfd_settime", errorNumber: errno)
        }
        armed = limit
    }

    private static func readiness(_ reading: Bool, _ writing: Bool) -> UInt32 {
        (reading ? csystem_readable.rawValue : 0) | (writing ? csystem_writable.rawValue : 0)
    }
}

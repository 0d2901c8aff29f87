package import SagaMachine
package import SagaValue

/// How long an execution was worked on: a fold of the times of its events.
///
/// The time during which nobody owned it, from the last event before a process takes it over to
/// that takeover, is left out.
package struct ActiveTime: Sendable {
    /// When it started; nil before the first event.
    package private(set) var start: Timestamp?
    /// When the latest event happened.
    package private(set) var last: Timestamp?
    /// When nobody worked on it, in order.
    package private(set) var gaps: [Gap] = []
    private var isIdle = false

    package struct Gap: Hashable, Sendable {
        package let from: Timestamp
        package let to: Timestamp
    }

    package init() {}

    package mutating func add(_ event: Event, at time: Timestamp) {
        if start == nil { start = time }
        // What others say may be written down before anybody works on it.
        if isIdle, event.isCallback { return }
        switch event {
        case .executionResumed, .stuckRetried, .executionRedriven, .abortRequested,
            .doubtResolved:
            if isIdle || event.takesOver, let last, last < time {
                gaps.append(Gap(from: last, to: time))
            }
            isIdle = false
        case .recoveryDecided where isIdle:
            // The undo of what had ended.
            if let last, last < time { gaps.append(Gap(from: last, to: time)) }
            isIdle = false
        case .executionSuspended, .executionEnded: isIdle = true
        default: isIdle = false
        }
        last = time
    }

    /// Milliseconds of work from the start to `time`.
    package func milliseconds(to time: Timestamp) -> Int {
        guard let start else { return 0 }
        var sum = time.milliseconds - start.milliseconds
        for gap in gaps where gap.from < time {
            sum -= min(gap.to, time).milliseconds - gap.from.milliseconds
        }
        return max(0, sum)
    }

    /// Milliseconds of work from the start to the latest event.
    package var milliseconds: Int { last.map(milliseconds(to:)) ?? 0 }
}

extension Event {
    fileprivate var isCallback: Bool {
        switch self {
        case .callbackReceived, .callbackRefused: true
        default: false
        }
    }

    /// Whether a process that did not write the event before writes this one.
    fileprivate var takesOver: Bool {
        switch self {
        case .executionResumed, .stuckRetried, .executionRedriven: true
        default: false
        }
    }
}

package import SagaMachine
package import SagaValue

/// When states did something: one row a visit, then one for each undo.
package struct Timeline: Sendable {
    package private(set) var rows: [Row] = []
    /// The whole length, in milliseconds of work.
    package let milliseconds: Int

    package struct Row: Sendable {
        package let visit: Int
        /// The visit's path, without `#1`.
        package let label: String
        package let direction: Direction
        package let attempts: Int
        /// In order; they do not overlap.
        package let segments: [Segment]
        /// From the first to the last millisecond of it; nil where it took no time of its own.
        package var milliseconds: Int? {
            guard let first = segments.first, let last = segments.last else { return nil }
            return last.to - first.from
        }
    }

    package struct Segment: Hashable, Sendable {
        package let kind: Kind
        /// Milliseconds of work after the start.
        package let from: Int
        package let to: Int

        package enum Kind: String, Sendable, CaseIterable {
            case succeeded
            case failed
            /// A pause between attempts, or a Wait state.
            case waiting
            case undone
            case running
            case unknown
        }
    }

    /// - Parameters:
    ///   - now: Where what still runs is cut off; nil at the latest event, because nobody works on
    ///     it.
    ///   - hidden: Visits that get no row.
    package init(_ history: History, now: Timestamp?, without hidden: Set<Int> = []) {
        let time = history.time
        let end = now ?? time.last ?? .earliest
        milliseconds = time.milliseconds(to: end)
        let shown = history.visits.lazy.filter { !hidden.contains($0.id) }
        rows = shown.map { visit in Row(visit, .forward, time, end: end, isLive: now != nil) }
        let undone = shown.compactMap { visit in
            visit.attempts(.undo).first.map { (visit, $0.started) }
        }
        rows += undone.sorted { ($0.1, $1.0.id) < ($1.1, $0.0.id) }.map { visit, _ in
            Row(visit, .undo, time, end: end, isLive: now != nil)
        }
    }
}

extension Timeline.Row {
    fileprivate init(
        _ visit: VisitHistory, _ direction: Direction, _ time: ActiveTime, end: Timestamp,
        isLive: Bool
    ) {
        let attempts = visit.attempts(direction)
        var segments = attempts.flatMap { attempt in
            Timeline.Segment.segments(attempt, direction, time, end: end, isLive: isLive)
        }
        segments += visit.pauses.filter { $0.direction == direction }.map { pause in
            Timeline.Segment(
                kind: .waiting, from: time.milliseconds(to: pause.from),
                to: time.milliseconds(to: pause.ended ?? end))
        }
        if direction == .forward {
            segments += visit.forks.map { fork in
                Timeline.Segment(
                    kind: fork.ended == nil
                        ? (isLive ? .running : .unknown)
                        : fork.failure == nil ? .succeeded : .failed,
                    from: time.milliseconds(to: fork.started),
                    to: time.milliseconds(to: fork.ended ?? end))
            }
        }
        let count =
            attempts.count { !$0.start.role.isOfFiles }
            + (direction == .forward ? visit.forks.count : 0)
        self.init(
            visit: visit.id, label: visit.label, direction: direction, attempts: count,
            segments: segments.sorted { ($0.from, $0.to) < ($1.from, $1.to) })
    }
}

extension Timeline.Segment {
    /// Those of one attempt: its work, and what was waited for an answer afterwards.
    fileprivate static func segments(
        _ attempt: VisitHistory.AttemptHistory, _ direction: Direction, _ time: ActiveTime,
        end: Timestamp, isLive: Bool
    ) -> [Timeline.Segment] {
        let from = time.milliseconds(to: attempt.started)
        let to = time.milliseconds(to: attempt.ended ?? end)
        let kind = Kind(attempt, direction, isLive: isLive)
        guard let submitted = attempt.submitted else {
            return [Timeline.Segment(kind: kind, from: from, to: to)]
        }
        let wait = time.milliseconds(to: submitted)
        return [
            Timeline.Segment(
                kind: attempt.ending == nil ? .succeeded : kind, from: from, to: wait),
            Timeline.Segment(kind: .waiting, from: wait, to: to),
        ]
    }
}

extension Timeline.Segment.Kind {
    fileprivate init(
        _ attempt: VisitHistory.AttemptHistory, _ direction: Direction, isLive: Bool
    ) {
        guard let ending = attempt.ending else {
            self = isLive ? .running : .unknown
            return
        }
        switch ending.outcome {
        case .succeeded where ending.failure == nil:
            self = direction == .undo ? .undone : .succeeded
        case .unknown: self = .unknown
        case .failed, .noEffect: self = ending.nothingToUndo ? .undone : .failed
        case .succeeded: self = .failed
        }
    }
}

extension VisitHistory {
    /// The path as people read it: the first visit of a state has no number.
    package var label: String { VisitPath.label(path) }
}

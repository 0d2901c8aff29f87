package import SagaMachine

/// What happens next in an exploration: one task ends, or something befalls the whole execution.
package struct Move: Sendable {
    /// The visit in words; empty where it is about the execution.
    package let path: String
    package let direction: Direction
    package let happening: Happening

    package enum Happening: Sendable {
        case succeeds
        /// It takes effect and answers, and an expression of its state then fails.
        case isUnusable
        case fails(Failure, hasEffect: Bool, forGood: Bool)
        case isUnknown(Failure, hasEffect: Bool, forGood: Bool)
        /// It is ended, because something else failed.
        case isStopped(Outcome, hasEffect: Bool)
        /// A Choice takes a rule; nil is `Default`.
        case chooses(Int?)
        case matchesNothing
        /// The process dies, and a later one resumes; the paths of the tasks that took effect.
        case crash(effects: [String])
        case abort
        case timesOut
        /// An operator tells whether an attempt in doubt took effect.
        case isTold(hasEffect: Bool)
    }

    init(_ path: String, _ direction: Direction, _ happening: Happening) {
        self.path = path
        self.direction = direction
        self.happening = happening
    }

    init(_ order: TaskOrder, _ happening: Happening) {
        self.init(order.path, order.attempt.direction, happening)
    }

    init(_ happening: Happening) { self.init("", .forward, happening) }

    /// Whether it is one of the few things that go wrong on a path.
    package var isFault: Bool {
        switch happening {
        case .succeeds, .isStopped, .chooses, .isTold: false
        case .isUnusable, .fails, .isUnknown, .matchesNothing, .crash, .abort, .timesOut: true
        }
    }
}

package import SagaDefinition
package import SagaMachine
import SagaValue

/// A world in which some tasks only pretend: everything else is the real one's.
///
/// The undo of a mocked state pretends too, and succeeds, because there is nothing to undo. While
/// nothing real is under way no time is spent on waiting: the clock jumps to what is due next.
package struct MockedWorld<Real: World>: World {
    private var real: Real
    private let workflow: Workflow
    /// By the name of the state.
    private let mocks: [String: MockedTask]
    private var attempts: [String: Int] = [:]
    private var endings: [Trigger] = []
    /// Attempts that really run.
    private var running: Set<AttemptID>
    /// Those whose answer somebody may really send; one whose time is up may stay among them.
    private var awaited: Set<AttemptID>
    /// How far the clock has jumped ahead of the real one, in milliseconds.
    private var ahead = 0

    /// - Parameters:
    ///   - running: Attempts of an earlier process that really run.
    ///   - awaited: Those that wait for an answer.
    package init(
        _ real: Real, _ workflow: Workflow, mocks: [String: MockedTask],
        running: Set<AttemptID> = [], awaited: Set<AttemptID> = []
    ) {
        self.real = real
        self.workflow = workflow
        self.mocks = mocks
        self.running = running
        self.awaited = awaited
    }

    package mutating func moment() -> Moment {
        let moment = real.moment()
        return Moment(
            steady: moment.steady.adding(milliseconds: ahead),
            wall: moment.wall.adding(milliseconds: ahead), entropy: moment.entropy)
    }

    package mutating func wait(until deadlines: [Deadline]) throws(RuntimeFault) -> [Trigger] {
        guard endings.isEmpty else { return try poll() }
        if running.isEmpty, awaited.isEmpty, !deadlines.isEmpty {
            jump(to: deadlines)
            return try poll()
        }
        let shifted = deadlines.map { deadline in
            Deadline(deadline.time.adding(milliseconds: -ahead), isByWall: deadline.isByWall)
        }
        return noted(try real.wait(until: shifted))
    }

    package mutating func poll() throws(RuntimeFault) -> [Trigger] {
        let taken = endings
        endings = []
        return taken + noted(try real.poll())
    }

    package mutating func flushed() throws(RuntimeFault) { try real.flushed() }

    package mutating func start(_ order: TaskOrder) {
        let state = workflow[order.state].name
        guard let mock = mocks[state] else {
            running.insert(order.attempt)
            if order.token != nil { awaited.insert(order.attempt) }
            real.start(order)
            return
        }
        switch order.attempt.direction {
        case .forward where order.role == .writer:
            endings.append(.taskEnded(order.attempt, .written(order)))
        case .forward:
            let number = attempts[state, default: 0]
            attempts[state] = number + 1
            let ending = mock.ending(attempt: number, of: state)
            endings += order.triggers(of: ending)
        case .undo:
            endings.append(
                .taskEnded(order.attempt, TaskEnding(outcome: .succeeded, result: .null)))
        }
    }

    package mutating func cancel(_ attempt: AttemptID) { real.cancel(attempt) }

    package mutating func abandon() { real.abandon() }

    /// Moves the clock to the first of the deadlines, if that is still to come.
    private mutating func jump(to deadlines: [Deadline]) {
        let now = moment()
        let waits = deadlines.map { deadline in
            let time = deadline.isByWall ? now.wall : now.steady
            let wait = deadline.time.milliseconds - time.milliseconds
            return time.adding(milliseconds: wait) < deadline.time ? wait + 1 : wait
        }
        ahead += max(0, waits.min() ?? 0)
    }

    /// Notes what has ended of what is really under way.
    private mutating func noted(_ triggers: [Trigger]) -> [Trigger] {
        for trigger in triggers {
            switch trigger {
            case .taskEnded(let attempt, let ending):
                running.remove(attempt)
                if ending.outcome != .succeeded || ending.failure != nil { awaited.remove(attempt) }
            case .callback(let delivery):
                if case .alive = delivery.callback.word { break }
                awaited.remove(delivery.callback.attempt)
            default: break
            }
        }
        return triggers
    }
}

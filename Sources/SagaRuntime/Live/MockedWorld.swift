package import SagaDefinition
package import SagaMachine
import SagaValue

/// A world in which some tasks only pretend: everything else is the real one's.
///
/// The undo of a mocked state pretends too, and succeeds, because there is nothing to undo. Until a
/// task is really started no time is spent on waiting: the clock jumps to what is due next. From
/// then on it goes with the real one, on which what is real may depend: a service that is polled,
/// or tried again after a while, and whoever answers by token.
package struct MockedWorld<Real: World>: World {
    private var real: Real
    private let workflow: Workflow
    /// By the name of the state.
    private let mocks: [String: MockedTask]
    private var attempts: [String: Int] = [:]
    private var endings: [Trigger] = []
    /// How often the clock may still jump; a loop that never ends is then no faster than any.
    private var jumps = Limits.mockedJumps
    /// How far the clock has jumped ahead of the real one, in milliseconds.
    private var ahead = 0

    /// - Parameter execution: As an earlier process left it; empty for a new one.
    package init(
        _ real: Real, _ workflow: Workflow, mocks: [String: MockedTask],
        after execution: Execution
    ) {
        self.real = real
        self.workflow = workflow
        self.mocks = mocks
        let tried =
            execution.scopes.values.filter { $0.visit.attempts > 0 }.map(\.visit.state)
            + execution.entries.values.map(\.state)
        if tried.contains(where: { workflow[$0].isTask && mocks[workflow[$0].name] == nil }) {
            jumps = 0
        }
    }

    package mutating func moment() -> Moment {
        let moment = real.moment()
        return Moment(
            steady: moment.steady.adding(milliseconds: ahead),
            wall: moment.wall.adding(milliseconds: ahead), entropy: moment.entropy)
    }

    package mutating func wait(until deadlines: [Deadline]) throws(RuntimeFault) -> [Trigger] {
        guard endings.isEmpty else { return try poll() }
        if jumps > 0, !deadlines.isEmpty {
            jump(to: deadlines)
            return try poll()
        }
        let shifted = deadlines.map { deadline in
            Deadline(deadline.time.adding(milliseconds: -ahead), isByWall: deadline.isByWall)
        }
        return try real.wait(until: shifted).map(shift)
    }

    package mutating func poll() throws(RuntimeFault) -> [Trigger] {
        let taken = endings
        endings = []
        return taken + (try real.poll().map(shift))
    }

    package mutating func flushed() throws(RuntimeFault) { try real.flushed() }

    package mutating func start(_ order: TaskOrder) {
        let state = workflow[order.state].name
        guard let mock = mocks[state] else {
            if !order.role.isOfFiles { jumps = 0 }
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
        jumps -= 1
        let now = moment()
        let waits = deadlines.map { deadline in
            let time = deadline.isByWall ? now.wall : now.steady
            let wait = deadline.time.milliseconds - time.milliseconds
            return time.adding(milliseconds: wait) < deadline.time ? wait + 1 : wait
        }
        ahead += max(0, waits.min() ?? 0)
    }

    /// Puts what was said by the real clock to the time that it is here.
    private func shift(_ trigger: Trigger) -> Trigger {
        guard case .callback(let delivery) = trigger, let said = delivery.said else {
            return trigger
        }
        let from = said.lowerBound.adding(milliseconds: ahead)
        let to = said.upperBound.adding(milliseconds: ahead)
        return .callback(
            CallbackDelivery(
                delivery.callback, token: delivery.token, said: min(from, to)...max(from, to)))
    }
}

extension State {
    fileprivate var isTask: Bool {
        if case .task = kind { true } else { false }
    }
}

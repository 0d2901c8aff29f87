package import SagaDefinition
package import SagaMachine
import SagaValue

/// A world in which some tasks only pretend: everything else is the real one's.
///
/// The undo of a mocked state pretends too, and succeeds, because there is nothing to undo.
package struct MockedWorld<Real: World>: World {
    private var real: Real
    private let workflow: Workflow
    /// By the name of the state.
    private let mocks: [String: MockedTask]
    private var attempts: [String: Int] = [:]
    private var endings: [Trigger] = []

    package init(_ real: Real, _ workflow: Workflow, mocks: [String: MockedTask]) {
        self.real = real
        self.workflow = workflow
        self.mocks = mocks
    }

    package mutating func moment() -> Moment { real.moment() }

    package mutating func wait(until deadlines: [Deadline]) throws(RuntimeFault) -> [Trigger] {
        if endings.isEmpty { return try real.wait(until: deadlines) }
        return try poll()
    }

    package mutating func poll() throws(RuntimeFault) -> [Trigger] {
        let taken = endings
        endings = []
        return taken + (try real.poll())
    }

    package mutating func flushed() throws(RuntimeFault) { try real.flushed() }

    package mutating func start(_ order: TaskOrder) {
        let state = workflow[order.state].name
        guard let mock = mocks[state] else {
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
}

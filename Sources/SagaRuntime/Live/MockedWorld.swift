package import SagaDefinition
package import SagaMachine
package import SagaValue

/// What tasks of one state answer in a test, in the place of doing their work.
package struct TaskMock: Sendable {
    package enum Response: Sendable {
        case returned(Value)
        case thrown(Failure)
    }

    /// Responses by the number of the attempt at the state, from 0 over the whole run.
    private let responses: [(attempts: ClosedRange<Int>, response: Response)]

    package init(_ responses: [(attempts: ClosedRange<Int>, response: Response)]) {
        self.responses = responses
    }

    /// How the attempt of this number ends; one that nothing is said of is never started.
    func ending(attempt number: Int, of state: String) -> TaskEnding {
        switch responses.first(where: { $0.attempts.contains(number) })?.response {
        case .returned(let result): TaskEnding(outcome: .succeeded, result: result)
        case .thrown(let failure): TaskEnding(outcome: .failed, failure: failure)
        case nil:
            TaskEnding(
                outcome: .noEffect,
                failure: Failure(
                    Failure.notStartedName,
                    cause: "the mock of `\(state)` has no response number \(number)"))
        }
    }
}

/// A world in which some tasks only pretend: everything else is the real one's.
///
/// The undo of a mocked state pretends too, and succeeds, because there is nothing to undo.
package struct MockedWorld<Real: World>: World {
    private var real: Real
    private let workflow: Workflow
    /// By the name of the state.
    private let mocks: [String: TaskMock]
    private var attempts: [String: Int] = [:]
    private var endings: [Trigger] = []

    package init(_ real: Real, _ workflow: Workflow, mocks: [String: TaskMock]) {
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
            let result = order.results?.details(bucket: "mock", key: "manifest.json")
            endings.append(
                .taskEnded(order.attempt, TaskEnding(outcome: .succeeded, result: result)))
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

import SagaDefinition
import SagaMachine
import SagaValue

/// One state tried on an input: the answer of the service's TestState.
struct StateTest {
    private let request: TestStateRequest
    private let test: StateUnderTest
    private var trial: StateTrial
    /// What the work was asked for and how it went, for the inspection of an HTTP task.
    private var exchange: (order: TaskOrder, ending: TaskEnding)?

    /// Does the state's work for real, where no mock answers for it.
    typealias Worker = (TaskOrder) throws(Fault) -> TaskEnding

    init(
        _ request: TestStateRequest, _ test: StateUnderTest, _ start: ExecutionStart,
        at moment: Moment
    ) {
        self.request = request
        self.test = test
        var given = TrialGiven()
        given.variables = request.variables
        given.retries = request.configuration.retries
        given.context =
            request.context ?? Self.context(request, test.state, start, now: moment.wall)
        trial = StateTrial(of: test.state.id, in: test.workflow, start, given: given, at: moment)
    }

    /// Tries the state.
    mutating func run(_ work: Worker) throws(Fault) -> StateTestAnswer {
        var demand = trial.begin()
        while true {
            switch demand {
            case .ended(let ending): return answer(ending)
            case .task(let order) where order.role == .reader:
                let items = request.configuration.items ?? []
                demand = trial.answer(TaskEnding(outcome: .succeeded, result: .array(items)))
            case .task(let order):
                let ending =
                    if let mock = request.mock { mock.ending } else { try work(order) }
                exchange = (order, ending)
                demand = trial.answer(ending)
            case .fork(let fork): demand = trial.answer(outcome(of: fork))
            }
        }
    }

    /// What came of iterations or branches that nobody ran.
    private mutating func outcome(of fork: ForkStart) -> TaskEnding {
        do throws(Failure) {
            try trial.noteIterations(of: fork)
        } catch { return TaskEnding(outcome: .failed, failure: error) }
        let failed = request.configuration.failedIterations
        if failed > 0, namesTolerance,
            fork.tolerance?.isExceeded(failed: failed, of: fork.count) == true
        {
            return TaskEnding(
                outcome: .failed,
                failure: Failure(
                    "States.ExceedToleratedFailureThreshold",
                    cause: "The specified tolerated failure threshold was exceeded"))
        }
        return request.mock?.ending ?? TaskEnding(outcome: .succeeded, result: .array([]))
    }

    /// Whether the Map says itself how many iterations may fail.
    private var namesTolerance: Bool {
        trial.flow[.toleratedFailureCount] != nil
            || trial.flow[.toleratedFailurePercentage] != nil
    }

    private func answer(_ ending: StateTrial.Ending) -> StateTestAnswer {
        var variables = request.variables
        if case .left(_, _, let assigned) = ending.kind { variables = assigned }
        let inspection = InspectionData(
            state: test.state, input: request.input, flow: trial.flow, variables: variables,
            details: ErrorDetails(ending, test.state),
            exchange: request.level == .trace ? exchange : nil,
            revealsSecrets: request.revealsSecrets)
        return StateTestAnswer(
            ending: ending, workflow: test.workflow,
            inspection: request.level == .info ? nil : inspection.value)
    }

    /// The context object of a state that is tried: as the service makes it, which knows of no
    /// redrive there, and of retries only where they can be.
    private static func context(
        _ request: TestStateRequest, _ state: State, _ start: ExecutionStart, now: Timestamp
    ) -> Value {
        var own = Object([
            ("Name", .string(StateUnderTest.soleName)), ("EnteredTime", .string(now.text)),
        ])
        switch state.kind {
        case .task, .parallel, .map: own["RetryCount"] = .integer(request.configuration.retries)
        case .pass, .choice, .wait, .succeed, .fail: break
        }
        let account = "arn:aws:states:us-east-1:111111111111"
        return [
            "Execution": [
                "Id": .string("\(account):express:StateMachine:\(start.id)"),
                "Input": request.input,
                "Name": .string(start.id.description),
                "RoleArn": request.roleARN.map { .string($0) } ?? .null,
                "StartTime": .string(now.text),
            ],
            "StateMachine": [
                "Id": .string("\(account):stateMachine:StateMachine"), "Name": "StateMachine",
            ],
            "State": .object(own),
        ]
    }
}

extension TestStateRequest.Mock {
    fileprivate var ending: TaskEnding {
        if let failure { return TaskEnding(outcome: .failed, failure: failure) }
        return TaskEnding(outcome: .succeeded, result: result ?? .null)
    }
}

/// Which retrier and which catcher a failure met.
struct ErrorDetails {
    let retryIndex: Int?
    let retryMilliseconds: Int?
    let catchIndex: Int?

    init(_ ending: StateTrial.Ending, _ state: State) {
        guard let failure = ending.failure else {
            retryIndex = nil
            retryMilliseconds = nil
            catchIndex = nil
            return
        }
        if case .retried(let retrier, let milliseconds) = ending.kind {
            retryIndex = retrier
            retryMilliseconds = milliseconds
            catchIndex = nil
            return
        }
        // One that matches and did not try again has been used up.
        retryIndex = state.retriers.firstIndex { failure.isRetried(by: $0.errors) }
        retryMilliseconds = nil
        if case .left = ending.kind {
            catchIndex = state.catchers.firstIndex { failure.isCaught(by: $0.errors) }
        } else {
            catchIndex = nil
        }
    }
}

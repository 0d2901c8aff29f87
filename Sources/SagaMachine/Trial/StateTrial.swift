package import SagaDefinition
import SagaExpression
package import SagaValue

/// One state, worked on by itself, by the functions that work on it in an execution.
///
/// Whoever asks plays the world: a trial says what it needs, and is told. Waits take no time.
package struct StateTrial: Sendable {
    private let workflow: Workflow
    private let state: State
    private var moment: Moment
    private var execution: Execution
    private var step = Step(tracingFlow: true)
    /// What the state failed with, whatever became of it.
    private var failure: Failure?
    /// By which the attempt that is under way is answered.
    private var token: TaskToken?

    /// What a trial needs, or what came of it.
    package enum Demand: Sendable {
        /// Somebody has to do the work.
        case task(TaskOrder)
        /// Somebody has to say what came of branches or iterations.
        case fork(ForkStart)
        case ended(Ending)
    }

    package struct Ending: Sendable {
        package let kind: Kind
        /// What the state failed with, caught or not; nil when it ended well.
        package let failure: Failure?

        package enum Kind: Sendable {
            case left(output: Value, next: StateID?, variables: Object)
            /// Tried again after so many milliseconds.
            case retried(retrier: Int, milliseconds: Int)
            case failed
        }
    }

    /// - Parameters:
    ///   - given: What stands in the place of all that would have happened before.
    ///   - moment: When the state is entered.
    package init(
        of state: StateID, in workflow: Workflow, _ start: ExecutionStart, given: TrialGiven,
        at moment: Moment
    ) {
        self.workflow = workflow
        self.moment = moment
        self.state = workflow[state]
        execution = Execution(visiting: workflow[state], start, given, in: workflow, at: moment)
    }

    /// What the data was at each stage so far.
    package var flow: [FlowStage: Value] { step.flow }

    /// Enters the state.
    package mutating func begin() -> Demand { goOn() }

    /// Tells how the work went that was asked for last.
    package mutating func answer(_ ending: TaskEnding) -> Demand {
        if let visit = execution.root?.visit, execution.forks[visit.id] != nil {
            execution.answerFork(visit.id, ending)
        } else if let attempt = execution.runningAttempts.first {
            if let token, ending.outcome == .succeeded {
                let answer = Callback(
                    attempt: attempt, word: .succeeded(ending.result ?? .null), by: "a trial",
                    request: nil)
                execution.decide(
                    .callback(CallbackDelivery(answer, token: token, said: nil)), in: workflow,
                    at: moment, into: &step)
            }
            execution.decide(.taskEnded(attempt, ending), in: workflow, at: moment, into: &step)
        }
        failure = ending.failure
        return goOn()
    }

    /// Notes what the iterations of a Map would start with, none of which is run.
    package mutating func noteIterations(of fork: ForkStart) throws(Failure) {
        guard case .map(let map) = state.kind else { return }
        let (selected, batched) = try execution.iterationInputs(
            of: fork.visit, map, state, in: workflow, at: moment)
        if map.itemSelector != nil { step.trace.note(.afterItemSelector, .array(selected)) }
        if map.batcher != nil { step.trace.note(.afterItemBatcher, .array(batched)) }
    }

    private mutating func goOn() -> Demand {
        while true {
            execution.advance(in: workflow, at: moment, into: &step, atMost: 1)
            let effects = step.takeEffects()
            for event in step.takeEvents() {
                if let demand = meaning(of: event) { return demand }
            }
            for case .start(let order) in effects {
                guard order.attempt.direction == .undo else {
                    token = order.token
                    return .task(order)
                }
                // A Catcher that rolls back: what was never done is undone at once.
                execution.decide(
                    .taskEnded(order.attempt, TaskEnding(outcome: .succeeded, result: .null)),
                    in: workflow, at: moment, into: &step)
            }
            if execution.isSettled { return ended(.failed) }
            if !execution.isReady, !passTime() { return ended(.failed) }
        }
    }

    /// Lets time pass until the next timer is due.
    private mutating func passTime() -> Bool {
        guard let next = execution.timers.map(\.time).min() else { return false }
        moment = Moment(
            steady: max(moment.steady, next), wall: max(moment.wall, next),
            entropy: moment.entropy)
        execution.decide(.clock, in: workflow, at: moment, into: &step)
        return true
    }

    /// What a fact means for the trial; nil of one that nobody asked about.
    private mutating func meaning(of event: Event) -> Demand? {
        if case .forkStarted(let start) = event { return .fork(start) }
        if case .scopeRewound(let rewind) = event { return left(rewind.input, rewind.next) }
        if case .stateExited(let exit) = event {
            if exit.caught == nil { failure = nil }
            return left(exit.output ?? execution.start?.input ?? .null, exit.next)
        }
        if case .retryScheduled(let retry) = event, retry.direction == .forward,
            let retrier = retry.retrier
        {
            failure = retry.failure
            let delay = retry.until.time.milliseconds - moment.steady.milliseconds
            return ended(.retried(retrier: retrier, milliseconds: delay))
        }
        if case .recoveryDecided(let decision) = event {
            failure = decision.failure
            return decision.catching == nil ? ended(.failed) : nil
        }
        return nil
    }

    private func left(_ output: Value, _ next: StateID?) -> Demand {
        let variables = execution.root?.variables.visible ?? Object()
        return ended(.left(output: output, next: next, variables: variables))
    }

    private func ended(_ kind: Ending.Kind) -> Demand {
        .ended(Ending(kind: kind, failure: failure))
    }
}

/// What a trial of one state finds in the place of an execution's past.
package struct TrialGiven: Sendable {
    package var variables = Object()
    /// The context object, in which only the state's own key is added; nil is one as in a run.
    package var context: Value?
    /// How often the retrier that matches has tried again before.
    package var retries = 0

    package init() {}
}

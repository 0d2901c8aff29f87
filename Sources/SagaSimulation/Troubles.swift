import SagaDefinition
import SagaMachine

/// The ways in which the task of a state can go wrong, one for each way in which its retriers and
/// catchers take it.
struct Troubles: Sendable {
    let failures: [Failure]
    let unknowns: [Failure]
    /// Whether a failure that lasts is met again, because the state is visited again after it.
    let isInLoop: Bool

    init(_ state: State, in workflow: Workflow) {
        let named = (state.retriers.flatMap(\.errors) + state.catchers.flatMap(\.errors))
            .filter { !$0.hasPrefix("States.") && !$0.hasPrefix("Saga.") }
            .filter { !Self.isUnknownName($0) }
        let timeout = Failure(Failure.timeoutName)
        var usual = Failure("Exit.1")
        var lost: [Failure] = [timeout]
        if case .task(let task) = state.kind, case .http = task.body.kind {
            usual = Failure("States.Http.StatusCode.400", classes: ["Http.ClientError"])
            lost.append(Failure("States.Http.StatusCode.503", classes: ["Http.ServerError"]))
        } else {
            lost.append(Failure("Exit.137"))
        }
        failures = Self.distinct([usual] + named.map { Failure($0) }, state)
        unknowns = Self.distinct(lost, state)
        isInLoop = Self.isInLoop(state.id, workflow)
    }

    /// Names that only an attempt without an answer reports.
    private static func isUnknownName(_ name: String) -> Bool {
        ["Http.ServerError", "Http.RateLimited", "Http.Connection"].contains(name)
    }

    private static func distinct(_ failures: [Failure], _ state: State) -> [Failure] {
        var seen: Set<[Int?]> = []
        return failures.filter { failure in
            seen.insert([
                state.retriers.firstIndex { failure.isRetried(by: $0.errors) },
                state.catchers.firstIndex { failure.isCaught(by: $0.errors) },
            ]).inserted
        }
    }

    private static func isInLoop(_ start: StateID, _ workflow: Workflow) -> Bool {
        var seen: Set<StateID> = []
        var open = workflow[start].successors
        while let next = open.popLast() {
            if next == start { return true }
            if seen.insert(next).inserted { open += workflow[next].successors }
        }
        return false
    }
}

extension State {
    /// Where it may go, in whatever way it ends.
    fileprivate var successors: [StateID] {
        var successors = catchers.map(\.next)
        if case .next(let next)? = transition { successors.append(next) }
        if case .choice(let choice) = kind {
            successors += choice.rules.map(\.next)
            if let next = choice.defaultNext { successors.append(next) }
        }
        return successors
    }
}

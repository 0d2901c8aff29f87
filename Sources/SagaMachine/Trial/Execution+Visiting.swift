import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// An execution that stands before one state, with nothing behind it but what is given.
    init(
        visiting state: State, _ start: ExecutionStart, _ given: TrialGiven,
        in workflow: Workflow, at moment: Moment
    ) {
        self.start = start
        self.given = given
        historyCount = 1
        let variables = Variables(given.variables)
        var visit = enteredVisit(
            state.id, start.input, number: 1, history: 0, at: moment.steady)
        visit.retryCount = given.retries
        for position in state.retriers.indices { visit.retries[position] = given.retries }
        var counts = [Int](repeating: 0, count: workflow[state.graph].members.count)
        counts[state.position] = 1
        scopes[0] = Scope(
            id: 0, graph: state.graph, parent: nil, prefix: "", historyScope: 0,
            origin: SavePointMark(
                input: start.input, variables: variables, time: moment.steady, historyCount: 0,
                visit: 0),
            variables: variables, visit: visit, visitCounts: counts)
        scopes[0]?.passSavePoint(in: workflow)
        ready.append(0)
    }

    /// Takes a word for what came of a visit's branches or iterations, none of which has run.
    mutating func answerFork(_ visit: Int, _ ending: TaskEnding) {
        guard let fork = forks.removeValue(forKey: visit) else { return }
        updateVisit(visit) { visit in
            visit.outcome = ending.outcome
            visit.result = ending.result
            visit.progress = nil
            visit.phase = .settling(ending)
        }
        ready = ReadyQueue([fork.scope])
    }

    /// What of a Map's items each iteration would start with, and the items after `ItemSelector`.
    func iterationInputs(
        of visit: Int, _ map: MapState, _ state: State, in workflow: Workflow, at moment: Moment
    ) throws(Failure) -> (selected: [Value], batched: [Value]) {
        guard let fork = forks[visit], let list = fork.list else { return ([], []) }
        let decision = Decision(workflow: workflow, moment: moment, step: Step())
        var selected: [Value] = []
        for index in list.items.indices {
            selected.append(try self.selected(list, index, map, state, 0, decision))
        }
        var batched: [Value] = []
        for index in 0..<(fork.start.batches?.ends.count ?? 0) {
            let input = try selectedInput(of: visit, index, state, 0, decision)
            batched.append(input ?? fork.input(at: index))
        }
        return (selected, batched)
    }
}

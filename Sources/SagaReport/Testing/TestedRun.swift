package import SagaDefinition
package import SagaMachine
package import SagaValue

/// What a test looks at in a run: the fold of its events.
package struct TestedRun: Sendable {
    package private(set) var execution = Execution()
    package private(set) var history = History()
    /// The visits that were undone, in the order in which they were, by their paths.
    package private(set) var undone: [String] = []

    package init(_ events: [(event: Event, time: Timestamp)], in workflow: Workflow) {
        for (event, time) in events {
            execution.evolve(event, in: workflow, at: time)
            history.add(event, at: time, after: execution, in: workflow)
            if case .compensationSettled(let visit, let settlement) = event,
                settlement == .undone || settlement == .nothing,
                let visit = history[visit: visit], !visit.attempts(.undo).isEmpty
            {
                undone.append(visit.label)
            }
        }
    }

    /// The states of the workflow's own `States`, in the order of their visits.
    package var path: [String] {
        history.visits.filter { $0.owner == nil }.map(\.name)
    }

    /// All visits by their paths, in the order of entry.
    package var visits: [String] { history.visits.map(\.label) }

    /// How often tasks of a state were tried.
    package func attempts(of state: String) -> Int {
        history.visits(named: state).reduce(0) { $0 + $1.attempts(.forward).count }
    }

    /// How long it took on its clock.
    package var milliseconds: Int { history.time.milliseconds }
}

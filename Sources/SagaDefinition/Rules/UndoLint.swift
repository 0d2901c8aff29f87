import SagaSource
import SagaValue

/// Warns of states that change the world while nothing says how they are undone.
///
/// A request that is neither GET, HEAD nor OPTIONS says by its method that it changes something. Of
/// a command nobody knows, so commands are looked at only in workflows that undo others, and the
/// last one, after which nothing can fail, is left in peace.
struct UndoLint {
    private let states: [State]
    private let reading: Reading
    private let places: [StateID: State]
    private let undoesAnything: Bool

    static func check(_ states: [State], _ reading: Reading) {
        let lint = UndoLint(states, reading)
        for state in states { lint.check(state) }
    }

    private init(_ states: [State], _ reading: Reading) {
        self.states = states
        self.reading = reading
        places = Dictionary(states.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        undoesAnything = states.contains { state in
            if case .handler = state.compensation { return true }
            return state.catchers.contains { $0.compensate != .none }
        }
    }

    private func check(_ state: State) {
        let graph = reading.outline.graphs[state.graph.index]
        guard case .unsaid = state.compensation, !graph.isUndo(state.name),
            let member = graph.member(named: state.name), let what = change(state, member)
        else { return }
        let handlers: [State]
        switch cover(of: state) {
        case .whole: return
        case .none: handlers = []
        case .successOnly(let owners): handlers = owners
        }
        reading.report(
            Finding(
                .noUndo, "`\(state.name)` \(what) but nothing undoes it", at: state.extent,
                path: member.part.path,
                label: "add `Compensate`, or `Compensate: None` to say it is intended",
                notes: handlers.map {
                    "the `Compensate` of `\($0.name)` runs only when all of it has succeeded"
                }))
    }

    private func change(_ state: State, _ member: Outline.Member) -> String? {
        guard case .task(let task) = state.kind else { return nil }
        switch task.body.kind {
        case .http:
            let request = ["Http", "Arguments", "Parameters"].compactMap { member.part[$0] }.first
            guard let method = request?["Method"]?.string, !method.isQuery,
                ["POST", "PUT", "PATCH", "DELETE"].contains(method)
            else { return nil }
            return "sends a \(method)"
        case .run: return undoesAnything && !isLastOfAll(state) ? "runs a command" : nil
        case .resource, .workflow: return nil
        }
    }

    private enum Cover {
        case none
        /// A composite around it says that nothing needs undoing, or undoes it in any case.
        case whole
        /// Composites around it undo it when they have succeeded. When they fail, what ran inside
        /// is undone state by state, and this one is not.
        case successOnly([State])
    }

    private func cover(of state: State) -> Cover {
        var owners: [State] = []
        var isLast = true
        var inner = state
        while let owner = owner(of: inner) {
            isLast = isLast && isLastStep(inner)
            switch owner.compensation {
            case .none: return .whole
            case .handler:
                if isLast { return .whole }
                owners.append(owner)
            case .unsaid: break
            }
            inner = owner
        }
        return owners.isEmpty ? .none : .successOnly(owners)
    }

    private func owner(of state: State) -> State? {
        reading.outline.graphs[state.graph.index].owner.flatMap { places[$0] }
    }

    /// Whether its `States` end well once it has, and nothing runs beside them.
    private func isLastStep(_ state: State) -> Bool {
        guard state.transition == .end else { return false }
        guard let owner = owner(of: state) else { return true }
        guard case .parallel(let parallel) = owner.kind else { return false }
        return parallel.branches.count == 1
    }

    /// Whether nothing of the workflow is left to fail once it has ended.
    private func isLastOfAll(_ state: State) -> Bool {
        var inner = state
        while let owner = owner(of: inner) {
            guard isLastStep(inner) else { return false }
            inner = owner
        }
        return inner.transition == .end
    }
}

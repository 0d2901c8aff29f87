import SagaSource
import SagaValue

/// Warns of states that change the world while nothing says how they are undone.
///
/// A request that is neither GET, HEAD nor OPTIONS says by its method that it changes something. Of
/// a command nobody knows, so commands are looked at only in workflows that undo others, and the
/// last one, after which nothing can fail, is left in peace.
enum UndoLint {
    static func check(_ states: [State], _ reading: Reading) {
        let undoesAnything = states.contains { state in
            if case .handler = state.compensation { return true }
            return state.catchers.contains { $0.compensate != .none }
        }
        // A composite with a handler of its own answers for what is inside.
        let covered = coveredGraphs(states, reading)
        for state in states {
            guard case .unsaid = state.compensation, !covered.contains(state.graph),
                reading.outline.graphs[state.graph.index].isUndo(state.name) == false,
                let member = reading.outline.graphs[state.graph.index].member(named: state.name),
                let what = change(state, member, undoesAnything)
            else { continue }
            reading.report(
                Finding(
                    .noUndo, "`\(state.name)` \(what) but nothing undoes it", at: state.extent,
                    path: member.part.path,
                    label: "add `Compensate`, or `Compensate: None` to say it is intended"))
        }
    }

    private static func change(
        _ state: State, _ member: Outline.Member, _ undoesAnything: Bool
    ) -> String? {
        guard case .task(let task) = state.kind else { return nil }
        switch task.body.kind {
        case .http:
            guard let method = member.part["Http"]?["Method"]?.string, !method.isQuery,
                ["POST", "PUT", "PATCH", "DELETE"].contains(method)
            else { return nil }
            return "sends a \(method)"
        case .run:
            return undoesAnything && state.transition != .end ? "runs a command" : nil
        case .resource, .workflow: return nil
        }
    }

    private static func coveredGraphs(_ states: [State], _ reading: Reading) -> Set<GraphID> {
        var covered: Set<GraphID> = []
        let owners = Dictionary(uniqueKeysWithValues: states.map { ($0.id, $0) })
        // Graphs stand in order of nesting.
        for graph in reading.outline.graphs {
            guard let state = graph.owner.flatMap({ owners[$0] }) else { continue }
            var isCovered = covered.contains(state.graph)
            switch state.compensation {
            case .handler, .none: isCovered = true
            case .unsaid: break
            }
            if isCovered { covered.insert(graph.id) }
        }
        return covered
    }
}

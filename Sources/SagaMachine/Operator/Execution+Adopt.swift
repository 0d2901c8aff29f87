package import SagaDefinition

/// Another definition in the place of the one that an execution began with.
extension Execution {
    /// Finds what has run again in another definition, by the names of the states.
    ///
    /// Of an execution that has ended only the workflow's own scope and the list of undos are left;
    /// whether the definitions fit each other is asked before (`SagaReport.Compatibility`).
    ///
    /// - Returns: Whether every state is there that has to be; else nothing has changed.
    package mutating func adopt(_ new: Workflow, after old: Workflow) -> Bool {
        guard phase == .ended, root != nil else { return false }
        var moving = self
        for (visit, entry) in entries {
            guard let state = new.state(named: old[entry.state].name) else { return false }
            moving.entries[visit]?.state = state
        }
        moving.scopes[0]?.move(from: old, to: new)
        self = moving
        return true
    }
}

extension Scope {
    /// Takes the workflow's own scope to another definition.
    fileprivate mutating func move(from old: Workflow, to new: Workflow) {
        visitCounts = counts(visitCounts, of: .root, old, in: .root, new)
        visit.move(from: old, to: new)
        var moved: [StateID: SavePointMark] = [:]
        for (state, mark) in savePoints {
            guard let state = new.state(named: old[state].name) else { continue }
            moved[state] = mark
        }
        savePoints = moved
    }
}

extension Visit {
    fileprivate mutating func move(from old: Workflow, to new: Workflow) {
        let before = old[state]
        // One that is gone is left behind: the record that brings the definition goes on elsewhere.
        state = new.state(named: before.name) ?? new[GraphID.root].start
        hasStaleArguments = true
        for (index, inner) in childCounts {
            guard let graph = before.graph(of: index), let other = new[state].graph(of: index)
            else { continue }
            childCounts[index] = counts(inner, of: graph, old, in: other, new)
        }
    }
}

/// How often each state was entered, told by its position in another graph.
private func counts(
    _ counts: [Int], of graph: GraphID, _ old: Workflow, in other: GraphID, _ new: Workflow
) -> [Int] {
    new[other].members.map { member in
        let position = old[graph].members.firstIndex { old[$0].name == new[member].name }
        guard let position, counts.indices.contains(position) else { return 0 }
        return counts[position]
    }
}

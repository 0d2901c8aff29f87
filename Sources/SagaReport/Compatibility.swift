package import SagaDefinition
package import SagaMachine

/// Whether an execution that has ended can be tried again by another definition.
///
/// What has run must be found again: every visit that may have to be undone, in a state of the same
/// name, type and place, whose undo does the same with the arguments that were kept for it. What
/// has not run may be anything.
package struct Compatibility: Sendable {
    /// A sentence for everything that does not fit; empty where all does.
    package let problems: [String]

    /// - Parameter name: The state at which it is to go on; nil is the failed one.
    package init(
        _ execution: Execution, from old: Workflow, to new: Workflow, at name: String?
    ) {
        var problems: [String] = []
        if let root = execution.root {
            problems += Self.start(root, old, new, at: name)
            let next = name ?? old[root.visit.state].name
            problems += Self.variables(root, old, new, before: next)
        }
        // Many visits of one state have one problem.
        var seen: Set<StateID> = []
        for entry in execution.entries.values.sorted(by: { $0.visit < $1.visit })
        where entry.settlement == nil && seen.insert(entry.state).inserted {
            problems += Self.undo(entry, old, new)
        }
        self.problems = problems
    }

    /// The state at which it goes on.
    private static func start(
        _ root: Scope, _ old: Workflow, _ new: Workflow, at name: String?
    ) -> [String] {
        let failed = old[root.visit.state]
        guard name != nil || root.recovery?.cut?.catching == nil else {
            return ["the rollback that a Catcher of `\(failed.name)` decided is not over"]
        }
        let wanted = name ?? failed.name
        guard let state = new.state(named: wanted), new[state].graph == .root else {
            return ["`\(wanted)`, where it would go on, is not among its `States`"]
        }
        guard name == nil, new[state].kind.typeName != failed.kind.typeName else { return [] }
        return [
            "`\(wanted)` failed as a \(failed.kind.typeName) and is a "
                + "\(new[state].kind.typeName) now: its visit cannot be tried again"
        ]
    }

    /// A variable that a state assigns which is not run again would never be there.
    private static func variables(
        _ root: Scope, _ old: Workflow, _ new: Workflow, before next: String
    ) -> [String] {
        var problems: [String] = []
        for member in old[GraphID.root].members
        where root.visitCounts[old[member].position] > 0 && old[member].name != next {
            guard let state = new.state(named: old[member].name),
                new[state].graph == .root
            else { continue }
            for name in new[state].assignedNames where !root.hasVariable(name) {
                problems.append(
                    "`\(old[member].name)` has run already and assigns the variable `\(name)` now, "
                        + "which would not be there")
            }
        }
        return problems
    }

    private static func undo(
        _ entry: UndoEntry, _ old: Workflow, _ new: Workflow
    ) -> [String] {
        let before = old[entry.state]
        let name = before.name
        guard let state = new.state(named: name) else {
            return ["`\(name)` has run and may have to be undone, and there is no such state"]
        }
        let after = new[state]
        guard old.owners(of: entry.state) == new.owners(of: state) else {
            return ["`\(name)` has run and may have to be undone, and stands elsewhere"]
        }
        guard before.kind.typeName == after.kind.typeName else {
            return [
                "`\(name)` has run as a \(before.kind.typeName) and is a "
                    + "\(after.kind.typeName) now"
            ]
        }
        guard entry.registration.primary != nil else { return [] }
        guard case .handler(let undo) = before.compensation,
            case .handler(let other) = after.compensation, undo.hasSameShape(as: other)
        else {
            return [
                "the undo of `\(name)`, which has run, is another one now; its arguments were kept "
                    + "for the old one"
            ]
        }
        return []
    }
}

extension Workflow {
    /// The names of the states around a state, and which of their branches it is in.
    fileprivate func owners(of state: StateID) -> [String] {
        var owners: [String] = []
        var inner = state
        while let owner = self[self[inner].graph].owner {
            let graph = self[inner].graph
            var branch = ""
            if case .parallel(let parallel) = self[owner].kind {
                branch = "\(parallel.branches.firstIndex(of: graph) ?? 0)"
            }
            owners.append("\(self[owner].name)[\(branch)]")
            inner = owner
        }
        return owners
    }
}

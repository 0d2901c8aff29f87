import ArgumentParser
import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaSource
import SagaValue

/// Where and by what a failed execution is tried again.
struct RedriveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Try a failed execution again from this state, with the input of its latest visit.",
            valueName: "state"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Try a failed execution again by another definition.", valueName: "file"),
        completion: .file())
    var definition: String?

    /// Whether anything is asked for that only another try can do.
    var isAsked: Bool { from != nil || definition != nil }

    /// The input of the latest visit of `from`, as the journal has it.
    ///
    /// - Throws: `SAGA6051` for a state at which the execution cannot go on.
    func restartInput(_ id: ExecutionID, in store: Store) throws(Fault) -> Value? {
        guard let from else { return nil }
        let stored = try StoredExecution.read(id, in: store, .history)
        let visits = stored.history.visits.filter { $0.name.hasSameCodePoints(as: from) }
        if let visit = visits.last(where: { $0.owner == nil }) { return visit.input }
        let roots = stored.history.visits.filter { $0.owner == nil }.map(\.name)
        var notes = [
            "it has been in: " + Set(roots).sorted().map { "`\($0)`" }.joined(separator: ", ")
        ]
        if !visits.isEmpty {
            throw Fault(
                .unfitState,
                "`\(from)` stands inside another state, and is only run again with the whole of it",
                notes: notes)
        }
        let names = stored.workflow.states.map(\.name)
        if let near = nearestName(to: from, among: names), !near.hasSameCodePoints(as: from) {
            notes.insert("did you mean `\(near)`?", at: 0)
        }
        throw Fault(
            .unfitState, "the execution has never been in a state `\(from)`", notes: notes)
    }

    /// The definition's file, without errors.
    func read(_ desk: Desk) throws(Fault) -> (text: DefinitionText, workflow: Workflow)? {
        guard let definition else { return nil }
        let file = try DefinitionFile.read(definition, desk.surroundings)
        return (file.text, try file.workflow(desk))
    }

    /// What another try begins with, after the execution has adopted the definition.
    ///
    /// - Throws: `SAGA6052` where what has run does not fit the definition, `SAGA6051` where the
    ///   state is not there.
    func restart(
        _ inheritance: inout Inheritance, input: Value?,
        by other: (text: DefinitionText, workflow: Workflow)?
    ) throws(Fault) -> Restart? {
        let old = inheritance.workflow
        let failed = inheritance.execution.root.map { old[$0.visit.state].name }
        if let other {
            let fit = Compatibility(
                inheritance.execution, from: old, to: other.workflow,
                at: from == failed ? nil : from)
            guard fit.problems.isEmpty, inheritance.adopt(other.text, other.workflow) else {
                throw Fault(
                    .unfitDefinition, "what has run does not fit the new definition",
                    notes: fit.problems + ["nothing was changed; `saga rerun --latest` starts anew"]
                )
            }
        }
        guard let from, let input else { return nil }
        guard let state = inheritance.workflow.state(named: from),
            inheritance.workflow[state].graph == .root
        else { throw Fault(.unfitState, "there is no state `\(from)`") }
        // The failed visit itself is tried again as the visit that it is, under its key.
        return failed == from ? nil : Restart(state: state, input: input)
    }
}

import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaSource
import SagaValue

/// `saga abort EXECUTION`: stops it and rolls it back.
struct AbortCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Stop an execution and roll it back.",
        discussion: """
            A process that runs it is asked to, by a request that outlives a crash of either side. \
            When nobody runs it, the rollback is carried out here. With `--to` only what came \
            after a save-point is undone, and `saga resume` goes on from there.
            """)
    static let examples = [
        Example("saga abort @running", "the one that runs"),
        Example("saga abort x7q2 --reason 'customer cancelled'", "the journal keeps the reason"),
        Example("saga abort x7q2 --to warehouse", "back to the save-point `warehouse`"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Option(
        help: ArgumentHelp(
            "Undo only what came after this save-point, and stay there, resumable.",
            valueName: "save-point"))
    var to: String?

    @Option(help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String?

    @OptionGroup var mocks: MockOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let note = surroundings.operatorNote(reason: reason)
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .summary)
        if let late = stored.execution.tooLateForAbort { return try tell(late, surroundings) }
        if let to { try SavePointName.check(to, stored.execution, stored.workflow) }
        let petition = Petition(id: id, store: store, surroundings: surroundings)
        let after = try petition.leave(Trigger.abortRequest(note, to: to))
        if let late = after.execution.tooLateForAbort {
            // Unless it is the abort itself that has ended it.
            return after.execution.status == .aborted ? .success : try tell(late, surroundings)
        }
        if after.isOwned {
            let desk = try Desk(surroundings, options, file: answer.output)
            let what = to.map { "go back to the save-point `\($0)`" } ?? "stop and roll back"
            desk.tell("asked the process that runs \(id) to \(terminalText(what))\n")
            return .success
        }
        return try carryOut(note, surroundings)
    }

    /// Nobody runs it: the rollback is carried out here.
    private func carryOut(
        _ note: OperatorNote, _ surroundings: Surroundings
    ) throws(Fault) -> ExitStatus {
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings,
            mocks: mocks)
        var hasRetreated = false
        let status = try takeover.run(
            execution, isRollback: true,
            choose: { inheritance throws(Fault) in
                guard inheritance.execution.tooLateForAbort == nil else { return [] }
                let abort = to.map { Trigger.abortTo($0, note) } ?? .abort(note)
                return [.resume(Resumption(note: note)), abort]
            },
            ended: { hasRetreated = $0.suspension?.reason == .savePoint })
        return hasRetreated && status == .unfinished ? .success : status
    }

    private func tell(_ late: String, _ surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: answer.output)
        desk.warn("too late: \(late)\n")
        return .failed
    }
}

extension Execution {
    /// Why an abort comes too late, and what could be done; nil where it does not.
    fileprivate var tooLateForAbort: String? {
        guard let id = start?.id, let standing else { return nil }
        switch standing {
        case .unfinished: return nil
        case .succeeded, .kept: return "\(id) has ended; `saga undo \(id)` undoes what it did"
        case .undoing: return "\(id) has ended and is being undone; `saga resume \(id)` goes on"
        case .stuck: return "\(id) has ended; `saga resume \(id)` tries its rollback again"
        case .failed, .rolledBack, .undone: return "\(id) has ended, and nothing of it is left"
        }
    }
}

/// The name of a save-point to which an abort can go back.
private enum SavePointName {
    /// - Throws: `SAGA6050` for one that there is not, that was not passed, or that stands inside a
    ///   branch or an iteration, none of which can be stopped for itself.
    static func check(
        _ name: String, _ execution: Execution, _ workflow: Workflow
    ) throws(Fault) {
        let passed = execution.savePoints(in: workflow)
        guard !passed.contains(where: { $0.hasSameCodePoints(as: name) }) else { return }
        let list = passed.map { "`\($0)`" }.joined(separator: ", ")
        var notes = [passed.isEmpty ? "it has passed none" : "it has passed: \(list)"]
        guard let state = workflow.state(savePoint: name) else {
            let names = workflow.states.compactMap { $0.savePoint?.name }
            if let near = nearestName(to: name, among: names) {
                notes.insert("did you mean `\(near)`?", at: 0)
            }
            throw Fault(
                .unfitSavePoint, "there is no save-point `\(name)` in the definition", notes: notes)
        }
        guard workflow[state].graph == .root else {
            throw Fault(
                .unfitSavePoint,
                "the save-point `\(name)` stands inside `\(workflow.ownerName(of: state))`, which "
                    + "cannot be stopped in part", notes: notes)
        }
        throw Fault(
            .unfitSavePoint, "the execution has not passed the save-point `\(name)`", notes: notes)
    }
}

extension Workflow {
    /// The Parallel or Map of the workflow's own `States` that a state is inside of.
    fileprivate func ownerName(of state: StateID) -> String {
        var outer = state
        while let owner = self[self[outer].graph].owner { outer = owner }
        return self[outer].name
    }
}

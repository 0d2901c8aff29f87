import ArgumentParser
import SagaMachine
import SagaReport
import SagaRuntime

/// `saga undo EXECUTION`: rolls back one that has ended and was not undone yet.
struct UndoCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo what an execution did that has ended.",
        discussion: """
            One that succeeded, or one that was left as it was by `run --no-rollback`. Its status \
            stays what it was; what became of undoing it stands beside it. `saga resume` goes on \
            with an undo that was interrupted or is stuck.
            """)
    static let examples = [
        Example("saga undo x7q2 --plan", "what would be undone, in which order"),
        Example("saga undo x7q2 --reason 'ordered by mistake'", "the journal keeps the reason"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Flag(help: "Only show what would be undone, in which order; nothing is changed.")
    var plan = false

    @Option(help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String?

    @OptionGroup var mocks: MockOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        guard !plan else { return try show(surroundings) }
        let note = surroundings.operatorNote(reason: reason)
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings,
            mocks: mocks)
        return try takeover.run(execution, isRollback: true) { inheritance throws(Fault) in
            if let refusal = Refusal(.undo, of: inheritance.execution) { throw refusal.fault }
            return [.undo(note)]
        }
    }

    private func show(_ surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .history)
        if let refusal = Refusal(.undo, of: stored.execution) { throw refusal.fault }
        let desk = try Desk(surroundings, options, file: answer.output)
        let plan = UndoPlan(stored.execution, stored.history, in: stored.workflow)
        if let format = answer.format, format != .text {
            desk.write(plan.value(of: id), as: format)
        } else {
            desk.write(UndoPlanText(plan, of: id).text(desk.style))
        }
        try desk.finish()
        return .success
    }
}

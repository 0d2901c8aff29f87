import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime

/// `saga rerun EXECUTION`: the same once more, as a new execution.
struct RerunCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rerun", abstract: "Start a new execution with the same definition and input.",
        discussion: """
            The definition is the text that the journal of the other execution holds, whatever \
            became of the file since; `--latest` takes it from the file. The other execution stays \
            as it is: its effects are not undone, and its keys are not used again.
            """)
    static let examples = [
        Example("saga rerun @last", "once more, the same"),
        Example("saga rerun x7q2 --latest", "with the definition as it stands in its file now"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Flag(help: "Take the definition from its file, and not from the journal.")
    var latest = false

    @Option(help: ArgumentHelp("The new execution's name; else one is made.", valueName: "id"))
    var name: String?

    @Flag(help: "Leave everything as it is when it fails; `resume` can try again.")
    var noRollback = false

    @OptionGroup var death: DeathOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .summary)
        guard let old = stored.execution.start else { return .invalidData }
        let desk = try Desk(surroundings, options, file: answer.output)
        var definition = old.definition
        var workflow = stored.workflow
        if latest {
            let file = try DefinitionFile.read(definition.file, surroundings)
            workflow = try file.workflow(desk)
            definition = file.text
        }
        let clock = SteadyClock(start: SteadyClock.wall)
        let start = ExecutionStart(
            id: try surroundings.executionID(name: name, workflow: definition.name),
            startTime: clock.steady, input: old.input, definition: definition,
            keepsEffects: noRollback,
            tasksSurvive: death.onDeath.map { $0 == .continue } ?? old.tasksSurvive, rerunOf: id,
            keepsQuotas: old.keepsQuotas)
        let settings = try SessionSettings(workflow, bindings, options, desk)
        return try Departure(desk: desk, settings: settings, format: answer.format)
            .run(start, workflow, clock)
    }
}

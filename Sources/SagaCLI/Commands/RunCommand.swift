import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaValue

/// `saga run FILE`: starts an execution and waits for it.
struct RunCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Start a workflow and wait for it.",
        discussion: """
            The output's JSON goes to standard output when the execution has succeeded; everything \
            else is told on standard error. Ctrl-C suspends; `saga resume` goes on.
            """,
        aliases: ["start"])
    static let examples = [
        Example("saga run order.saga.yaml -i '{\"sku\": \"tea\"}'", "with an input"),
        Example("saga run order.saga.yaml -i @order.json --name order-7", "from a file, named"),
        Example("saga run nightly.saga.yaml --no-wait", "in the background; prints its id"),
        Example("saga run plain.asl.json --task Charge=./charge.sh", "a foreign resource, bound"),
    ]

    @Argument(help: ArgumentHelp("The definition.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var input: InputOptions

    @Option(help: ArgumentHelp("The execution's name; else one is made.", valueName: "id"))
    var name: String?

    @Flag(help: "Leave everything as it is when it fails; `resume` can try again.")
    var noRollback = false

    @OptionGroup var background: BackgroundOptions
    @OptionGroup var waiting: WaitingOptions
    @OptionGroup var death: DeathOptions
    @OptionGroup var portability: PortabilityOptions
    @OptionGroup var mocks: MockOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let options = options.inBackground(background.noWait)
        let desk = try Desk(surroundings, options, file: answer.output)
        let definition = try DefinitionFile.read(
            file, surroundings, demands: portability.demands())
        let workflow = try definition.workflow(desk)
        let input = try input.value(surroundings)
        try portability.check(input: input)
        let clock = SteadyClock(start: SteadyClock.wall)
        let start = ExecutionStart(
            id: try surroundings.executionID(name: name, workflow: definition.text.name),
            startTime: clock.steady, input: input, definition: definition.text,
            keepsEffects: noRollback, tasksSurvive: death.onDeath == .continue,
            keepsQuotas: portability.keepsQuotas)
        var settings = try SessionSettings(
            workflow, bindings, options, desk,
            mocks: try mocks.mocks(machine: definition.text.name, surroundings), death: death)
        settings.restsWhenWaiting = waiting.untilWaiting
        let departure = Departure(desk: desk, settings: settings, format: answer.format)
        return background.noWait
            ? try Background(departure: departure).run(start, workflow, clock)
            : try departure.run(start, workflow, clock)
    }
}

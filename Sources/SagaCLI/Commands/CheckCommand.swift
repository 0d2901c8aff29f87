import ArgumentParser
import SagaSimulation

/// `saga check FILE`: whether every path keeps what a saga promises.
struct CheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prove that every path ends succeeded, undone, or visibly stuck.",
        discussion: """
            Explores the definition with tasks that fail, time out, give no answer or are cut off \
            by a crash, and with compensations that fail once and for good. Runs nothing. Ends \
            with 0 when it is proved within the bounds, with 1 and the shortest path where not, \
            with 4 when there was too much to look at.
            """)
    static let examples = [
        Example("saga check order.saga.yaml", "prove it, or see how it breaks"),
        Example("saga check order.saga.yaml --faults 3", "with more that goes wrong on one path"),
        Example("saga check order.saga.yaml --format json", "for a pipeline"),
    ]

    private static let mostSituations = 100_000_000

    @Argument(help: ArgumentHelp("The definition.", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("How many things go wrong on one path.", valueName: "n"))
    var faults: Int = 2

    @Option(help: ArgumentHelp("How often a loop goes round again.", valueName: "n"))
    var loops: Int = 2

    @Option(help: ArgumentHelp("How many items every Map has.", valueName: "n"))
    var items: Int = 2

    @Option(help: ArgumentHelp("How many situations to look at before giving up.", valueName: "n"))
    var limit: Int = 100_000

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let bounds = Bounds(faults: faults, loops: loops, items: items, situations: limit)
        guard (0...Bounds.mostFaults).contains(faults), (0...20).contains(loops),
            (0...20).contains(items), (1...Self.mostSituations).contains(limit)
        else {
            throw Fault(
                .badArguments, "the bounds of the exploration are out of reach",
                notes: [
                    "--faults takes 0 to \(Bounds.mostFaults), --loops and --items 0 to 20, "
                        + "--limit 1 to \(Self.mostSituations)"
                ])
        }
        let desk = try Desk(surroundings, options, file: answer.output)
        let definition = try DefinitionFile.read(file, surroundings)
        let workflow = try definition.workflow(desk)
        let exploration = Exploration(workflow, bounds)
        let view = CheckText(exploration, workflow, definition)
        if let format = answer.format, format != .text {
            desk.write(view.document, as: format)
        } else {
            desk.write(view.text(desk.style))
        }
        try desk.finish()
        return switch exploration.verdict {
        case .proved: .success
        case .refuted: .failed
        case .unfinished: .unfinished
        }
    }
}

import ArgumentParser
import SagaMachine
import SagaReport
import SagaValue

/// `saga inspect EXECUTION [STATE]`.
struct InspectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show one execution: states, attempts, what is left to undo.")
    static let examples = [
        Example("saga inspect @last", "what happened, with bars"),
        Example("saga inspect x7q2 ChargeCard", "all that went in and out of one state"),
        Example("saga inspect @failed --format json", "everything, for programs"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Argument(help: "A state, or a visit's path such as Each[3]/Load#2.")
    var state: String?

    @Flag(help: "Input, arguments, result and output of every visit.")
    var io = false

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .history)
        let desk = try Desk(surroundings, options, file: answer.output)
        guard let summary = stored.summary(at: surroundings.now) else { return .invalidData }
        let visits =
            if let state { try stored.visits(named: state) } else { stored.history.visits }
        if let format = answer.format, format != .text {
            let document = InspectDocument(
                stored.history, stored.execution, summary, isOwned: stored.isOwned,
                awaited: stored.execution.awaitedAnswers(in: stored.workflow))
            desk.write(document.value(of: state), as: format)
        } else {
            if state == nil {
                let text = InspectText(
                    stored, summary, columns: surroundings.columns, now: surroundings.now,
                    isExact: options.verbose > 0)
                desk.write(text.text(desk.style))
            }
            if io || state != nil {
                for visit in visits { desk.write(VisitText(visit).text(desk.style)) }
            }
        }
        try desk.finish()
        return .success
    }
}

extension Surroundings {
    /// How wide tables and pictures are: `COLUMNS` within reason, else 80.
    var columns: Int {
        guard let text = environment["COLUMNS"], let columns = Int(text) else { return 80 }
        return min(max(columns, 60), 160)
    }
}

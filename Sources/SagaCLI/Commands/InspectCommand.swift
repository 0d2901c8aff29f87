import ArgumentParser
import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaValue

/// `saga inspect EXECUTION [STATE]`.
struct InspectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show one execution: states, attempts, what is left to undo.",
        discussion: """
            With -f it is told as by the run itself, from the start to the end, and the exit \
            status is the execution's; --format jsonl gives a JSON object a line.
            """)
    static let examples = [
        Example("saga inspect @last", "what happened, with bars"),
        Example("saga inspect x7q2 ChargeCard", "all that went in and out of one state"),
        Example("saga inspect @failed --format json", "everything, for programs"),
        Example("saga inspect @running -f", "one that runs, as it goes on"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Argument(help: "A state, or a visit's path such as Each[3]/Load#2.")
    var state: String?

    @Flag(help: "Input, arguments, result and output of every visit.")
    var io = false

    @Flag(name: [.customShort("f"), .long], help: "Follow until the execution ends.")
    var follow = false

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .history)
        let desk = try Desk(surroundings, options, file: answer.output)
        if follow { return try follow(stored.workflow, id, store, desk) }
        guard let summary = stored.summary(at: surroundings.now) else { return .invalidData }
        let visits =
            if let state { try stored.visits(named: state) } else { stored.history.visits }
        if let format = answer.format, format != .text {
            let document = InspectDocument(
                stored.history, stored.execution, summary, isOwned: stored.isOwned,
                awaited: stored.awaited)
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

    private func follow(
        _ workflow: Workflow, _ id: ExecutionID, _ store: Store, _ desk: Desk
    ) throws(Fault) -> ExitStatus {
        guard [nil, .text, .jsonl].contains(answer.format), state == nil, !io else {
            throw Fault(
                .badArguments, "only the lines of a whole execution can be followed",
                notes: ["with -f: no state, no --io, and --format text or jsonl"])
        }
        let isJSON = answer.format == .jsonl
        let lines = ProgressLines(
            workflow: workflow, style: desk.style, isVerbose: options.verbose > 0, isJSON: isJSON,
            tell: { desk.write($0) })
        let fold = try JournalFollower(store: store, id: id, detail: .summary).follow(
            { (record, event, fold) throws(JournalFault) in
                guard let event else { return }
                let moment = Moment(steady: record.time, wall: record.time, entropy: 0)
                lines.decided(event, fold.replay.execution, at: moment)
            },
            caughtUp: { _ in lines.flushed() }, isUnread: { desk.isAnswerGone })
        let execution = fold.replay.execution
        let block = FailureBlock(
            execution, workflow, milliseconds: fold.time.milliseconds,
            workingFolder: desk.surroundings.workingFolder)
        if !isJSON, let text = block.text(desk.style) { desk.write(text) }
        try desk.finish()
        return ExitStatus(execution)
    }
}

extension Surroundings {
    /// How wide tables and pictures are: `COLUMNS` within reason, else 80.
    var columns: Int {
        guard let text = environment["COLUMNS"], let columns = Int(text) else { return 80 }
        return min(max(columns, 60), 160)
    }
}

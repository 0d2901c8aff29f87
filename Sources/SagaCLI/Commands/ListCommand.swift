import ArgumentParser
import SagaJournal
import SagaReport
import SagaValue

/// `saga list`: the executions of the store, newest first.
struct ListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List executions, newest first.", aliases: ["ls"])
    static let examples = [
        Example("saga list", "the last twenty"),
        Example("saga list --stuck", "those that need a person"),
        Example("saga list --status failed --since 7d --workflow order", "with filters"),
        Example("saga list -q --limit 1", "the id of the newest, for scripts"),
    ]

    @Option(
        help: ArgumentHelp(
            "Only of this status, in saga's words or AWS's.", valueName: "status"))
    var status: [String] = []

    @Option(help: ArgumentHelp("Only of this workflow.", valueName: "name"))
    var workflow: String?

    @Option(
        help: ArgumentHelp(
            "Only started since: 30m, 12h, 7d, or a time such as 2026-11-23T00:00:00Z.",
            valueName: "when"))
    var since: String?

    @Option(help: ArgumentHelp("Only with this text in error or cause.", valueName: "text"))
    var error: String?

    @Option(help: ArgumentHelp("At most so many; 0 is no limit.", valueName: "number"))
    var limit = 20

    @Flag(help: "Only those that need a person.")
    var stuck = false

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let filter = try ListFilter(
            statuses: status, workflow: workflow, since: since, error: error,
            needsPerson: stuck, now: surroundings.now)
        guard limit >= 0 else { throw Fault(.badArguments, "`--limit` is negative") }
        let store = try surroundings.store(options)
        let desk = try Desk(surroundings, options, file: answer.output)
        let (rows, unreadable) = try rows(store, filter, surroundings.now)
        for fault in unreadable { desk.warn(fault.text) }
        if options.quiet > 0 {
            for row in rows { desk.write("\(row.id)\n") }
        } else {
            write(rows, to: desk, now: surroundings.now)
        }
        try desk.finish()
        return .success
    }

    private func rows(
        _ store: Store, _ filter: ListFilter, _ now: Timestamp
    ) throws(Fault) -> (rows: [Summary], unreadable: [Fault]) {
        let ids: [ExecutionID]
        do throws(JournalFault) { ids = try store.executionIDs() } catch { throw Fault(error) }
        var rows: [Summary] = []
        var unreadable: [Fault] = []
        for id in ids where limit == 0 || rows.count < limit {
            do throws(Fault) {
                let stored = try StoredExecution.read(id, in: store, .summary)
                guard let row = stored.summary(at: now) else { continue }
                if filter.isOver(row) { break }
                if filter.matches(row) { rows.append(row) }
            } catch { unreadable.append(error) }
        }
        return (rows, unreadable)
    }

    private func write(_ rows: [Summary], to desk: Desk, now: Timestamp) {
        switch answer.format ?? .text {
        case .text:
            desk.write(ListTable(rows, now: now, isExact: options.verbose > 0).text(desk.style))
        case .jsonl:
            for row in rows { desk.write(row.document, as: .jsonl) }
        case .json, .yaml:
            desk.write(
                [
                    "schemaVersion": .integer(DocumentSchema.version),
                    "executions": .array(rows.map(\.value)),
                ], as: answer.format ?? .json)
        }
    }
}

extension Summary {
    /// A document of its own.
    fileprivate var document: Value {
        var object = Object([("schemaVersion", .integer(DocumentSchema.version))])
        for (key, value) in value.object ?? Object() { object[key] = value }
        return .object(object)
    }
}

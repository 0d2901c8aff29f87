import ArgumentParser
import SagaJournal
import SagaReport
import SagaValue

/// `saga events EXECUTION`: the journal.
struct EventsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Print what stands in an execution's journal.",
        discussion: "JSON lines unless a person reads along. With -f the journal is followed "
            + "until nobody writes it any more, and the exit status is the execution's. "
            + "--format aws gives the shape of Step Functions' GetExecutionHistory.")
    static let examples = [
        Example("saga events @last", "all records"),
        Example("saga events @running -f", "as they come"),
        Example("saga events @last --type attemptEnded --format jsonl", "of one kind"),
        Example("saga events @last --format aws", "in the service's words"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Flag(name: [.customShort("f"), .long], help: "Follow until the execution ends.")
    var follow = false

    @Option(help: ArgumentHelp("Only records of this kind.", valueName: "kind"))
    var type: [String] = []

    @Option(help: "The form of the answer.")
    var format: EventFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if format == .aws { return try tellHistory(surroundings) }
        try checkTypes()
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let desk = try Desk(surroundings, options, file: output)
        let format = format?.document ?? (desk.isAnsweringTerminal ? .text : .jsonl)
        var printer = EventPrinter(desk: desk, format: format, types: type, execution: id)
        let status = try follow ? follow(id, store, &printer) : once(id, store, &printer)
        printer.finish()
        try desk.finish()
        return status
    }

    /// The whole history in the service's vocabulary, as one document.
    private func tellHistory(_ surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if follow {
            throw Fault(.badArguments, "`--format aws` is one document and cannot be followed")
        }
        let store = try surroundings.store(options)
        let history = try StoredHistory.read(try execution.id(in: store), in: store)
        let desk = try Desk(surroundings, options, file: output)
        let shown = history.events.filter { type.isEmpty || type.contains($0.type) }
        desk.write(["events": .array(shown.map(\.value))], as: .json)
        try desk.finish()
        return .success
    }

    private func checkTypes() throws(Fault) {
        let kinds = EventKind.allCases.map(\.rawValue)
        for type in type where !kinds.contains(type) {
            throw Fault(
                .badArguments, "`\(type)` is no kind of record",
                notes: ["takes: " + kinds.joined(separator: ", ")])
        }
    }

    private func once(
        _ id: ExecutionID, _ store: Store, _ printer: inout EventPrinter
    ) throws(Fault) -> ExitStatus {
        do throws(JournalFault) {
            let reader = try store.reader(id)
            while try reader.read({ (record) throws(JournalFault) in try printer.add(record) })
                == .restarted
            {}
        } catch { throw Fault(error) }
        return .success
    }

    private func follow(
        _ id: ExecutionID, _ store: Store, _ printer: inout EventPrinter
    ) throws(Fault) -> ExitStatus {
        let desk = printer.desk
        let fold = try JournalFollower(store: store, id: id, detail: .summary).follow(
            { (record, _, _) throws(JournalFault) in try printer.add(record) },
            isUnread: { desk.isAnswerGone })
        return ExitStatus(fold.replay.execution)
    }
}

/// Prints records, one by one or as one document.
struct EventPrinter {
    let desk: Desk
    private let format: DocumentFormat
    private let types: Set<String>
    private let execution: ExecutionID
    private var document: [Value] = []

    init(desk: Desk, format: DocumentFormat, types: [String], execution: ExecutionID) {
        self.desk = desk
        self.format = format
        self.types = Set(types)
        self.execution = execution
    }

    mutating func add(_ record: StoredRecord) throws(JournalFault) {
        let kind = record.kind.text
        guard types.isEmpty || types.contains(kind) else { return }
        let fields = try record.fields.object()
        switch format {
        case .text: desk.write(line(record, kind, fields))
        case .jsonl:
            desk.write(value(record, kind, fields, isDocument: true).json + "\n")
        case .json, .yaml: document.append(value(record, kind, fields, isDocument: false))
        }
    }

    /// Prints the document, where there is to be one.
    func finish() {
        guard format == .json || format == .yaml else { return }
        desk.write(
            [
                "schemaVersion": .integer(DocumentSchema.version),
                "execution": .string(execution.text), "events": .array(document),
            ], as: format)
    }

    private func value(
        _ record: StoredRecord, _ kind: String, _ fields: Object, isDocument: Bool
    ) -> Value {
        var object = Object()
        if isDocument { object["schemaVersion"] = .integer(DocumentSchema.version) }
        object["sequence"] = .integer(record.sequence)
        object["time"] = .string(record.time.text)
        object["kind"] = .string(kind)
        for (name, value) in fields where !object.contains(name) { object[name] = value }
        return .object(object)
    }

    private func line(_ record: StoredRecord, _ kind: String, _ fields: Object) -> String {
        let details = fields.members.map { name, value in
            "\(name)=\(Self.brief(value))"
        }
        let words = [
            String(record.sequence).leftPadded(to: 5), record.time.text, kind.padded(to: 20),
            details.joined(separator: " "),
        ]
        return terminalText(words.joined(separator: " ")).trimmedRight + "\n"
    }

    private static func brief(_ value: Value) -> String {
        (value.string.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
            ?? value.json).cut(to: 60)
    }
}

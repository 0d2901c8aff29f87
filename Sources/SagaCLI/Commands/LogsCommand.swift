import ArgumentParser
import SagaJournal
import SagaMachine
import SagaReport
import SagaValue

/// `saga logs EXECUTION [STATE]`: what tasks printed.
struct LogsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what an execution's tasks printed.",
        discussion: """
            Without a state every line has its state and attempt before it. With -f what a task \
            printed is told when its attempt has ended, until nobody runs the execution any more, \
            and the exit status is the execution's.
            """)
    static let examples = [
        Example("saga logs @last", "all tasks, in the order in which they ran"),
        Example("saga logs @last BookCourier --stderr", "one state's standard error"),
        Example("saga logs @last BookCourier --attempt 1 --tail 20", "the end of one attempt"),
        Example("saga logs @running -f", "as attempts end"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Argument(help: "A state, or a visit's path such as Each[3]/Load#2.")
    var state: String?

    @Flag(name: [.customShort("f"), .long], help: "Follow until the execution ends.")
    var follow = false

    @Option(help: ArgumentHelp("Only this attempt.", valueName: "number"))
    var attempt: Int?

    @Flag(help: "Only standard error.")
    var stderr = false

    @Flag(help: "Only standard output.")
    var stdout = false

    @Option(help: ArgumentHelp("Only the last lines of each stream.", valueName: "number"))
    var tail: Int?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if let tail, tail < 0 { throw Fault(.badArguments, "`--tail` is negative") }
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .history)
        let desk = try Desk(surroundings, options, file: output)
        let folder: String
        do throws(JournalFault) { folder = try store.folder(id).path } catch { throw Fault(error) }
        if follow {
            if let state { try stored.checkName(state) }
            return try follow(id, store, folder, desk)
        }
        let visits =
            if let state { try stored.visits(named: state) } else { stored.history.visits }
        let logs = visits.flatMap(logs)
        guard !logs.isEmpty || state == nil else {
            throw Fault(.noSuchLog, "`\(state ?? "")` printed nothing that was kept")
        }
        for log in logs { try write(log, TaskLog.bytes(log.stream, in: folder), to: desk) }
        try desk.finish()
        return .success
    }

    /// Each stream is told once, when the attempt's end stands in the journal.
    private func follow(
        _ id: ExecutionID, _ store: Store, _ folder: String, _ desk: Desk
    ) throws(Fault) -> ExitStatus {
        var told: Set<String> = []
        var hasNews = false
        let fold = try JournalFollower(store: store, id: id, detail: .history).follow(
            { (_, event, _) throws(JournalFault) in
                if case .attemptEnded = event { hasNews = true }
            },
            caughtUp: { (fold) throws(Fault) in
                guard hasNews else { return }
                hasNews = false
                let history = fold.history
                let visits = state.map { history.visits(named: $0) } ?? history.visits
                for log in visits.flatMap(logs) where told.insert(log.key).inserted {
                    try write(log, TaskLog.bytes(log.stream, in: folder), to: desk)
                }
            },
            isUnread: { desk.isAnswerGone })
        try desk.finish()
        return ExitStatus(fold.replay.execution)
    }

    /// One stream of one attempt.
    private struct Log {
        /// What no other stream has.
        let key: String
        let prefix: String
        let stream: Value
    }

    private func logs(of visit: VisitHistory) -> [Log] {
        let attempts = visit.attempts.filter { attempt in
            self.attempt.map { attempt.start.id.number == $0 } ?? true
        }
        return attempts.flatMap { attempt -> [Log] in
            guard let report = attempt.report else { return [] }
            var names: [String] = []
            if !stderr { names.append("Stdout") }
            if !stdout { names.append("Stderr") }
            let id = attempt.start.id
            let prefix = "\(id.direction == .undo ? "undo " : "")\(visit.label) \(id.number)"
            return names.compactMap { name in
                report[name].map { stream in
                    Log(key: "\(id.visit) \(prefix) \(name)", prefix: prefix, stream: stream)
                }
            }
        }
    }

    /// A terminal gets text that cannot drive it; a file or pipe gets the bytes.
    private func write(_ log: Log, _ bytes: [UInt8], to desk: Desk) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        if let tail { lines = lines.suffix(tail) }
        for line in lines {
            if state == nil { desk.write(terminalText(log.prefix) + " │ ") }
            if desk.isAnsweringTerminal {
                desk.write(terminalText(String(decoding: line, as: UTF8.self)) + "\n")
            } else {
                desk.write(Array(line) + [0x0A])
            }
        }
    }
}

/// What a task printed on one stream, as its record tells.
enum TaskLog {
    /// The bytes that were kept.
    ///
    /// - Parameter folder: Of the execution; a file outside of it is not read, whatever the record
    ///   says.
    /// - Throws: `SAGA6003`, `SAGA6004` or `SAGA6015` where the file is gone or not ours.
    static func bytes(_ stream: Value, in folder: String) throws(Fault) -> [UInt8] {
        if let text = stream["Text"]?.string { return Array(text.utf8) }
        if let text = stream["Base64"]?.string { return Base64.decode(text) ?? [] }
        guard let file = stream["File"]?.string else { return [] }
        let isInside =
            file.utf8.starts(with: "\(folder)/".utf8)
            && !file.split(separator: "/").contains("..")
        guard isInside else {
            throw Fault(.noSuchLog, "`\(file)` is not in the execution's folder")
        }
        return try FileReading.bytes(file, limit: Limits.streamBytes)
    }
}

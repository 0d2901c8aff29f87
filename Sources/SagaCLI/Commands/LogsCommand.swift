import ArgumentParser
import SagaJournal
import SagaMachine
import SagaReport
import SagaValue

/// `saga logs EXECUTION [STATE]`: what tasks printed.
struct LogsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what an execution's tasks printed.",
        discussion: "Without a state every line has its state and attempt before it.")
    static let examples = [
        Example("saga logs @last", "all tasks, in the order in which they ran"),
        Example("saga logs @last BookCourier --stderr", "one state's standard error"),
        Example("saga logs @last BookCourier --attempt 1 --tail 20", "the end of one attempt"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Argument(help: "A state, or a visit's path such as Each[3]/Load#2.")
    var state: String?

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
        let visits =
            if let state { try stored.visits(named: state) } else { stored.history.visits }
        let desk = try Desk(surroundings, options, file: output)
        let folder: String
        do throws(JournalFault) { folder = try store.folder(id).path } catch { throw Fault(error) }
        var hasAny = false
        for visit in visits {
            for log in logs(of: visit) {
                hasAny = true
                try write(log, TaskLog.bytes(log.stream, in: folder), to: desk)
            }
        }
        guard hasAny || state == nil else {
            throw Fault(.noSuchLog, "`\(state ?? "")` printed nothing that was kept")
        }
        try desk.finish()
        return .success
    }

    /// One stream of one attempt.
    private struct Log {
        let prefix: String
        let stream: Value
    }

    private func logs(of visit: VisitHistory) -> [Log] {
        let attempts = visit.attempts.filter { attempt in
            self.attempt.map { attempt.start.id.number == $0 } ?? true
        }
        return attempts.flatMap { attempt -> [Log] in
            guard let report = attempt.report else { return [] }
            var streams: [Value?] = []
            if !stderr { streams.append(report["Stdout"]) }
            if !stdout { streams.append(report["Stderr"]) }
            let undo = attempt.start.id.direction == .undo ? "undo " : ""
            let prefix = "\(undo)\(visit.label) \(attempt.start.id.number)"
            return streams.compactMap { $0.map { Log(prefix: prefix, stream: $0) } }
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

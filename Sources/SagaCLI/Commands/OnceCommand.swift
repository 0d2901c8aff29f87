import ArgumentParser
import SagaJournal
import SagaRuntime
import SagaValue

/// `saga once -- COMMAND`: a command that takes effect once, for scripts.
struct OnceCommand: Wrapper {
    static let configuration = CommandConfiguration(
        commandName: "once", abstract: "Run a command that must take effect once for a key.",
        discussion: """
            The first call runs the command; later ones with the same key give its answer again: \
            what it printed, and its status. A command that fails had no effect and may run \
            again. Ends as the command did; 64 where the key was undone, 255 where nobody knows \
            what became of the command.
            """)
    static let examples = [
        Example("saga once --key charge-4711 -- ./charge.sh 39.00", "however often it is called"),
        Example("saga once -- ./charge.sh 39.00", "in a task: under its own key"),
        Example("saga once -- ./refund.sh", "in its Compensate: a late charge finds a tombstone"),
        Example("saga once --key k1 --if-unknown run -- true", "note that it has been done"),
    ]

    @Option(help: ArgumentHelp("The key; in a task $SAGA_IDEMPOTENCY_KEY.", valueName: "key"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The key of what is undone; in an undo $SAGA_FORWARD_KEY.", valueName: "key"))
    var undoOf: String?

    @Option(
        help: ArgumentHelp(
            "Tells several commands of one task apart; joined to both keys.", valueName: "name"))
    var step: String?

    @Option(
        help: ArgumentHelp(
            "A command that may have run: run it again, or fail. An undo runs, others fail.",
            valueName: "run|fail"))
    var ifUnknown: UnknownPolicy?

    @Flag(help: "A failure is an answer, too: it is given again, and nothing runs.")
    var keepFailure = false

    @Flag(help: "End with 75 instead of waiting for another call with the key.")
    var noWait = false

    @Option(
        help: ArgumentHelp("Where keys are noted; else `once` in the store.", valueName: "folder"))
    var dir: String?

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The command with its arguments, after `--`.", valueName: "command"))
    var command: [String] = []

    @OptionGroup var options: GlobalOptions

    enum UnknownPolicy: String, CaseIterable, ExpressibleByArgument { case run, fail }

    func status(in surroundings: Surroundings) throws(Fault) -> Int32 {
        let desk = try Desk(surroundings, options)
        let order = try order(surroundings)
        let path =
            if let dir { surroundings.absolute(dir) } else {
                try surroundings.storeLocation(options.store).path + "/once"
            }
        let answer: Once.Answer
        do throws(JournalFault) {
            answer = try Once(order, in: OnceFolder(path: path)).perform(
                now: { surroundings.now }, write: { desk.write($0) },
                writeResult: { OnceResult.write($0, to: order.resultFile) },
                readResult: { OnceResult.read(order.resultFile) })
        } catch { throw Fault(error) }
        let status = try tell(answer, order, desk)
        try desk.finish()
        return status
    }

    private func order(_ surroundings: Surroundings) throws(Fault) -> Once.Order {
        let environment = surroundings.environment
        guard !command.isEmpty else {
            throw Fault(
                .badArguments, "a command is missing",
                notes: ["put it after --", "see: saga once --help"])
        }
        guard let key = key ?? environment["SAGA_IDEMPOTENCY_KEY"] else {
            throw Fault(
                .badKey, "there is neither `--key` nor SAGA_IDEMPOTENCY_KEY",
                notes: ["give one: --key K"])
        }
        let isUndo = environment["SAGA_DIRECTION"] == "undo"
        let undone = undoOf ?? (isUndo ? environment["SAGA_FORWARD_KEY"] : nil)
        for text in [key, undone].compactMap(\.self) {
            guard (1...Limits.onceKeyBytes).contains(full(text).utf8.count), !text.isEmpty else {
                throw Fault(
                    .badKey, "a key has 1 to \(Limits.onceKeyBytes) bytes, with its step")
            }
        }
        if let undone, undone.utf8.elementsEqual(key.utf8) {
            throw Fault(.badKey, "`\(key)` cannot undo itself", notes: ["an undo has its own key"])
        }
        return Once.Order(
            key: full(key), undoOf: undone.map(full), command: command,
            directory: surroundings.workingFolder, path: environment["PATH"],
            resultFile: environment["SAGA_OUTPUT"].map(surroundings.absolute),
            repeatsUnknown: (ifUnknown ?? (undone == nil ? .fail : .run)) == .run,
            keepsFailure: keepFailure, waits: !noWait)
    }

    private func full(_ key: String) -> String { step.map { "\(key)/\($0)" } ?? key }

    private func tell(
        _ answer: Once.Answer, _ order: Once.Order, _ desk: Desk
    ) throws(Fault) -> Int32 {
        let key = terminalText(order.key)
        switch answer {
        case .ran(let status): return status
        case .repeated(let answer):
            desk.tell("saga once: `\(key)` was done at \(answer.ended); this is its answer\n")
            if answer.isCut {
                desk.warn(
                    "warning: only \(Limits.onceOutputBytes) bytes of its output were kept\n")
            }
            return answer.status
        case .buried(let undo):
            throw Fault(
                .keyUndone, "`\(key)` was undone\(undo.map { " by `\($0)`" } ?? ""); nothing ran")
        case .unknown(let since):
            throw Fault(
                .keyInDoubt,
                "a command under `\(key)` was started\(since.map { " at \($0)" } ?? "") and nobody "
                    + "saw its end",
                notes: [
                    "it may have taken effect; nothing ran now",
                    "it has: saga once --key '\(key)' --if-unknown run -- true",
                    "it has not, or may be repeated: add --if-unknown run",
                ])
        case .lost(_, let reason):
            throw Fault(
                .keyInDoubt, "the command under `\(key)` may have taken effect: \(reason)",
                notes: ["saga explain SAGA6061"])
        case .busy(let busy):
            throw Fault(
                .keyBusy, "another command is at work under `\(terminalText(busy))`")
        case .notFound(let reason): throw Fault(.programNotFound, "\(reason); nothing ran")
        }
    }
}

/// The file to which a task may write its result.
enum OnceResult {
    static func read(_ path: String?) -> [UInt8]? {
        guard let path, case .file = FileReading.kind(path),
            let bytes = try? FileReading.bytes(path, limit: Limits.inputBytes), !bytes.isEmpty
        else { return nil }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String?) {
        guard let path, let file = try? Output.file(path) else { return }
        file.write(bytes)
    }
}

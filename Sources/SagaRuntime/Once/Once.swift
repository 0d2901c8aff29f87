package import SagaJournal
package import SagaValue

/// Runs a command at most once for a key, however often it is asked for (`saga.md` §3: the same key
/// takes effect once, and an undo makes a later request have none).
package struct Once {
    private let folder: OnceFolder
    private let order: Order

    /// What is asked for.
    package struct Order: Sendable {
        package let key: String
        /// The key whose effect the command undoes.
        package let undoOf: String?
        package let command: [String]
        /// Where relative programs begin, absolute.
        package let directory: String
        package let path: String?
        /// The file that the command may write its result to (`SAGA_OUTPUT`).
        package let resultFile: String?
        /// Whether a command that may have run is run again.
        package let repeatsUnknown: Bool
        /// Whether a failure is an answer, too; else it had no effect, and the next call runs.
        package let keepsFailure: Bool
        package let waits: Bool

        package init(
            key: String, undoOf: String?, command: [String], directory: String, path: String?,
            resultFile: String?, repeatsUnknown: Bool, keepsFailure: Bool, waits: Bool
        ) {
            self.key = key
            self.undoOf = undoOf
            self.command = command
            self.directory = directory
            self.path = path
            self.resultFile = resultFile
            self.repeatsUnknown = repeatsUnknown
            self.keepsFailure = keepsFailure
            self.waits = waits
        }
    }

    /// What came of it.
    package enum Answer: Sendable {
        /// The command ran to its end, and `output` is what it printed.
        case ran(status: Int32)
        /// It had run before; this is what it answered then.
        case repeated(OnceAnswer)
        /// It was undone: nothing ran, and nothing will.
        case buried(by: String?)
        /// It was started, and nobody knows what became of it; nothing ran now.
        case unknown(since: String?)
        /// It ran now, and what became of it is not known or could not be written down.
        case lost(status: Int32, reason: String)
        /// Somebody else is at it.
        case busy(key: String)
        /// There is no such program; nothing ran.
        case notFound(String)
    }

    package init(_ order: Order, in folder: OnceFolder) {
        self.order = order
        self.folder = folder
    }

    /// - Parameters:
    ///   - now: The wall clock.
    ///   - write: Takes what is to go to standard output.
    ///   - writeResult: Takes what is to go to the file of results.
    ///   - readResult: What stands in the file of results; nil where it is empty or missing.
    package func perform(
        now: () -> Timestamp, write: ([UInt8]) -> Void, writeResult: ([UInt8]) -> Void,
        readResult: () -> [UInt8]?
    ) throws(JournalFault) -> Answer {
        let command: WrappedCommand
        do throws(ProgramSearch.NotFound) {
            command = try WrappedCommand(
                order.command, path: order.path, directory: order.directory)
        } catch { return .notFound(error.reason) }
        if let undone = order.undoOf {
            // Waits for a forward command that runs, and keeps every later one from running.
            guard let grave = try folder.entry(of: undone, waits: order.waits) else {
                return .busy(key: undone)
            }
            try grave.bury(by: order.key, at: now())
            grave.unlock()
        }
        guard let entry = try folder.entry(of: order.key, waits: order.waits) else {
            return .busy(key: order.key)
        }
        defer { entry.unlock() }
        let standing = try entry.standing()
        switch standing {
        case .buried(let undo): return .buried(by: undo)
        case .claimed(let since) where !order.repeatsUnknown: return .unknown(since: since)
        case .done(let answer):
            if answer.hasResult { writeResult(try entry.keptResult()) }
            write(try entry.keptOutput())
            return .repeated(answer)
        case .open, .claimed: break
        }
        return try run(command, entry, standing, now, write, readResult)
    }

    private func run(
        _ command: WrappedCommand, _ entry: OnceEntry, _ before: OnceEntry.Standing,
        _ now: () -> Timestamp, _ write: ([UInt8]) -> Void, _ readResult: () -> [UInt8]?
    ) throws(JournalFault) -> Answer {
        // What is unknown stays so when it fails the next time.
        var mayWithdraw = false
        if case .open = before { mayWithdraw = true }
        let output = try entry.claim(order.command.first ?? "", at: now())
        let ending = command.run(output: output)
        defer { copy(output, of: entry, to: write) }
        switch ending {
        case .notStarted(let reason):
            if mayWithdraw { try entry.withdraw() }
            return .notFound(reason)
        // As a task's, such an end is no answer.
        case .killed(let signal):
            return .lost(status: ending.status, reason: "signal \(signal) ended it")
        case .exited(let code) where code > 128 && !order.keepsFailure:
            return .lost(status: code, reason: "it ended with \(code)")
        case .exited(let code):
            do throws(JournalFault) {
                if code == 0 || order.keepsFailure {
                    try entry.finish(
                        status: code, output: output, result: readResult(), at: now())
                } else if mayWithdraw {
                    try entry.withdraw()
                }
            } catch { return .lost(status: code, reason: error.message) }
            return .ran(status: code)
        }
    }

    private func copy(_ output: Descriptor, of entry: OnceEntry, to write: ([UInt8]) -> Void) {
        var offset = 0
        while let bytes = output.bytes(Limits.readBytes, from: offset), !bytes.isEmpty {
            write(bytes)
            offset += bytes.count
        }
        entry.cutOutput(output)
    }
}

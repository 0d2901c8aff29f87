import Glibc
package import SagaValue

/// What is kept of one key of `saga once`, locked.
///
/// A claim stands before the command starts, its answer after it has ended, and a tombstone once it
/// has been undone. Each is whole or not there, and on disk before what follows.
package final class OnceEntry {
    /// How far a key has come.
    package enum Standing: Sendable {
        /// Nothing has been started, or what was started had no effect.
        case open
        /// A command was started, and nobody saw its end.
        case claimed(since: String?)
        case done(OnceAnswer)
        /// What it did was undone, or must never be done.
        case buried(by: String?)
    }

    private enum Name {
        static let lock = "lock"
        static let claim = "claim.json"
        static let done = "done.json"
        static let buried = "undone.json"
        static let output = "stdout"
        static let result = "result"
    }

    private let folder: Folder
    private let key: String
    private let lockFile: Descriptor

    init(_ folder: Folder, key: String) throws(JournalFault) {
        self.folder = folder
        self.key = key
        // Without O_CLOEXEC, deliberately: the command inherits the lock, so that it is held as
        // long as anything of the command runs, even where `saga once` itself was killed.
        guard let file = try folder.file(Name.lock, O_RDWR | O_CREAT) else {
            throw .system(ENOENT, path: folder.path(of: Name.lock), action: "open")
        }
        lockFile = file
    }

    func lock(waits: Bool) throws(JournalFault) -> Bool {
        while flock(lockFile.number, LOCK_EX | (waits ? 0 : LOCK_NB)) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else {
                throw .system(errno, path: folder.path(of: Name.lock), action: "lock")
            }
        }
        return true
    }

    /// Gives the lock up for all who have inherited it: a command that has ended may have left a
    /// daemon behind.
    package func unlock() { flock(lockFile.number, LOCK_UN) }

    package func standing() throws(JournalFault) -> Standing {
        if folder.contains(Name.buried) {
            return .buried(by: try document(Name.buried)?["by"]?.string)
        }
        if let done = try document(Name.done) {
            // What cannot be understood is as unknown as what was never written.
            if let answer = OnceAnswer(done) { return .done(answer) }
            return .claimed(since: nil)
        }
        guard folder.contains(Name.claim) else { return .open }
        return .claimed(since: try document(Name.claim)?["started"]?.string)
    }

    // MARK: - Writing

    /// Notes that the command is about to start, and makes the file that becomes its standard
    /// output.
    ///
    /// - Parameter program: For people who look into the folder; arguments may hold secrets.
    package func claim(_ program: String, at time: Timestamp) throws(JournalFault) -> Descriptor {
        try write(
            Name.claim,
            [
                "key": .string(key), "started": .string(time.text),
                "program": .string(program),
            ])
        let flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC
        guard let output = try folder.file(Name.output, flags) else {
            throw .system(ENOENT, path: folder.path(of: Name.output), action: "open")
        }
        return output
    }

    /// Takes the claim back: the command had no effect, so it may run again.
    package func withdraw() throws(JournalFault) {
        try folder.remove(Name.claim)
        try folder.synchronize()
    }

    /// Notes how the command has ended: it never runs again under this key.
    ///
    /// - Parameters:
    ///   - output: What `claim` gave, filled by the command.
    ///   - result: What the command wrote to the file that its environment names as `SAGA_OUTPUT`.
    package func finish(
        status: Int32, output: Descriptor, result: [UInt8]?, at time: Timestamp
    ) throws(JournalFault) {
        do throws(SystemError) { try output.synchronizeData() } catch {
            throw .system(error.number, path: folder.path(of: Name.output), action: "flush")
        }
        let length = try output.byteCount(folder.path(of: Name.output))
        var isCut = length > Limits.onceOutputBytes
        if let result {
            isCut = isCut || result.count > Limits.onceOutputBytes
            try folder.write(Name.result, Array(result.prefix(Limits.onceOutputBytes)))
        }
        try write(
            Name.done,
            [
                "key": .string(key), "ended": .string(time.text), "status": .integer(Int(status)),
                "hasResult": .bool(result != nil), "isCut": .bool(isCut),
            ])
    }

    /// Notes that nothing may take effect under this key any more.
    package func bury(by undo: String, at time: Timestamp) throws(JournalFault) {
        guard !folder.contains(Name.buried) else { return }
        try write(
            Name.buried,
            ["key": .string(key), "by": .string(undo), "undone": .string(time.text)])
    }

    private func write(_ name: String, _ document: Value) throws(JournalFault) {
        try folder.write(name, Array((document.json + "\n").utf8))
        try folder.synchronize()
    }

    // MARK: - Reading

    /// What the command printed on standard output, as far as it is kept.
    package func keptOutput() throws(JournalFault) -> [UInt8] {
        let bytes = try folder.read(Name.output, limit: Limits.onceOutputBytes) ?? []
        return Array(bytes.prefix(Limits.onceOutputBytes))
    }

    /// What the command wrote to its `SAGA_OUTPUT`.
    package func keptResult() throws(JournalFault) -> [UInt8] {
        try folder.read(Name.result, limit: Limits.onceOutputBytes) ?? []
    }

    /// Keeps no more of the output than can be answered with again.
    package func cutOutput(_ output: Descriptor) {
        guard let length = try? output.byteCount(""), length > Limits.onceOutputBytes else {
            return
        }
        try? output.truncate(to: Limits.onceOutputBytes)
    }

    private func document(_ name: String) throws(JournalFault) -> Value? {
        guard let bytes = try folder.read(name, limit: Limits.requestBytes) else { return nil }
        return (try? Value(json: bytes)) ?? .null
    }
}

/// How a command has ended that never runs again.
package struct OnceAnswer: Equatable, Sendable {
    package let status: Int32
    /// When, in the form of a timestamp.
    package let ended: String
    package let hasResult: Bool
    /// Whether it printed more than is kept.
    package let isCut: Bool

    init?(_ document: Value) {
        guard case .number(let number)? = document["status"], let status = number.exactInteger,
            (0...255).contains(status), let ended = document["ended"]?.string
        else { return nil }
        self.status = Int32(status)
        self.ended = ended
        hasResult = document["hasResult"] == .bool(true)
        isCut = document["isCut"] == .bool(true)
    }
}

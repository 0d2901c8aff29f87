import CSystem
import Glibc
import SagaJournal
import SagaValue

/// The process that runs an execution's commands, and outlives the one that asked for them.
///
/// `saga` executes itself in this mode, with one end of a connection as standard input. Whatever a
/// command leaves behind falls to this process and is ended with the attempt that it belongs to.
/// When the connection closes without a farewell, commands are ended (TERM, grace, KILL) or go on,
/// as its terms say; how they end is kept in files, and whoever takes over finds it by a socket.
package final class Supervisor {
    /// The first argument of a program in this mode; the second is the lock that commands inherit.
    package static let word = "supervise-tasks"
    /// The name of the socket in the folder of the tasks' files.
    static let socketName = ".supervisor"

    private let pool: TaskPool
    private let lock: Int32?
    private let lines = WaitingLines()
    /// To the orchestrator; nil while there is none.
    private var stream: MessageStream?
    private var isWatchedForRoom = false
    private var listener: Int32 = -1
    private var files: EndingFiles?
    private var survives = false
    /// Nobody is told any more: all that is left to do is to end, and to keep how it ended.
    private var isEnding = false
    private var isDone = false
    /// The names of running attempts.
    private var running: [TaskID: String] = [:]
    /// Endings that were told on this connection, but may not be on disk yet.
    private var told: [(attempt: String, ending: ShellEnding)] = []
    private var settled = 0

    private init(lock: Int32?) throws(RuntimeFault) {
        self.lock = lock
        pool = try TaskPool(adoptsOrphans: true, observer: lines.observer)
    }

    /// Runs until there is nothing left to supervise.
    ///
    /// - Parameter arguments: What follows `word`.
    /// - Returns: The status to exit with.
    package static func run(_ arguments: [String]) -> Int32 {
        guard let lock = arguments.first.flatMap({ Int32($0) }), arguments.count == 1,
            csystem_become_supervisor() == 0
        else { return 64 }
        csystem_signals_ignore()
        do throws(RuntimeFault) {
            let supervisor = try Supervisor(lock: lock >= 0 ? lock : nil)
            try supervisor.take(MessageStream(descriptor: STDIN_FILENO))
            try supervisor.loop()
            return 0
        } catch { return error.exitStatus }
    }

    private func loop() throws(RuntimeFault) {
        while !isDone {
            let look = running.isEmpty ? nil : Instant.now.advanced(by: Self.burialPause)
            let arrivals = try pool.wait(until: look)
            if arrivals.isEmpty { pool.buryOrphans() }
            for arrival in arrivals {
                switch arrival {
                case .shell(let task, let ending): ended(task, ending)
                case .readable(listener): try accept()
                case .readable: try listen()
                case .http, .signal: break
                }
            }
            if stream == nil || isEnding, running.isEmpty { isDone = true }
            try watchForRoom()
        }
        pool.endOrphans()
        leaveSocket()
    }

    private func take(_ stream: MessageStream) throws(RuntimeFault) {
        self.stream = stream
        lines.stream = stream
        isWatchedForRoom = false
        settled = 0
        try pool.watch(stream.descriptor)
    }

    /// Takes what the orchestrator says, until it says nothing more.
    private func listen() throws(RuntimeFault) {
        guard let stream else { return }
        stream.flush()
        for bytes in stream.receive() {
            do throws(MessageReader.Malformed) {
                obey(try SupervisorOrder(bytes, lock: lock))
            } catch {
                // What does not speak our language is not our orchestrator.
                stream.close()
            }
        }
        if stream.isClosed, !isDone { try lose(stream) }
    }

    private func obey(_ order: SupervisorOrder) {
        switch order {
        case .begin(let terms):
            files = try? EndingFiles(path: terms.filesPath)
            survives = terms.survives
            lines.areWanted = terms.tellsLines
        case .start(let task, let command, let settled):
            told.removeFirst(min(max(settled - self.settled, 0), told.count))
            self.settled = max(settled, self.settled)
            running[task] = command.attemptName
            pool.start(command, as: task)
        case .cancel(let task, let inHurry): pool.cancel(task, inHurry: inHurry)
        case .end(let inHurry): end(inHurry: inHurry)
        case .leave: isDone = true
        }
    }

    /// The orchestrator is gone: how commands end is kept from now on.
    private func lose(_ stream: MessageStream) throws(RuntimeFault) {
        pool.unwatch(stream.descriptor)
        self.stream = nil
        lines.stream = nil
        for (attempt, ending) in told { keep(ending, of: attempt) }
        told = []
        if !survives { end(inHurry: false) }
        if !running.isEmpty, listener < 0 { try openSocket() }
    }

    private func end(inHurry: Bool) {
        isEnding = true
        for (attempt, ending) in told { keep(ending, of: attempt) }
        told = []
        for task in running.keys { pool.cancel(task, inHurry: inHurry) }
    }

    private func ended(_ task: TaskID, _ ending: ShellEnding) {
        guard let attempt = running.removeValue(forKey: task) else { return }
        guard let stream, !isEnding else {
            keep(ending, of: attempt)
            return
        }
        told.append((attempt, ending))
        stream.send(SupervisorReport.ended(task, ending).bytes)
    }

    /// Where it cannot be kept, on a full disk say, the attempt is in doubt, as after any crash.
    private func keep(_ ending: ShellEnding, of attempt: String) {
        var message = MessageWriter()
        ending.put(into: &message)
        try? files?.keep(message.bytes, of: attempt)
    }

    /// What the orchestrator has no time to read waits here, and goes when it has.
    private func watchForRoom() throws(RuntimeFault) {
        guard let stream, isWatchedForRoom != (stream.backlog > 0) else { return }
        isWatchedForRoom.toggle()
        try pool.watch(stream.descriptor, forRoom: isWatchedForRoom)
    }

    /// How often the remains of what commands have orphaned are looked for, while nothing happens.
    private static let burialPause = Duration.seconds(5)
}

/// The socket by which a process that takes over finds this one.
extension Supervisor {
    private func openSocket() throws(RuntimeFault) {
        guard let files else { return }
        listener = Self.listen(in: files.folder)
        // Who takes over then waits until the lock is free.
        if listener >= 0 { try pool.watch(listener) }
    }

    private func accept() throws(RuntimeFault) {
        let connection = csystem_accept(listener)
        guard connection >= 0 else { return }
        let stream = MessageStream(descriptor: connection)
        // There is one owner of the execution, and it is the only one to come here.
        guard self.stream == nil else { return }
        try take(stream)
        var present: [String: TaskID] = [:]
        for (task, attempt) in running { present[attempt] = task }
        let presence = SupervisorPresence(
            version: SupervisorPresence.currentVersion, survives: survives && !isEnding,
            running: present)
        stream.send(SupervisorReport.present(presence).bytes)
    }

    private func leaveSocket() {
        guard listener >= 0 else { return }
        try? files?.folder.remove(Self.socketName)
        close(listener)
    }

    private static func listen(in folder: Folder) -> Int32 {
        try? folder.remove(socketName)
        return folder.withDescriptor { unsafe csystem_listen($0, socketName) }
    }
}

/// Hands on the lines that commands print, as long as somebody looks and keeps up.
private final class WaitingLines {
    var stream: MessageStream?
    var areWanted = false

    var observer: TaskPool.LineObserver {
        { [unowned self] task, name, line in
            guard areWanted, let stream, stream.backlog < Limits.waitingLineBytes else { return }
            stream.send(SupervisorReport.printed(task, name, line).bytes)
        }
    }
}

extension ShellCommand {
    /// The name by which an attempt's files go.
    var attemptName: String {
        guard let path = streamsPath?.utf8 else { return "task" }
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { path.index(after: $0) }
        return String(Substring(path[(start ?? path.startIndex)...]))
    }
}

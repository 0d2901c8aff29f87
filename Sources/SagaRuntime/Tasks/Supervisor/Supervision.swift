import CSystem
import Glibc
package import SagaJournal
import SagaValue

/// The orchestrator's side of its supervisor, which is started with the first command.
package final class Supervision {
    /// What is needed to start a supervisor, and to clear up after one.
    package struct Place {
        /// The program that is executed.
        let program: String
        let lock: AttemptLock
        let files: TaskFiles
        /// Whether commands go on when this process dies.
        let survives: Bool

        package init(program: String, lock: AttemptLock, files: TaskFiles, survives: Bool) {
            self.program = program
            self.lock = lock
            self.files = files
            self.survives = survives
        }
    }

    private let place: Place
    private let tellsLines: Bool
    private var stream: MessageStream?
    /// The supervisor's pidfd; -1 where it is not this process's child.
    private var process: Int32 = -1
    private(set) var running: Set<TaskID> = []
    /// Endings that were handed on from this connection.
    private var endings = 0
    private var losses = 0

    init(_ place: Place, tellsLines: Bool) {
        self.place = place
        self.tellsLines = tellsLines
    }

    deinit { if process >= 0 { close(process) } }

    /// The connection, to be watched; nil while there is no supervisor.
    var descriptor: Int32? { stream?.descriptor }

    /// Whether messages wait until the supervisor has taken others.
    var isBacklogged: Bool { (stream?.backlog ?? 0) > 0 }

    /// Goes on with a supervisor that another process left, and with what it runs.
    func adopt(_ stream: MessageStream, running: some Sequence<TaskID>) {
        self.stream = stream
        self.running = Set(running)
        begin(stream)
    }

    /// Has the supervisor run a command.
    ///
    /// - Throws: `SAGA5040` where no supervisor could be started.
    func start(_ command: ShellCommand, as task: TaskID) throws(RuntimeFault) {
        let stream: MessageStream
        if let present = self.stream { stream = present } else { stream = try launch() }
        running.insert(task)
        stream.send(SupervisorOrder.start(task, command, settled: endings).bytes)
    }

    func cancel(_ task: TaskID, inHurry: Bool) {
        guard running.contains(task) else { return }
        stream?.send(SupervisorOrder.cancel(task, inHurry: inHurry).bytes)
    }

    /// What the supervisor has told since the last call.
    func receive() -> [SupervisorReport] {
        guard let stream else { return [] }
        stream.flush()
        var reports: [SupervisorReport] = []
        for bytes in stream.receive() {
            guard let report = try? SupervisorReport(bytes) else {
                stream.close()
                break
            }
            if case .ended(let task, _) = report {
                guard running.remove(task) != nil else { continue }
                endings += 1
                losses = 0
            }
            reports.append(report)
        }
        return reports
    }

    /// Whether the supervisor is gone, so that nobody will tell how its commands end.
    var isLost: Bool { stream?.isClosed ?? false }

    /// Has the supervisor go on if something has stopped it, as any of its commands can: until the
    /// time of each was up, nobody would tell how they end.
    func wake() { if process >= 0 { csystem_child_continue(process) } }

    /// Ends whatever a lost supervisor has left, and forgets it.
    ///
    /// - Returns: The commands whose ends nobody saw.
    /// - Throws: `SAGA5041` when one supervisor after the other is lost; `SAGA4004`, `SAGA4021`.
    func clearUp() throws(RuntimeFault) -> [TaskID] {
        if let stream, process < 0 { Self.kill(csystem_peer(stream.descriptor)) }
        if process >= 0 {
            csystem_child_kill(process)
            csystem_child_await(process, Int32(Limits.killMilliseconds))
            close(process)
        }
        process = -1
        stream = nil
        do throws(JournalFault) {
            try LeftProcesses(
                lock: place.lock, files: place.files, subworkflow: ChildSettings.verb
            ).end()
        } catch { throw .journal(error) }
        losses += 1
        guard losses <= Limits.supervisorLosses else { throw .supervisorsLost }
        defer { running = [] }
        return running.sorted()
    }

    /// Takes leave when all is over and on disk, and waits until the supervisor is gone.
    func leave() {
        stream?.send(SupervisorOrder.leave.bytes)
        awaitEnd()
    }

    /// The journal can take no more: commands are killed, or left to themselves where they may go
    /// on, and how they end is kept for a later process.
    func abandon() {
        guard !place.survives else {
            stream = nil
            return
        }
        stream?.send(SupervisorOrder.end(inHurry: true).bytes)
        awaitEnd()
    }

    private func awaitEnd() {
        guard let stream else { return }
        stream.awaitEnd(milliseconds: Limits.killMilliseconds)
        if process >= 0 { csystem_child_await(process, Int32(Limits.killMilliseconds)) }
        self.stream = nil
    }

    private func launch() throws(RuntimeFault) -> MessageStream {
        do throws(JournalFault) { try place.lock.acquire() } catch { throw .journal(error) }
        var ends: (Int32, Int32) = (-1, -1)
        let result = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
            unsafe csystem_socket_pair(bytes.baseAddress?.assumingMemoryBound(to: Int32.self))
        }
        guard result == 0 else { throw .noSupervisor("socketpair: \(describe(errno))") }
        defer { close(ends.1) }
        let stream = MessageStream(descriptor: ends.0)
        let null = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(null) }
        do throws(ChildProcess.Refusal) {
            let child = try ChildProcess.supervisor(
                program: place.program, lock: place.lock.descriptor, connection: ends.1,
                silence: null)
            process = child.takeDescriptor()
        } catch { throw .noSupervisor(error.reason) }
        endings = 0
        self.stream = stream
        begin(stream)
        return stream
    }

    private func begin(_ stream: MessageStream) {
        let terms = SupervisorTerms(
            filesPath: place.files.path, survives: place.survives, tellsLines: tellsLines)
        stream.send(SupervisorOrder.begin(terms).bytes)
    }

    private static func kill(_ process: Int32) {
        if process > 1 { _ = Glibc.kill(process, SIGKILL) }
    }
}

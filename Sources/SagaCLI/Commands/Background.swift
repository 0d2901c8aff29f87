import CSystem
import Glibc
import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaValue

/// A way into a new execution that goes on without the process that was asked for it.
///
/// The process splits in two. The background one, in a session of its own, starts the execution;
/// once its start is on disk and the execution is owned, it lets go of the terminal and says so,
/// and the other one prints the id. Until then a fault is told, and its status given, as by a run
/// that is waited for.
struct Background {
    /// The file in the execution's folder that has what would have been told on standard error.
    static let talkName = "background.log"

    let departure: Departure

    func run(
        _ start: ExecutionStart, _ workflow: Workflow, _ clock: SteadyClock
    ) throws(Fault) -> ExitStatus {
        var ends: [Int32] = [-1, -1]
        guard unsafe csystem_pipe(&ends) == 0 else { throw Self.failed("pipe2") }
        let child = csystem_fork_background()
        guard child >= 0 else { throw Self.failed("fork") }
        guard child == 0 else {
            close(ends[1])
            defer { close(ends[0]) }
            return try tell(start.id, Self.hasLeft(ends[0]), child)
        }
        close(ends[0])
        var settings = departure.settings
        settings.observer = Leaving(
            observer: settings.observer, store: settings.store, id: start.id, link: ends[1])
        return try Departure(desk: departure.desk, settings: settings, format: departure.format)
            .run(start, workflow, clock)
    }

    /// The part of the process that was asked.
    private func tell(
        _ id: ExecutionID, _ hasLeft: Bool, _ child: Int32
    ) throws(Fault) -> ExitStatus {
        guard hasLeft else {
            // It has told why, and its status says it too.
            let status = csystem_await_exit(child)
            return ExitStatus(rawValue: status) ?? .bug
        }
        let desk = departure.desk.answeringOnStandardOutput
        if let format = departure.format, format != .text {
            desk.write(
                [
                    "schemaVersion": .integer(DocumentSchema.version),
                    "execution": .string(id.text), "status": .string(Status.running.rawValue),
                ], as: format)
        } else {
            desk.write("\(id)\n")
        }
        try desk.finish()
        return .success
    }

    /// Waits for the word of the background process; false when it has ended without.
    private static func hasLeft(_ link: Int32) -> Bool {
        var byte: UInt8 = 0
        while true {
            var watched = pollfd(fd: link, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&watched, 1, -1)
            let count = unsafe read(link, &byte, 1)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            return count == 1
        }
    }

    private static func failed(_ call: String) -> Fault {
        Fault(RuntimeFault.system(call: call, errorNumber: errno))
    }
}

/// Leaves the terminal when the start of an execution is on disk; tells another observer the rest.
private final class Leaving: RunObserver {
    private let observer: (any RunObserver)?
    private let store: Store
    private let id: ExecutionID
    /// To the process that was asked; -1 once it knows.
    private var link: Int32

    init(observer: (any RunObserver)?, store: Store, id: ExecutionID, link: Int32) {
        self.observer = observer
        self.store = store
        self.id = id
        self.link = link
    }

    func decided(_ event: Event, _ execution: Execution, at moment: Moment) {
        observer?.decided(event, execution, at: moment)
    }

    func flushed() {
        if link >= 0 { leave() }
        observer?.flushed()
    }

    /// Without a file for what is told, it is lost; the journal has all that happens.
    private func leave() {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC
        let file =
            (try? store.folder(id))?.withDescriptor { folder in
                unsafe openat(folder, Background.talkName, flags, 0o600)
            } ?? -1
        _ = csystem_leave_terminal(file)
        if file >= 0 { close(file) }
        var byte: UInt8 = 1
        // The process that was asked may be gone, which changes nothing.
        _ = unsafe write(link, &byte, 1)
        close(link)
        link = -1
    }
}

import CSystem
import Glibc

/// Starts tasks, waits for whatever comes of them, and ends them: all on the thread that calls.
///
/// Nothing here blocks but `wait`. What keeps a task from starting comes back as its ending.
package final class TaskPool {
    /// What came.
    package enum Arrival: Sendable {
        case shell(TaskID, ShellEnding)
        case http(TaskID, HTTPEnding)
        /// INT, TERM or HUP.
        case signal(Int32)
        /// A descriptor that was given to `watch` can be read.
        case readable(Int32)
    }

    package enum StreamName: String, Sendable {
        case output = "stdout"
        case error = "stderr"
    }

    /// Is told of every line that a task prints, without its newline, as it comes.
    package typealias LineObserver = (_ task: TaskID, _ stream: StreamName, _ line: String) -> Void

    let watches: WatchSet
    var deadlines = DeadlineQueue()
    var arrivals: [Arrival] = []
    var shells: [TaskID: ShellTask] = [:]
    var splitters: [TaskID: (output: LineSplitter, error: LineSplitter)] = [:]
    let shellLimits: ShellLimits
    let httpLimits: HTTPLimits
    /// Made for the first request.
    var http: HTTPClient?
    let observer: LineObserver?
    let emptyInput: Int32
    var readBuffer = [UInt8](repeating: 0, count: 64 << 10)
    /// What went wrong where nobody could be told; the next wait throws it.
    var fault: RuntimeFault?
    private var signals: Int32 = -1
    /// Who runs commands in the place of this process; nil where it does so itself.
    let supervision: Supervision?
    /// The supervisor that is watched, and whether for room as well.
    var watchedSupervisor: (descriptor: Int32, forRoom: Bool)?
    /// Whether what commands leave behind falls to this process.
    let adoptsOrphans: Bool
    /// Used again and again by the look for orphans.
    lazy var childBuffer = [Int32](repeating: 0, count: 4096)

    /// - Parameter takesSignals: Makes INT, TERM and HUP arrivals of `wait`, those excepted that
    ///   were ignored when the process began, and ignores PIPE and XFSZ. For the program's one
    ///   pool, on its main thread, before there are others.
    /// - Parameter supervised: Where a supervisor runs the commands; nil runs them in this process.
    package init(
        takesSignals: Bool = false, adoptsOrphans: Bool = false,
        supervised: Supervision.Place? = nil, shellLimits: ShellLimits = ShellLimits(),
        httpLimits: HTTPLimits = HTTPLimits(), observer: LineObserver? = nil
    ) throws(RuntimeFault) {
        self.adoptsOrphans = adoptsOrphans
        supervision = supervised.map { Supervision($0, tellsLines: observer != nil) }
        self.shellLimits = shellLimits
        self.httpLimits = httpLimits
        self.observer = observer
        watches = try WatchSet()
        emptyInput = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard emptyInput >= 0 else { throw .system(call: "open", errorNumber: errno) }
        if takesSignals { try openSignals() }
    }

    deinit {
        abandon()
        close(emptyInput)
        if signals >= 0 { close(signals) }
    }

    /// Tells of `descriptor` by `Arrival.readable` as long as it can be read.
    package func watch(_ descriptor: Int32) throws(RuntimeFault) {
        try watches.add(descriptor, .foreign(descriptor))
    }

    /// Tells of a descriptor that is watched already when it can be written as well, or not any
    /// more.
    func watch(_ descriptor: Int32, forRoom: Bool) throws(RuntimeFault) {
        try watches.change(descriptor, .foreign(descriptor), reading: true, writing: forRoom)
    }

    /// Stops telling of a watched descriptor.
    package func unwatch(_ descriptor: Int32) { watches.remove(descriptor) }

    /// Ends a running task; its ending comes as that of any task.
    ///
    /// A command's group gets TERM, then grace, then KILL; with `inHurry`, or when it is cancelled
    /// a second time, KILL at once. A request is dropped. Of a task that has ended nothing happens.
    package func cancel(_ task: TaskID, inHurry: Bool = false) {
        if let shell = shells[task] {
            shell.cancel(at: .now, inHurry: inHurry)
            deadlines.set(shell.deadline, for: task)
        } else if let supervision, supervision.running.contains(task) {
            cancelSupervised(task, inHurry: inHurry, supervision)
        } else {
            dropRequest(task, isTimedOut: false)
        }
    }

    /// Kills every command's group and drops every request, and forgets them: nobody will wait.
    package func abandon() {
        for shell in shells.values { shell.abandon() }
        supervision?.abandon()
        http = nil
        shells = [:]
        splitters = [:]
        arrivals = []
    }

    /// Waits until something has come, and takes all that has come with it.
    ///
    /// - Parameter limit: Nil waits for ever; a time that has passed makes this only look.
    /// - Returns: In order of arrival; empty when the time is up.
    /// - Throws: `SAGA5001` when the system refuses a call of the loop, `SAGA5002` when a request
    ///   was to be started and there is no libcurl.
    package func wait(until limit: Instant?) throws(RuntimeFault) -> [Arrival] {
        while true {
            if let fault {
                self.fault = nil
                throw fault
            }
            let now = Instant.now
            meetDeadlines(now)
            if let supervision { try watchSupervisor(supervision) }
            let due = arrivals.isEmpty ? limit : now
            let first = [due, deadlines.first, http?.deadline].compactMap(\.self).min()
            for event in try watches.wait(until: first, now: now) { meet(event) }
            gatherResponses()
            if !arrivals.isEmpty || limit.map({ $0 <= now }) ?? false {
                defer { arrivals = [] }
                return arrivals
            }
        }
    }

    private func openSignals() throws(RuntimeFault) {
        csystem_signals_ignore()
        signals = csystem_signals_open()
        guard signals >= 0 else { throw .system(call: "signalfd", errorNumber: errno) }
        try watches.add(signals, .signals)
    }

    private func meetDeadlines(_ now: Instant) {
        while let task = deadlines.takeDue(at: now) {
            if shells[task] != nil {
                advanceShell(task, at: now, processEnded: false)
            } else if let supervision, supervision.running.contains(task) {
                loseSupervisor(supervision)
            } else {
                dropRequest(task, isTimedOut: true)
            }
        }
        http?.meetDeadline(now)
        gatherResponses()
    }

    private func meet(_ event: WatchSet.Event) {
        switch event.tag {
        case .timer: break
        case .signals:
            while case let signal = csystem_signals_next(signals), signal != 0 {
                if signal == SIGCHLD {
                    supervision?.wake()
                } else {
                    arrivals.append(.signal(signal))
                }
            }
        case .supervisor: meetSupervisor()
        case .process(let task): advanceShell(task, at: .now, processEnded: true)
        case .output(let task): readShell(task, .output, isGone: event.isGone)
        case .error(let task): readShell(task, .error, isGone: event.isGone)
        case .socket(let socket): http?.meet(event, on: socket)
        case .foreign(let descriptor): arrivals.append(.readable(descriptor))
        }
    }
}

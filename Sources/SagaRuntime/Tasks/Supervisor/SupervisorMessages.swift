/// What a supervisor is told by the process whose commands it runs.
enum SupervisorOrder {
    /// The first message.
    case begin(SupervisorTerms)
    /// Run a command.
    ///
    /// All endings up to the `settled`th of this connection are on disk, and need not be kept.
    case start(TaskID, ShellCommand, settled: Int)
    case cancel(TaskID, inHurry: Bool)
    /// End what runs, keep how it ended in files, and go.
    case end(inHurry: Bool)
    /// All is over and on disk: go.
    case leave

    var bytes: [UInt8] {
        var message = MessageWriter()
        switch self {
        case .begin(let terms):
            message.put(0)
            message.put(terms.filesPath)
            message.put(terms.survives)
            message.put(terms.tellsLines)
        case .start(let task, let command, let settled):
            message.put(1)
            message.put(task)
            message.put(settled)
            command.put(into: &message)
        case .cancel(let task, let inHurry):
            message.put(2)
            message.put(task)
            message.put(inHurry)
        case .end(let inHurry):
            message.put(3)
            message.put(inHurry)
        case .leave: message.put(4)
        }
        return message.bytes
    }

    /// - Parameter lock: What commands inherit.
    init(_ bytes: [UInt8], lock: Int32?) throws(MessageReader.Malformed) {
        var message = MessageReader(bytes[...])
        switch try message.number() {
        case 0:
            self = .begin(
                SupervisorTerms(
                    filesPath: try message.text(), survives: try message.flag(),
                    tellsLines: try message.flag()))
        case 1:
            let task = try message.number()
            let settled = try message.number()
            self = .start(
                task, try ShellCommand(&message, lock: lock), settled: settled)
        case 2: self = .cancel(try message.number(), inHurry: try message.flag())
        case 3: self = .end(inHurry: try message.flag())
        case 4: self = .leave
        default: throw MessageReader.Malformed()
        }
    }
}

/// What a supervisor needs to know before it runs anything.
struct SupervisorTerms {
    /// Where endings are kept, and where it listens, once its orchestrator is gone.
    let filesPath: String
    /// Whether commands then go on.
    let survives: Bool
    /// Whether anybody looks at what commands print.
    let tellsLines: Bool
}

/// What a supervisor tells.
enum SupervisorReport {
    case ended(TaskID, ShellEnding)
    case printed(TaskID, TaskPool.StreamName, String)
    /// The first message to a process that has found it by its socket.
    case present(SupervisorPresence)

    var bytes: [UInt8] {
        var message = MessageWriter()
        switch self {
        case .ended(let task, let ending):
            message.put(0)
            message.put(task)
            ending.put(into: &message)
        case .printed(let task, let stream, let line):
            message.put(1)
            message.put(task)
            message.put(stream == .output)
            message.put(line)
        case .present(let presence):
            message.put(2)
            message.put(presence.version)
            message.put(presence.survives)
            message.put(presence.running.count)
            for (attempt, task) in presence.running {
                message.put(attempt)
                message.put(task)
            }
        }
        return message.bytes
    }

    init(_ bytes: [UInt8]) throws(MessageReader.Malformed) {
        var message = MessageReader(bytes[...])
        switch try message.number() {
        case 0: self = .ended(try message.number(), try ShellEnding(&message))
        case 1:
            let task = try message.number()
            self = .printed(task, try message.flag() ? .output : .error, try message.text())
        case 2:
            let version = try message.number()
            let survives = try message.flag()
            var running: [String: TaskID] = [:]
            for _ in 0..<(try message.count()) {
                let attempt = try message.text()
                running[attempt] = try message.number()
            }
            self = .present(
                SupervisorPresence(version: version, survives: survives, running: running))
        default: throw MessageReader.Malformed()
        }
    }
}

/// What a supervisor without an orchestrator does.
struct SupervisorPresence {
    /// Of the messages: a supervisor may be of an older program than the one that finds it.
    static let currentVersion = 1

    let version: Int
    /// Whether its commands go on; else they are being ended.
    let survives: Bool
    /// By the attempt's name; how others ended is in files.
    let running: [String: TaskID]
}

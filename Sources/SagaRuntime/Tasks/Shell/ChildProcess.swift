import CSystem
import Glibc

/// A process that was started for a task: the leader of a process group of its own.
struct ChildProcess: ~Copyable {
    /// What keeps a process from being started.
    struct Refusal: Error {
        let errorNumber: Int32
        let reason: String
    }

    /// Also the number of its group.
    let number: Int32
    /// Readable once the process has ended.
    let descriptor: Int32

    deinit { close(descriptor) }

    /// Starts `program`; the descriptors stay the caller's.
    ///
    /// - Parameter standard: Standard input, output and error.
    init(
        _ command: ShellCommand, program: ProgramFile, standard: (Int32, Int32, Int32)
    ) throws(Refusal) {
        let arguments = command.arguments
        guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
            throw Refusal(errorNumber: EINVAL, reason: "an argument holds a NUL")
        }
        guard let environment = command.environment.block() else {
            throw Refusal(
                errorNumber: EINVAL, reason: "a variable has no name, or holds a NUL or `=` in it")
        }
        var words: [UInt8] = []
        for argument in arguments {
            words += argument.utf8
            words.append(0)
        }
        try self.init(
            program.path, (words, arguments.count),
            (environment, command.environment.count), directory: command.directory,
            standard: standard, kept: command.inheritedLock ?? -1, isSession: false)
    }

    /// Starts this program itself as a supervisor, in a session of its own: no terminal that is
    /// closed, and no signal to this process's group, reaches it or its commands.
    ///
    /// - Parameters:
    ///   - connection: Its standard input.
    ///   - silence: Its other streams.
    static func supervisor(
        program: String, lock: Int32, connection: Int32, silence: Int32
    ) throws(Refusal) -> ChildProcess {
        var words: [UInt8] = []
        for word in ["saga", Supervisor.word, String(lock)] {
            words += word.utf8
            words.append(0)
        }
        let environment = TaskEnvironment.ofThisProcess()
        return try ChildProcess(
            program, (words, 3), (environment.block() ?? [], environment.count),
            directory: ".", standard: (connection, silence, silence), kept: lock, isSession: true)
    }

    /// - Parameters:
    ///   - words: Each ended by a NUL, and how many there are.
    ///   - variables: The same.
    private init(
        _ path: String, _ words: ([UInt8], Int), _ variables: ([UInt8], Int), directory: String,
        standard: (Int32, Int32, Int32), kept: Int32, isSession: Bool
    ) throws(Refusal) {
        var process = csystem_process()
        let failure = unsafe path.withCString { path in
            unsafe directory.withCString { directory in
                unsafe words.0.withUnsafeBufferPointer { arguments in
                    unsafe variables.0.withUnsafeBufferPointer { environment in
                        var child = unsafe csystem_child()
                        unsafe child.path = path
                        unsafe child.directory = directory
                        unsafe child.arguments = Self.text(arguments)
                        unsafe child.argument_count = words.1
                        unsafe child.environment = Self.text(environment)
                        unsafe child.environment_count = variables.1
                        unsafe (child.input, child.output, child.error) = standard
                        unsafe child.kept = kept
                        unsafe child.session = isSession ? 1 : 0
                        return unsafe csystem_spawn(&child, &process)
                    }
                }
            }
        }
        guard failure == 0 else { throw Self.refusal(failure, process.stage, path, directory) }
        number = process.pid
        descriptor = process.pidfd
    }

    /// The pidfd, which becomes the caller's.
    consuming func takeDescriptor() -> Int32 {
        let taken = descriptor
        discard self
        return taken
    }

    /// How it ended; nil while it runs.
    ///
    /// - Parameter reaping: Then its number is free for others afterwards.
    func ending(reaping: Bool) -> ShellEnding.Status? {
        var end = csystem_exit()
        switch unsafe csystem_child_ended(descriptor, reaping ? 1 : 0, &end) {
        case 0: return nil
        case 1 where end.by_signal != 0: return .killed(signal: Int(end.code))
        case 1: return .exited(code: Int(end.code))
        // Somebody else has waited for our child; how it ended is lost.
        default: return .killed(signal: Int(SIGKILL))
        }
    }

    /// Waits at most so long until it has ended; its number is free for others afterwards.
    func reap(within patience: Duration) {
        csystem_child_await(descriptor, Int32(clamping: patience.milliseconds))
    }

    /// Sends a signal to all of its group.
    ///
    /// The number cannot have become another group's as long
    /// as the process was not reaped or the group has members.
    func signalGroup(_ signal: Int32) { _ = kill(-number, signal) }

    /// Whether a process of its group still lives.
    var groupLives: Bool { csystem_group_lives(number) != 0 }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar>? {
        unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    }

    private static func refusal(
        _ failure: Int32, _ stage: csystem_stage, _ path: String, _ directory: String
    ) -> Refusal {
        let words = describe(failure)
        return switch stage {
        case csystem_stage_directory:
            Refusal(errorNumber: failure, reason: "the folder `\(directory)`: \(words)")
        case csystem_stage_exec where failure == ENOEXEC:
            Refusal(
                errorNumber: failure,
                reason: "`\(path)` is no program; a script needs a first line such as `#!/bin/sh`")
        case csystem_stage_exec where failure == ENOENT:
            Refusal(
                errorNumber: failure,
                reason: "`\(path)`: the interpreter in its first line is not found")
        case csystem_stage_exec: Refusal(errorNumber: failure, reason: "`\(path)`: \(words)")
        default: Refusal(errorNumber: failure, reason: "no process could be started: \(words)")
        }
    }
}

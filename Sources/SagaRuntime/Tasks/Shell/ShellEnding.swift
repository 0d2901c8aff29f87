/// How a command ended: what the system and the pipes told, without judgement.
package struct ShellEnding: Sendable {
    package enum Status: Hashable, Sendable {
        case exited(code: Int)
        case killed(signal: Int)
        /// Nothing was started, for a reason in words.
        case notStarted(errorNumber: Int32, reason: String)
        /// Nobody saw it: the supervisor that ran it is gone.
        case lost
    }

    /// The bytes that are to become the result.
    package enum Result: Hashable, Sendable {
        case bytes([UInt8])
        /// Longer than what is kept; its length in bytes.
        case tooLong(Int)
        /// `$SAGA_OUTPUT` cannot be read, for a reason in words.
        case unreadable(String)
        /// Nobody wanted it, or the command failed.
        case unread
    }

    package let status: Status
    /// The file that was run; nil where none was found.
    package let program: ProgramFile?
    package let output: Captured
    package let error: Captured
    package let result: Result
    /// Whether its time ran out before it ended.
    package let isTimedOut: Bool
    /// Whether saga sent it a signal before it ended.
    package let wasSignalled: Bool
    /// Whether processes of its group outlived it and were killed.
    package let leftProcessesBehind: Bool
    /// Whether processes of its group did not even die of KILL, waiting on a device, say.
    package let hasSurvivors: Bool
    /// From the start to the end of all that belongs to it.
    package let elapsed: Duration

    package init(
        status: Status, program: ProgramFile? = nil, output: Captured = Captured(),
        error: Captured = Captured(), result: Result = .unread, isTimedOut: Bool = false,
        wasSignalled: Bool = false, leftProcessesBehind: Bool = false, hasSurvivors: Bool = false,
        elapsed: Duration = .zero
    ) {
        self.status = status
        self.program = program
        self.output = output
        self.error = error
        self.result = result
        self.isTimedOut = isTimedOut
        self.wasSignalled = wasSignalled
        self.leftProcessesBehind = leftProcessesBehind
        self.hasSurvivors = hasSurvivors
        self.elapsed = elapsed
    }
}

/// The executable file of a command.
package struct ProgramFile: Hashable, Sendable {
    package let path: String
    /// Tells whether another file has taken its place since.
    package let inode: UInt64

    package init(path: String, inode: UInt64) {
        self.path = path
        self.inode = inode
    }
}

/// A command to run: everything is evaluated, nothing is looked up later but the program.
package struct ShellCommand: Sendable {
    package enum Program: Sendable {
        /// An argument list, run without a shell; the first is the program.
        case arguments([String])
        /// A script, handed to a shell after its words and `-c`.
        case script(String, shell: [String])
    }

    /// The words before a script, unless the definition says otherwise.
    package static let defaultShell = ["/bin/sh", "-e"]

    package var program: Program
    /// Absolute; where the command begins, and where relative programs are.
    package var directory: String
    package var environment: TaskEnvironment
    /// Standard input.
    package var input: [UInt8]
    /// After this it is ended, outcome unknown; nil is never.
    package var timeout: Duration?
    /// The file that the environment names as `SAGA_OUTPUT`, in a folder that exists.
    ///
    /// What stands there before the start is removed, and so is the file once it was read.
    package var outputFile: String?
    /// Where streams go that are too long for a record: this path and `.stdout` or `.stderr`.
    ///
    /// Nil keeps them in memory.
    package var streamsPath: String?
    /// A descriptor that the command inherits under its number, to show that it still runs.
    package var inheritedLock: Int32?
    /// Whether the result will be read; not under `Parse: None`.
    package var wantsResult: Bool
    /// Between TERM and KILL; nil is what everybody gets.
    package var grace: Duration?

    /// What must not be told of what it prints; nil where nothing is secret.
    package var mask: SecretMask?

    package init(
        program: Program, directory: String, environment: TaskEnvironment, input: [UInt8] = [],
        timeout: Duration? = nil, outputFile: String? = nil, streamsPath: String? = nil,
        inheritedLock: Int32? = nil, wantsResult: Bool = true, mask: SecretMask? = nil,
        grace: Duration? = nil
    ) {
        self.program = program
        self.directory = directory
        self.environment = environment
        self.input = input
        self.timeout = timeout
        self.outputFile = outputFile
        self.streamsPath = streamsPath
        self.inheritedLock = inheritedLock
        self.wantsResult = wantsResult
        self.mask = mask
        self.grace = grace
    }

    /// The argument list that is executed.
    package var arguments: [String] {
        switch program {
        case .arguments(let arguments): arguments
        case .script(let script, let shell): shell + ["-c", script]
        }
    }
}

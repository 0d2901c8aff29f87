import Glibc
import SagaValue

/// What a command knows of the world around it; read once, when the program starts.
struct Surroundings {
    let environment: Environment
    let workingFolder: String
    let standardOutput: Output
    let standardError: Output

    /// Those of this process.
    static func live() -> Surroundings {
        // A reader that goes away is told by the write, not by a signal.
        _ = signal(SIGPIPE, SIG_IGN)
        return Surroundings(
            environment: Environment.live(), workingFolder: currentFolder(),
            standardOutput: Output(descriptor: STDOUT_FILENO),
            standardError: Output(descriptor: STDERR_FILENO))
    }

    /// The root where the working folder is gone.
    private static func currentFolder() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// The wall clock.
    var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: time.tv_sec, fraction: time.tv_nsec)
    }

    /// A fresh random number.
    func random() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The absolute form of a path that a person typed.
    func absolute(_ path: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "\(workingFolder)/\(path)"
    }
}

/// The variables that the program was started with.
package struct Environment: Sendable {
    private let variables: [String: String]

    package init(_ variables: [String: String]) { self.variables = variables }

    /// A variable; nil where it is unset or empty, which mean the same here.
    package subscript(name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    fileprivate static func live() -> Environment {
        var variables: [String: String] = [:]
        for name in Self.names {
            guard let value = unsafe getenv(name) else { continue }
            variables[name] = unsafe String(cString: value)
        }
        return Environment(variables)
    }

    /// Every variable that `saga` itself reads.
    package static let names = [
        "SAGA_STORE", "SAGA_PROGRESS", "SAGA_COLOR", "NO_COLOR", "FORCE_COLOR", "CLICOLOR",
        "CLICOLOR_FORCE", "TERM", "COLUMNS", "CI", "GITHUB_ACTIONS", "XDG_STATE_HOME",
        "XDG_CONFIG_HOME", "HOME", "USER", "TMPDIR", "PATH", "SAGA_IDEMPOTENCY_KEY",
        "SAGA_FORWARD_KEY", "SAGA_DIRECTION", "SAGA_OUTPUT",
    ]
}

import Glibc

/// A shell in a temporary folder of its own, with the built programs on its path.
///
/// Its environment is made from nothing, so that what the person has set who runs the tests changes
/// no answer.
package struct Shell {
    /// The folder in which a script runs unless it is told otherwise; also its `HOME`.
    package let folder: String
    /// What the environment holds beside `PATH`, `HOME` and the like.
    package var variables: [String: String] = [:]

    /// A system call that failed.
    package struct Broken: Error { package let call: String }

    /// What a script printed, what it said on standard error, and its exit status.
    ///
    /// The status of a shell that a signal ended is 128 and the signal's number.
    package struct Answer {
        package let output: String
        package let error: String
        package let status: Int32
    }

    /// Makes the folder; `remove` takes it away again.
    package init() throws(Broken) {
        var template = Array("/tmp/saga-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Broken(call: "mkdtemp") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Removes the folder with all that is in it.
    package func remove() { _ = try? wait(for: start("rm -rf '\(folder)'")) }

    /// Runs a script to its end, without standard input.
    ///
    /// - Parameter workingFolder: Where it runs; nil for the shell's own folder.
    package func run(_ script: String, in workingFolder: String? = nil) throws -> Answer {
        let (output, error) = ("\(folder)/.output", "\(folder)/.error")
        let child = try start(
            """
            exec >'\(output)' 2>'\(error)' </dev/null
            cd '\(workingFolder ?? folder)'
            \(script)
            """)
        let status = try wait(for: child)
        return Answer(
            output: try TextFile.text(output), error: try TextFile.text(error), status: status)
    }

    private func start(_ script: String) throws(Broken) -> pid_t {
        let own = [
            "PATH": "\(Self.programs):/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
            "TERM": "dumb", "USER": "me",
        ]
        let environment = own.merging(variables) { $1 }.map { "\($0)=\($1)" }.sorted()
        let arguments = ["/bin/sh", "-c", script]
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var settings = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
            for index in unsafe settings.indices { unsafe free(settings[index]) }
        }
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, "/bin/sh", nil, nil, &words, &settings) == 0 else {
            throw Broken(call: "posix_spawn")
        }
        return child
    }

    private func wait(for child: pid_t) throws(Broken) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw Broken(call: "waitpid") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    /// The folder of the built programs: that of the tests' own program.
    package static let programs: String = {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return "" }
        defer { unsafe free(path) }
        let parts = unsafe String(cString: path).split(separator: "/").dropLast()
        let folder = parts.map { "/\($0)" }.joined()
        return unsafe access("\(folder)/saga", X_OK) == 0
            ? folder : TextFile.folder("../../.build/debug")
    }()
}

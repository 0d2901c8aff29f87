import Glibc
import SagaTesting

/// A shell in a folder of its own, with the built program on its path and an empty store.
///
/// The folder begins with the files of `Files`.
struct Terminal {
    let folder: String

    /// A system call that failed.
    struct Broken: Error { let call: String }

    init() throws {
        var template = Array("/tmp/saga-transcript-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Broken(call: "mkdtemp") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let files = TextFile.folder("Files")
        for name in TextFile.names(in: files) {
            try TextFile.write(try TextFile.text("\(files)/\(name)"), to: "\(folder)/\(name)")
        }
    }

    func remove() { _ = try? run("rm -rf \(folder)", in: "/") }

    /// Runs a line and tells what it printed, what it said on standard error, and its status;
    /// times, ids and paths that differ from run to run are made the same.
    func type(_ line: String) throws -> String {
        let status = try run("{ \(line)\n} >.out 2>.err </dev/null", in: folder)
        let output = try TextFile.text("\(folder)/.out")
        let error = try TextFile.text("\(folder)/.err")
        var answer = "$ \(line)\n" + output
        if !output.isEmpty, !output.hasSuffix("\n") { answer += "␄\n" }
        for said in error.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            answer += "2> \(said)\n"
        }
        return steady(answer) + "= \(status)\n\n"
    }

    private func run(_ script: String, in folder: String) throws -> Int32 {
        let arguments = ["/bin/sh", "-c", "cd \(folder) && \(script)"]
        let environment = [
            "PATH=\(Self.programFolder):/usr/bin:/bin", "HOME=\(self.folder)", "LC_ALL=C.UTF-8",
            "TERM=dumb", "USER=me",
        ]
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, "/bin/sh", nil, nil, &argv, &envp) == 0 else {
            throw Broken(call: "posix_spawn")
        }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw Broken(call: "waitpid") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    /// Where the program was built: beside the tests.
    private static let programFolder: String = {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return "" }
        defer { unsafe free(path) }
        let parts = unsafe String(cString: path).split(separator: "/").dropLast()
        let folder = parts.map { "/\($0)" }.joined()
        return unsafe access("\(folder)/saga", X_OK) == 0
            ? folder : TextFile.folder("../../.build/debug")
    }()

    private func steady(_ text: String) -> String {
        text.replacing(folder, with: "/work")
            .replacing(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "TIME")
            .replacing(
                /\b[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/,
                with: "KEY"
            )
            .replacing(/\b[0-9]+\.[0-9]s\b/, with: "0.0s")
            .replacing(/\b[0-9]+s ago/, with: "0s ago")
            .replacing(/"seconds": [0-9.e-]+/, with: "\"seconds\": 0")
            .replacing(/-\d{8}-\d{6}-[a-z0-9]{4}\b/, with: "-DATE-CLOCK-WORD")
    }
}

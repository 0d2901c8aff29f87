import Glibc
import SagaTesting

/// A shell in a folder of a test's own, with the built program on its path, an empty store, and the
/// definitions and tasks of these tests.
final class Stage {
    let folder: String

    /// A system call that failed.
    struct Broken: Error { let call: String }

    init() throws {
        var template = Array("/tmp/saga-acceptance-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Broken(call: "mkdtemp") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        for name in ["Definitions", "Tasks"] {
            let from = TextFile.folder(name)
            _ = try run("cp \(from)/* . && chmod u+x *.sh; : >ledger")
        }
    }

    deinit { _ = try? run("rm -rf \(folder)") }

    /// Runs a script and waits for its end.
    ///
    /// - Returns: Its status; 128 and the signal's number where one ended it.
    func run(_ script: String) throws -> Int32 { try wait(for: start(script)) }

    /// What a script prints, without the last line's end.
    func output(_ script: String) throws -> String {
        _ = try run("{ \(script)\n} >.told")
        let text = try TextFile.text("\(folder)/.told")
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// Starts a script; standard error goes to the file `.err`.
    func start(_ script: String) throws -> pid_t {
        let arguments = ["/bin/sh", "-c", "cd \(folder)\n\(script)"]
        let environment = [
            "PATH=\(Self.path):/usr/sbin:/usr/bin:/sbin:/bin", "HOME=\(folder)",
            "LC_ALL=C.UTF-8", "TERM=dumb", "USER=me", "SAGA_STORE=\(folder)/store",
            "LEDGER=\(folder)/ledger", "ORDER_STATE=\(folder)/w/state", "SWIFT_BACKTRACE=enable=no",
        ]
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe argv.forEach { unsafe free($0) }
            unsafe envp.forEach { unsafe free($0) }
        }
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        unsafe posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        for stream in [Int32(1), 2] {
            unsafe posix_spawn_file_actions_addopen(
                &files, stream, "\(folder)/.\(stream == 1 ? "out" : "err")",
                O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        // The threads of a test block signals, which a shell would inherit and then wait for ever.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var mask = sigset_t()
        unsafe sigemptyset(&mask)
        unsafe posix_spawnattr_setsigmask(&attributes, &mask)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, "/bin/sh", &files, &attributes, &argv, &envp) == 0 else {
            throw Broken(call: "posix_spawn")
        }
        return child
    }

    func wait(for child: pid_t) throws -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw Broken(call: "waitpid") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    /// What the latest script said on standard error.
    var said: String { (try? TextFile.text("\(folder)/.err")) ?? "" }

    /// What tasks have written down.
    func ledger() throws -> TaskLedger { TaskLedger(try TextFile.text("\(folder)/ledger")) }

    /// Where the program is looked for first: in `SAGA_PROGRAMS`, which may hold another build.
    private static let path: String = {
        guard let other = TestSetting.text("SAGA_PROGRAMS") else { return programFolder }
        return "\(other):\(programFolder)"
    }()

    /// Where the program was built: beside the tests.
    private static let programFolder: String = {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return "" }
        defer { unsafe free(path) }
        let parts = unsafe String(cString: path).split(separator: "/").dropLast()
        let folder = parts.map { "/\($0)" }.joined()
        return unsafe access("\(folder)/saga", X_OK) == 0
            ? folder : TextFile.folder("../../.build/debug")
    }()

    /// Whether a tool is there; tells which tests are skipped for the lack of it.
    static func has(_ tool: String) -> Bool {
        let isThere = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].contains {
            unsafe access("\($0)/\(tool)", X_OK) == 0
        }
        if !isThere { print("acceptance: skipped, as there is no \(tool)") }
        return isThere
    }
}

/// The statuses that the program's manual knows.
let documentedStatuses: Set<Int32> = [0, 1, 2, 3, 4, 64, 65, 66, 74, 75, 78, 129, 130, 143]

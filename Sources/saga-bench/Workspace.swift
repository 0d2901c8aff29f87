import Glibc

/// A temporary folder with the files of the workloads, and the programs beside this one.
struct Workspace {
    /// Below TMPDIR, which has to be on the disk that one wants to measure.
    let folder: String
    /// The folder of the built programs, with its slash.
    let programs: String

    init() throws(BenchmarkError) {
        let own = CommandLine.arguments[0]
        guard let slash = own.lastIndex(of: "/") else {
            throw BenchmarkError("call saga-bench by its path, so that it finds saga beside it")
        }
        programs = String(own[...slash])
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp"
        folder = "\(parent)/saga-bench-\(getpid())"
        guard unsafe mkdir(folder, 0o700) == 0 else { throw BenchmarkError("no \(folder)") }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    func saga(_ arguments: String..., status: Int32 = 0) -> Command {
        let shared = ["--store", path("store"), "--quiet"]
        return Command([programs + "saga"] + arguments + shared, expectedStatus: status)
    }

    func reference(_ arguments: String...) -> Command {
        Command([programs + "CBenchmark"] + arguments)
    }

    func write(_ text: String, to name: String) throws(BenchmarkError) {
        let file = unsafe open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        defer { close(file) }
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let count = unsafe Array(rest).withUnsafeBytes { bytes in
                unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
            }
            guard count > 0 else { throw BenchmarkError("cannot write \(path(name))") }
            rest = rest.dropFirst(count)
        }
    }

    /// The text of a small file, or nothing as long as there is none.
    func read(_ name: String) -> String { (try? readText(path(name))) ?? "" }

    /// What a command prints, without the last line break.
    func output(of command: Command) throws(BenchmarkError) -> String {
        try write("", to: "output")
        _ = try command.run(output: path("output"))
        let text = read("output")
        return text.last == "\n" ? String(text.dropLast()) : text
    }

    func remove() {
        _ = try? Command(["rm", "-rf", folder]).run()
    }
}

/// The text of a file of at most a megabyte.
func readText(_ path: String) throws(BenchmarkError) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw BenchmarkError("cannot read \(path)") }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
    }
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
}

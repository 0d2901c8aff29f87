import Foundation
import Testing

@testable import SagaRuntime

/// A folder of a test's own, and commands that run in it under a real shell.
final class ShellStage {
    let folder: String
    var limits = ShellLimits()

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "saga-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        folder = url.path(percentEncoded: false)
        limits.grace = .milliseconds(50)
        limits.leftover = .milliseconds(50)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let environment = TaskEnvironment(variables: [
        .init(name: "PATH", value: Array("/usr/bin:/bin".utf8))
    ])

    func command(_ program: ShellCommand.Program) -> ShellCommand {
        ShellCommand(program: program, directory: folder, environment: Self.environment)
    }

    func script(_ text: String) -> ShellCommand {
        command(.script(text, shell: ShellCommand.defaultShell))
    }

    /// A command that does not end by itself.
    func sleeping(timeout: Duration) -> ShellCommand {
        var command = command(.arguments(["sleep", "1000"]))
        command.timeout = timeout
        return command
    }

    /// Runs to the end; a command that never ends fails the test instead of hanging it.
    func run(_ command: ShellCommand) throws -> ShellEnding {
        try end(of: TaskPool(shellLimits: limits), command)
    }

    func run(_ script: String, change: (inout ShellCommand) -> Void = { _ in }) throws
        -> ShellEnding
    {
        var command = self.script(script)
        change(&command)
        return try run(command)
    }

    /// Runs `script` and cancels it when it prints `ready`.
    func cancel(_ script: String, times: Int = 1) throws -> ShellEnding {
        let box = PoolBox()
        let pool = try TaskPool(shellLimits: limits) { task, _, line in
            guard line == "ready" else { return }
            for _ in 0..<times { box.pool?.cancel(task) }
        }
        box.pool = pool
        return try end(of: pool, self.script(script))
    }

    private func end(of pool: TaskPool, _ command: ShellCommand) throws -> ShellEnding {
        pool.start(command, as: 7)
        let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
        guard case .shell(7, let ending) = try #require(arrivals.first) else {
            throw Unexpected()
        }
        #expect(arrivals.count == 1)
        return ending
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }

    /// Writes an executable file by way of a command: a descriptor of ours, open for writing, would
    /// for a moment also be one of the children that other tests start, and the file be busy.
    func writeProgram(_ name: String, _ text: String) throws {
        let ending = try run("cat >\(name); chmod +x \(name)") { $0.input = Array(text.utf8) }
        #expect(ending.status == .exited(code: 0))
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    }
}

struct Unexpected: Error {}

private final class PoolBox {
    weak var pool: TaskPool?
}

extension ShellEnding {
    var text: String { String(decoding: output.bytes, as: UTF8.self) }
    var errorText: String { String(decoding: error.bytes, as: UTF8.self) }

    /// The number that a script printed first.
    var printedNumber: Int32? { text.split(separator: "\n").first.flatMap { Int32($0) } }
}

/// Whether a process lives; a zombie that nobody reaps does not.
func isAlive(_ process: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let state = stat.split(separator: ")").last?.split(separator: " ").first
    else { return false }
    return state != "Z" && state != "X"
}

import Foundation
import Testing

@testable import SagaRuntime

/// What keeps a command from starting, and where programs are looked for.
@Suite struct ShellRefusalTests {
    private let stage: ShellStage

    init() throws { stage = try ShellStage() }

    private func refusal(_ command: ShellCommand) throws -> (Int32, String) {
        guard case .notStarted(let number, let reason) = try stage.run(command).status else {
            Issue.record("it was started")
            return (0, "")
        }
        return (number, reason)
    }

    @Test(arguments: [
        ("no-such-program", ENOENT), ("./absent", ENOENT), ("", ENOENT), ("./plain", EACCES),
        (".", EACCES), ("./folder", EACCES), ("./text", ENOEXEC), ("./lost", ENOENT),
        ("./plain/below", ENOENT), ("/", EACCES),
    ])
    func `what cannot be run is refused with its errno`(program: String, errno: Int32) throws {
        try stage.write("plain", "#!/bin/sh\n")
        try stage.writeProgram("text", "echo no first line\n")
        try stage.writeProgram("lost", "#!/no/such/interpreter\n")
        try FileManager.default.createDirectory(
            atPath: "\(stage.folder)/folder", withIntermediateDirectories: false)
        #expect(try refusal(stage.command(.arguments([program]))).0 == errno)
    }

    @Test func `a folder that is not there is named`() throws {
        var command = stage.command(.arguments(["true"]))
        command.directory += "/gone"
        let (number, reason) = try refusal(command)
        #expect(number == ENOENT)
        #expect(reason.contains("/gone"))
    }

    @Test func `a NUL in an argument is refused before anything starts`() throws {
        let (number, reason) = try refusal(stage.command(.arguments(["echo", "a\0b"])))
        #expect(number == EINVAL)
        #expect(reason == "an argument holds a NUL")
    }

    @Test(arguments: [("A", "x\0y"), ("", "x"), ("A=B", "x"), ("A\0", "x")])
    func `a variable that cannot be passed on is refused`(name: String, value: String) throws {
        var command = stage.command(.arguments(["true"]))
        command.environment = TaskEnvironment(
            variables: [.init(name: name, value: Array(value.utf8))])
        #expect(try refusal(command).0 == EINVAL)
    }

    @Test func `too long an argument is refused by the system`() throws {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try refusal(stage.command(.arguments(["true", long]))).0 == E2BIG)
    }

    @Test func `a relative program with a slash is found in the folder`() throws {
        try stage.writeProgram("tool", "#!/bin/sh\necho mine")
        let ending = try stage.run(stage.command(.arguments(["./tool"])))
        #expect(ending.text == "mine\n")
        #expect(ending.program?.path == "\(stage.folder)/./tool")
    }

    @Test(arguments: ["", ".", ":", "./", "::/usr/bin:.", "././:/bin"])
    func `the folder itself is no place for programs without a slash`(path: String) throws {
        try stage.writeProgram("tool", "#!/bin/sh\necho mine")
        var command = stage.command(.arguments(["tool"]))
        command.environment = TaskEnvironment(
            variables: [.init(name: "PATH", value: Array(path.utf8))])
        #expect(try refusal(command).0 == ENOENT)
    }

    @Test func `the search goes on behind a file that cannot be run`() throws {
        try stage.write("true", "no program")
        var command = stage.command(.arguments(["true"]))
        command.environment = TaskEnvironment(
            variables: [.init(name: "PATH", value: Array("\(stage.folder):/usr/bin".utf8))])
        #expect(try stage.run(command).status == .exited(code: 0))
    }

    @Test func `a program that is there but not executable is refused as such`() throws {
        try stage.write("tool", "no program")
        var command = stage.command(.arguments(["tool"]))
        command.environment = TaskEnvironment(
            variables: [.init(name: "PATH", value: Array("\(stage.folder):/usr/bin".utf8))])
        #expect(try refusal(command).0 == EACCES)
    }

    @Test func `a command that could not start leaves no descriptor open`() throws {
        let pool = try TaskPool()
        func count() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
        // Other tests open files at the same time, so only a steady growth is a leak.
        let before = try count()
        for task in 0..<300 {
            pool.start(stage.command(.arguments(["./text"])), as: task)
            pool.start(stage.command(.arguments(["true", "\0"])), as: task)
        }
        #expect(try count() < before + 250)
    }
}

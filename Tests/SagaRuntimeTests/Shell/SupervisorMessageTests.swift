import Testing

@testable import SagaRuntime

/// What goes to a supervisor and comes back from it arrives as it was.
@Suite struct SupervisorMessageTests {
    private func sent(_ command: ShellCommand) throws -> ShellCommand {
        let bytes = SupervisorOrder.start(7, command, settled: 3).bytes
        guard case .start(7, let arrived, settled: 3) = try SupervisorOrder(bytes, lock: 9) else {
            throw Unexpected()
        }
        return arrived
    }

    @Test func `a command arrives whole`() throws {
        let command = ShellCommand(
            program: .script("echo", shell: ["/bin/sh", "-e"]), directory: "/d",
            environment: TaskEnvironment(variables: [.init(name: "A", value: [0xFF, 0x3D])]),
            input: [1, 0, 2], timeout: .milliseconds(5), outputFile: "/o", streamsPath: "/t/1.x",
            wantsResult: false, mask: SecretMask(["password"]), grace: .seconds(3))
        let arrived = try sent(command)
        #expect(arrived.arguments == command.arguments)
        #expect(arrived.directory == "/d" && arrived.input == [1, 0, 2])
        #expect(arrived.environment.block() == command.environment.block())
        #expect(arrived.timeout == .milliseconds(5) && arrived.grace == .seconds(3))
        #expect(arrived.outputFile == "/o" && arrived.streamsPath == "/t/1.x")
        #expect(!arrived.wantsResult && arrived.inheritedLock == 9)
        #expect(arrived.mask?.masked(Array("a password".utf8)) == Array("a ***".utf8))
        #expect(arrived.attemptName == "1.x")
    }

    @Test func `an environment that cannot be told apart is refused where it is used`() throws {
        let command = ShellCommand(
            program: .arguments(["true"]), directory: "/",
            environment: TaskEnvironment(variables: [.init(name: "A", value: [0])]))
        #expect(try sent(command).environment.block() == nil)
    }

    static let endings = [
        ShellEnding(status: .exited(code: 3), elapsed: .milliseconds(12)),
        ShellEnding(status: .killed(signal: 9), isTimedOut: true, wasSignalled: true),
        ShellEnding(status: .notStarted(errorNumber: 2, reason: "not found")),
        ShellEnding(status: .lost, leftProcessesBehind: true, hasSurvivors: true),
        ShellEnding(
            status: .exited(code: 0), program: ProgramFile(path: "/bin/x", inode: .max),
            output: Captured(bytes: [1, 2], file: "/f", keptCount: 5, count: 9, tail: [8, 9]),
            error: Captured(bytes: [7]), result: .bytes([1, 2])),
        ShellEnding(
            status: .exited(code: 0), output: Captured(bytes: [1, 2]), result: .bytes([1, 2])),
        ShellEnding(status: .exited(code: 0), result: .tooLong(70)),
        ShellEnding(status: .exited(code: 0), result: .unreadable("no")),
    ]

    @Test(arguments: endings.indices)
    func `an ending arrives whole`(index: Int) throws {
        let ending = Self.endings[index]
        let bytes = SupervisorReport.ended(4, ending).bytes
        guard case .ended(4, let arrived) = try SupervisorReport(bytes) else { throw Unexpected() }
        #expect(arrived.status == ending.status && arrived.program == ending.program)
        #expect(arrived.output == ending.output && arrived.error == ending.error)
        #expect(arrived.result == ending.result && arrived.elapsed == ending.elapsed)
        #expect(arrived.isTimedOut == ending.isTimedOut)
        #expect(arrived.wasSignalled == ending.wasSignalled)
        #expect(arrived.leftProcessesBehind == ending.leftProcessesBehind)
        #expect(arrived.hasSurvivors == ending.hasSurvivors)
    }

    @Test func `what is cut off is refused`() throws {
        let bytes = SupervisorReport.ended(4, Self.endings[4]).bytes
        for count in bytes.indices {
            #expect(throws: MessageReader.Malformed.self) {
                try SupervisorReport(Array(bytes[..<count]))
            }
        }
    }
}

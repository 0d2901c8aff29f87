import Foundation
import Testing

@testable import SagaRuntime

/// The file that `$SAGA_OUTPUT` names.
@Suite struct OutputFileTests {
    private let stage: ShellStage

    init() throws { stage = try ShellStage() }

    private func run(_ script: String) throws -> ShellEnding {
        try stage.run(script) { command in
            let path = "\(self.stage.folder)/result"
            command.outputFile = path
            command.environment = .make(
                inherited: command.environment, passEnv: nil, additions: [("SAGA_OUTPUT", path)])
        }
    }

    @Test func `what is written there is the result`() throws {
        #expect(try run("echo log; printf 42 >$SAGA_OUTPUT").result == .bytes(Array("42".utf8)))
    }

    @Test(arguments: ["true", ": >$SAGA_OUTPUT"])
    func `without it, or when it is empty, standard output is`(writing: String) throws {
        #expect(try run("printf log; \(writing)").result == .bytes(Array("log".utf8)))
    }

    @Test func `what a dead attempt left there is not read`() throws {
        try stage.write("result", "stale")
        #expect(try run("printf fresh").result == .bytes(Array("fresh".utf8)))
    }

    @Test func `it goes once it was read`() throws {
        _ = try run("printf 42 >$SAGA_OUTPUT")
        #expect(!stage.exists("result"))
    }

    @Test(arguments: [
        "mkfifo $SAGA_OUTPUT", "ln -s /etc/hostname $SAGA_OUTPUT", "mkdir $SAGA_OUTPUT",
    ])
    func `what is no regular file is refused`(script: String) throws {
        guard case .unreadable = try run(script).result else {
            Issue.record("it was read")
            return
        }
    }

    @Test func `one that is too long is refused`() throws {
        stage.limits.streamBytes = 1000
        #expect(try run("head -c 1001 /dev/zero >$SAGA_OUTPUT").result == .tooLong(1001))
    }

    @Test func `of a failed command it is not read`() throws {
        #expect(try run("printf 42 >$SAGA_OUTPUT; exit 1").result == .unread)
    }
}

import SagaTesting
import Testing

/// What tasks are handed as secrets stands nowhere afterwards.
@Suite struct SecretTests {
    private static let key = "s3cr3t-tea-leaves"

    /// The files in which the key stands, as it is or in Base64 at any offset.
    private func leaks(_ stage: Stage) throws -> String {
        let forms = [
            Self.key, "czNjcjN0LXRlYS1sZWF2", "MzY3IzdC10ZWEtbGVhdm", "zM2NyM3QtdGVhLWxlYXZl",
        ]
        let patterns = forms.map { "-e '\($0)'" }.joined(separator: " ")
        return try stage.output("grep -rlF \(patterns) store .log || true")
    }

    @Test func `no secret stands in an execution's folder, nor in what is told`() throws {
        let stage = try Stage()
        let status = try stage.run(
            "KEY=\(Self.key) saga run secret.saga.yaml --name x -v >.log 2>&1")
        #expect(status == 2)
        #expect(try stage.output("cat ledger") == "done")
        #expect(try leaks(stage) == "")
        #expect(try stage.output("saga logs x A --stdout | head -1") == "raw ***")
        #expect(try stage.output("saga events x | grep -c 'key.*\\*\\*\\*'") != "0")
        #expect(try stage.output("saga logs x B --stdout | cut -c1-9") == "***-***-*")
    }

    @Test func `a secret comes from a file or the command line, too`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run secret.saga.yaml --name x") == 78)
        #expect(stage.said.contains("SAGA6023"))
        #expect(try stage.run("exec saga run secret.saga.yaml --secret KEY=short") == 78)
        #expect(stage.said.contains("SAGA6024"))
        #expect(try stage.run("exec saga list -q | grep -c . | grep -q '^0$'") == 0)
        let file = "echo 'KEY=\(Self.key)' >key.env; saga run secret.saga.yaml --env-file key.env"
        #expect(try stage.run("\(file) >.log 2>&1; status=$?; rm key.env; exit $status") == 2)
        #expect(try leaks(stage) == "")
    }

    @Test func `a secret is the text of a file`() throws {
        let stage = try Stage()
        let run = "saga run secret.saga.yaml --name x --secret-file KEY=key.txt"
        let file = "echo '\(Self.key)' >key.txt; \(run) >.log 2>&1; status=$?; rm key.txt"
        #expect(try stage.run("\(file); exit $status") == 2)
        #expect(try leaks(stage) == "")
        #expect(try stage.output("saga logs x A --stdout | head -1") == "raw ***")
        #expect(try stage.run("exec saga run secret.saga.yaml --secret-file KEY=gone") == 66)
        #expect(try stage.run("exec saga run secret.saga.yaml --secret-file KEY") == 64)
    }
}

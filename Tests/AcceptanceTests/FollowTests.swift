import SagaTesting
import Testing

/// `inspect -f` and `logs -f`: what is there, what comes, and the execution's status at the end.
@Suite struct FollowTests {
    private static let run = "saga run gated.saga.yaml --name x --no-wait -i '{\"how\": \"plain\"}'"

    /// Follows an execution that waits at its gate until some words were told; then opens it.
    ///
    /// - Returns: What was told, and the status.
    private func follow(
        _ stage: Stage, _ command: String, until words: String
    ) throws -> (told: String, status: Int32) {
        _ = try stage.run("mkfifo ready gate")
        #expect(try stage.run("exec \(Self.run)") == 0)
        _ = try stage.output("exec timeout 60 sh -c 'read -r word <ready'")
        let follower = try stage.start("exec timeout 120 \(command) >told")
        while try stage.run("grep -q '\(words)' told") != 0 {
            try #require(Stage.isAlive(follower), "\(stage.said)")
        }
        // It is still running: what was told came before the end.
        #expect(try stage.run("exec saga resume x") == 75)
        _ = try stage.run("exec timeout 60 sh -c 'echo go >gate'")
        let status = try stage.wait(for: follower)
        return (try TextFile.text("\(stage.folder)/told"), status)
    }

    @Test func `one that runs is told of as it goes on`() throws {
        let stage = try Stage()
        let (told, status) = try follow(stage, "saga inspect x -f", until: "✓ A ")
        #expect(status == 0)
        let lines = told.split(separator: "\n").map { $0.split(separator: " ").prefix(2) }
        #expect(lines == [["▶", "gated"], ["✓", "A"], ["✓", "Gate"], ["✓", "B"]])
    }

    @Test func `it is told of in JSON, too`() throws {
        let stage = try Stage()
        let (told, status) = try follow(
            stage, "saga inspect x -f --format jsonl", until: "\"A\"")
        #expect(status == 0)
        #expect(told.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test func `what tasks print is told when their attempts have ended`() throws {
        let stage = try Stage()
        _ = try stage.run(#"sed -i 's/^echo/echo done $1\necho/' effect.sh gated.sh"#)
        let (told, status) = try follow(stage, "saga logs x -f --stdout", until: "A 1")
        #expect(status == 0)
        #expect(told == "A 1 │ done A\nGate 1 │ done Gate\nB 1 │ done B\n")
        #expect(try stage.output("saga logs x Gate -f --stdout") == "done Gate")
    }

    @Test func `one that has failed ends with its status, and says why`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run rollback.saga.yaml --name x >/dev/null 2>&1") == 2)
        #expect(try stage.run("exec saga inspect x -f >told") == 2)
        #expect(try stage.output("grep -c 'failed and was rolled back' told") == "1")
        #expect(try stage.output("grep -c '^↺ ' told") == "4")
        #expect(try stage.run("exec saga logs x -f >/dev/null") == 2)
    }

    @Test func `what cannot be followed is refused`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run rollback.saga.yaml --name x >/dev/null 2>&1") == 2)
        #expect(try stage.run("exec saga inspect x -f --format json") == 64)
        #expect(try stage.run("exec saga inspect x A -f") == 64)
        #expect(try stage.run("exec saga logs x Nowhere -f") == 66)
        #expect(stage.said.contains("SAGA6009"))
    }
}

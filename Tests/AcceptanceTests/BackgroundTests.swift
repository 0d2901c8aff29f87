import SagaTesting
import Testing

/// `saga run --no-wait`: who started it is told the id, and the rest goes on without him.
@Suite struct BackgroundTests {
    private static let run = "saga run gated.saga.yaml --name x --no-wait -i '{\"how\": \"plain\"}'"

    /// Returns when the task at the gate runs: its process.
    private func task(of stage: Stage) throws -> Int32 {
        try #require(
            Int32(try stage.output("exec timeout 60 sh -c 'read -r word <ready; echo $word'")))
    }

    /// Opens the gate and waits for the end.
    ///
    /// - Returns: The status of the execution.
    private func finish(_ stage: Stage) throws -> Int32 {
        _ = try stage.run("exec timeout 60 sh -c 'echo go >gate'")
        return try stage.run("exec timeout 60 saga events x -f >/dev/null")
    }

    @Test func `the id is printed, and the execution is owned and can be asked for`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        // A pipe, which the background process must not hold: else this would wait for it.
        let id = try stage.output("id=$(timeout 60 \(Self.run)); echo \"$? $id\"")
        #expect(id == "0 x")
        #expect(try stage.run("exec saga resume x") == 75)
        #expect(try stage.run("exec saga inspect x --format json >seen") == 0)
        #expect(try stage.output("grep -c '\"status\": \"RUNNING\"' seen") == "1")
        _ = try task(of: stage)
        #expect(try finish(stage) == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(stage.survivors() == [])
    }

    @Test func `it has a session of its own, no terminal, and nothing that it was handed`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        let unlocked = "exec 9>lock; flock 9; \(Self.run); exec 9>&-; exec flock -n lock true"
        #expect(try stage.run(unlocked) == 0)
        let supervisor = try #require(Stage.parent(of: try task(of: stage)))
        let saga = try #require(Stage.parent(of: supervisor))
        // Behind the name: the state, the parent, the group, the session.
        let stat = "sed 's/.*) //' /proc/\(saga)/stat | cut -d' ' -f4"
        #expect(try stage.output(stat) == "\(saga)")
        let streams = "for n in 0 1 2; do readlink /proc/\(saga)/fd/$n; done"
        let talk = "\(stage.folder)/store/executions/x/background.log"
        #expect(try stage.output(streams) == "/dev/null\n/dev/null\n\(talk)")
        #expect(try finish(stage) == 0, "\(stage.said)")
    }

    @Test(.enabled(if: Stage.has("strace")), arguments: ["poll,ppoll", "write"])
    func `to kill who started it is harmless`(call: String) throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        let kill =
            "strace -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=KILL:when=1"
        // While it waits for the word that the execution has begun, and before it prints the id.
        #expect(try stage.run("exec \(kill) \(Self.run) >told") == 137)
        #expect(try stage.output("cat told") == "")
        _ = try task(of: stage)
        #expect(try stage.run("exec saga resume x") == 75)
        #expect(try finish(stage) == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `it is stopped by its id, and resumed`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        #expect(try stage.run("exec \(Self.run)") == 0)
        let task = try task(of: stage)
        #expect(try stage.run("exec saga stop x") == 0)
        #expect(try stage.run("exec timeout 60 saga events x -f >/dev/null") == 4)
        #expect(!Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
    }

    @Test func `killed itself, it is resumed like any other`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        #expect(try stage.run("exec \(Self.run)") == 0)
        let supervisor = try #require(Stage.parent(of: try task(of: stage)))
        let saga = try #require(Stage.parent(of: supervisor))
        #expect(try stage.run("kill -9 \(saga)") == 0)
        #expect(try stage.run("exec timeout 60 saga events x -f >/dev/null") == 4)
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `what cannot start is told, with its status and without an id`() throws {
        let stage = try Stage()
        let hidden = "saga run secret.saga.yaml --no-wait"
        #expect(try stage.output("\(hidden) 2>.log; echo $?") == "78")
        #expect(try stage.output("grep -c SAGA6023 .log") == "1")
        #expect(try stage.run("exec saga run rollback.saga.yaml --name x >/dev/null") == 2)
        let taken = "saga run rollback.saga.yaml --name x --no-wait"
        #expect(try stage.output("\(taken) 2>.log; echo $?") == "64")
        #expect(try stage.output("grep -c SAGA4002 .log") == "1")
        #expect(try stage.output("saga list -q") == "x")
    }

    @Test func `how it ended stands in its folder, and its answer in the file`() throws {
        let stage = try Stage()
        let run = "saga run rollback.saga.yaml --name x --no-wait --format json -o answer"
        let told = try stage.output("FORCE_COLOR=1 \(run)")
        #expect(told.contains("\"execution\": \"x\"") && told.contains("\"status\": \"RUNNING\""))
        #expect(stage.said == "")
        #expect(try stage.run("exec timeout 60 saga events x -f >/dev/null") == 2)
        // The journal ends before the process does, and so does its lock.
        while !stage.survivors(named: "saga").isEmpty {}
        let log = "store/executions/x/background.log"
        #expect(try stage.output("grep -c 'failed and was rolled back' \(log)") == "1")
        #expect(try stage.output("grep -c '\"compensation\": \"SUCCEEDED\"' answer") == "1")
        let escape = "\u{1B}"
        #expect(try TextFile.text("\(stage.folder)/\(log)").contains(escape) == false)
    }
}

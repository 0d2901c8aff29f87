import Glibc
import SagaTesting
import Testing

/// Signals, crashes with a task that goes on, and several processes at one execution.
@Suite struct InterruptTests {
    private static let run = "exec saga run gated.saga.yaml --name x -i"
    private static let ready = "mkfifo ready gate"

    /// Starts a run whose task waits at the gate, and returns when it does.
    private func begin(_ stage: Stage, _ how: String) throws -> (pid_t, task: pid_t) {
        _ = try stage.run(Self.ready)
        let saga = try stage.start("\(Self.run) '{\"how\": \"\(how)\"}'")
        let task = try stage.output("read -r word <ready; echo $word")
        return (saga, try #require(pid_t(task)))
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)])
    func `a signal suspends, and resume goes on`(signal: Int32, status: Int) throws {
        let stage = try Stage()
        let (saga, task) = try begin(stage, "plain")
        kill(saga, signal)
        #expect(try stage.wait(for: saga) == Int32(status), "\(stage.said)")
        #expect(!Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
        #expect(try stage.ledger().undone == [])
    }

    @Test func `a second signal ends a task that does not listen to the first`() throws {
        let stage = try Stage()
        let (saga, task) = try begin(stage, "slow")
        kill(saga, SIGINT)
        // The task tells that TERM has reached it.
        #expect(try stage.output("read -r word <ready; echo $word") == "term")
        kill(saga, SIGINT)
        #expect(try stage.wait(for: saga) == 130, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
    }

    @Test func `a wait that was begun goes on from its beginning after a kill`() throws {
        let stage = try Stage()
        _ = try stage.run(
            "printf 'States: [{W: {Type: Wait, Seconds: 86400}}]' >wait.saga.yaml")
        let saga = try stage.start("exec saga run wait.saga.yaml --name x")
        while try stage.run("saga events x | grep -q waitStarted") != 0 {
            try #require(Stage.isAlive(saga))
        }
        kill(saga, SIGKILL)
        #expect(try stage.wait(for: saga) == 137)
        #expect(try stage.output("saga events x | grep -c waitStarted") == "1")
    }

    @Test(arguments: ["rm gated.saga.yaml", "echo 'States: [' >gated.saga.yaml"])
    func `what runs is what was started, whatever became of its file`(loss: String) throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage, "plain")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        _ = try stage.run(loss)
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
    }

    @Test func `a task that outlives its saga is ended before it is settled`() throws {
        let stage = try Stage()
        let (saga, task) = try begin(stage, "deaf")
        kill(saga, SIGKILL)
        #expect(try stage.wait(for: saga) == 137)
        #expect(Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(ledger.lines.first { $0.state == "Gate" }?.attempt == 2)
    }

    @Test func `an abort undoes what is in doubt after its task has ended`() throws {
        let stage = try Stage()
        let (saga, task) = try begin(stage, "deaf")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("exec saga abort x") == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        let ledger = try stage.ledger()
        #expect(ledger.undone == ["Gate", "A"] && ledger.done == ["A"])
    }

    @Test func `of many that resume, one owns the execution and the others say so`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage, "plain")
        // The owner lives: all of these are too many.
        let told = try stage.output(
            """
            mkfifo told; exec 3<>told
            for i in 1 2 3 4 5 6; do (saga resume x >/dev/null 2>&1; echo $? >&3) & done
            for i in 1 2 3 4 5 6; do read -r status <&3; echo $status; done
            """)
        #expect(told.split(separator: "\n") == Array(repeating: "75", count: 6))
        _ = try stage.run("echo go >gate")
        #expect(try stage.wait(for: saga) == 0)
        #expect(try stage.ledger().repeats == 0)
    }

    @Test func `of many that resume after a crash, one does the work`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage, "plain")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        let told = try stage.output(
            """
            mkfifo told; exec 3<>told
            for i in 1 2 3 4 5 6; do (saga resume x >/dev/null 2>&1; echo $? >&3) & done
            for i in 1 2 3 4 5 6; do read -r status <&3; echo $status; done
            """)
        // A late one finds that it has succeeded.
        let statuses = told.split(separator: "\n")
        let isExpected = statuses.contains("0") && Set(statuses).isSubset(of: ["0", "75"])
        #expect(isExpected, "\(statuses)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
    }
}

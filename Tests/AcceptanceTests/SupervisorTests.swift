import Glibc
import SagaTesting
import Testing

/// Deaths of `saga`, of its supervisor and of both, while a task runs.
@Suite struct SupervisorTests {
    /// Starts a run whose task waits at the gate.
    ///
    /// - Returns: The processes of `saga`, its supervisor and the task.
    private func begin(
        _ stage: Stage, _ how: String, options: String = ""
    ) throws -> (saga: pid_t, supervisor: pid_t, task: pid_t) {
        _ = try stage.run("mkfifo ready gate")
        let saga = try stage.start(
            "exec saga run gated.saga.yaml --name x \(options) -i '{\"how\": \"\(how)\"}'")
        let task = try #require(pid_t(try stage.output("read -r word <ready; echo $word")))
        let supervisor = try #require(Stage.parent(of: task))
        return (saga, supervisor, task)
    }

    private func killSaga(_ stage: Stage, _ saga: pid_t) throws {
        kill(saga, SIGKILL)
        #expect(try stage.wait(for: saga) == 137)
    }

    /// Returns when the last process that holds the lock is gone.
    private func awaitLock(_ stage: Stage) throws {
        #expect(try stage.run("exec flock -w 60 \(Stage.attemptLock("x")) true") == 0)
    }

    /// Returns when a process is the so manyeth owner of the execution.
    private func awaitOwner(_ number: Int, _ stage: Stage, _ owner: pid_t) throws {
        while try stage.run("[ \"$(saga events x | grep -c lease)\" = \(number) ]") != 0 {
            try #require(Stage.isAlive(owner), "\(stage.said)")
        }
    }

    @Test func `a task that went on is awaited, and its result adopted`() throws {
        let stage = try Stage()
        let (saga, supervisor, task) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        let shown = try stage.output("saga inspect x")
        #expect(shown.contains("Gate was running when saga ended, and outlives it"))
        let resume = try stage.start("exec saga resume x")
        // It is resumed while the task waits: the lease of the second owner is there.
        try awaitOwner(2, stage, resume)
        #expect(Stage.isAlive(task) && Stage.isAlive(supervisor))
        _ = try stage.run("echo go >gate")
        #expect(try stage.wait(for: resume) == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(ledger.lines.allSatisfy { $0.attempt == 1 })
        #expect(stage.survivors() == [])
        #expect(!Stage.isAlive(supervisor))
    }

    @Test func `a task that went on and ended is adopted from its file`() throws {
        let stage = try Stage()
        let (saga, _, _) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        _ = try stage.run("echo go >gate")
        try awaitLock(stage)
        #expect(
            try stage.output("cd store/executions/x/tasks; echo *.ended") == "2.forward.1.ended")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(ledger.lines.allSatisfy { $0.attempt == 1 })
        #expect(try stage.output("ls store/executions/x/tasks") == "")
    }

    @Test func `an ending that cannot be read is refused, and without it the task is in doubt`()
        throws
    {
        let stage = try Stage()
        let (saga, _, _) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        _ = try stage.run("echo go >gate")
        try awaitLock(stage)
        _ = try stage.run("printf x >>store/executions/x/tasks/2.forward.1.ended")
        #expect(try stage.run("exec saga resume x") == 65)
        #expect(stage.said.contains("SAGA4020"))
        _ = try stage.run("rm store/executions/x/tasks/2.forward.1.ended")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().lines.map(\.state) == ["A", "Gate", "Gate", "B"])
    }

    @Test func `killed again while it awaits a task, it is resumed once more`() throws {
        let stage = try Stage()
        let (saga, _, _) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        for owner in 2...4 {
            let resume = try stage.start("exec saga resume x")
            try awaitOwner(owner, stage, resume)
            try killSaga(stage, resume)
        }
        _ = try stage.run("echo go >gate")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `a signal ends a task that was adopted`() throws {
        let stage = try Stage()
        let (saga, _, task) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        let resume = try stage.start("exec saga resume x")
        try awaitOwner(2, stage, resume)
        kill(resume, SIGTERM)
        #expect(try stage.wait(for: resume) == 143, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
    }

    @Test func `resume can end what was allowed to go on`() throws {
        let stage = try Stage()
        let (saga, _, task) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        #expect(try stage.run("exec saga resume x --on-death end") == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(ledger.lines.first { $0.state == "Gate" }?.attempt == 2)
    }

    @Test func `an abort ends what was allowed to go on before anything is undone`() throws {
        let stage = try Stage()
        let (saga, _, task) = try begin(stage, "plain", options: "--on-death continue")
        try killSaga(stage, saga)
        #expect(try stage.run("exec saga abort x") == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        #expect(try stage.ledger().undone == ["Gate", "A"])
    }

    @Test func `a supervisor that is killed leaves a task in doubt and no process`() throws {
        let stage = try Stage()
        let (saga, supervisor, task) = try begin(stage, "plain")
        kill(supervisor, SIGKILL)
        #expect(try stage.wait(for: saga) == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
        #expect(ledger.lines.first { $0.state == "Gate" }?.attempt == 2)
        #expect(stage.survivors() == [])
    }

    @Test func `a supervisor that is stopped goes on`() throws {
        let stage = try Stage()
        let (saga, supervisor, _) = try begin(stage, "plain")
        kill(supervisor, SIGSTOP)
        _ = try stage.run("echo go >gate")
        #expect(try stage.wait(for: saga) == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"])
        #expect(ledger.lines.allSatisfy { $0.attempt == 1 })
        #expect(stage.survivors() == [])
    }

    @Test func `a task that kills its supervisor again and again ends the run`() throws {
        let stage = try Stage()
        _ = try stage.run(
            "printf 'States: [{A: {Run: \"kill -9 $PPID; exec sleep 1000\", Compensate: None}}]' "
                + ">k.saga.yaml")
        #expect(try stage.run("exec timeout 100 saga run k.saga.yaml --name x") == 74)
        #expect(stage.said.contains("SAGA5041"))
        #expect(stage.survivors() == [])
    }

    @Test func `killed both, resume ends the task before it is settled`() throws {
        let stage = try Stage()
        let (saga, supervisor, task) = try begin(stage, "plain")
        // Neither can do anything once both are stopped.
        kill(saga, SIGSTOP)
        kill(supervisor, SIGSTOP)
        kill(saga, SIGKILL)
        kill(supervisor, SIGKILL)
        #expect(try stage.wait(for: saga) == 137)
        #expect(Stage.isAlive(task))
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(!Stage.isAlive(task))
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `killed both, a daemon without the lock is found by its marker`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready")
        _ = try stage.run("printf '{\"kind\": \"closed\", \"input\": \"x\"}' >input.json")
        let saga = try stage.start(
            "HOLD=1 exec saga run hostile.saga.yaml --name x -i @input.json")
        let word = try stage.output("read -r word <ready; echo $word")
        let supervisor = try #require(pid_t(word))
        kill(saga, SIGSTOP)
        kill(supervisor, SIGSTOP)
        kill(saga, SIGKILL)
        kill(supervisor, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(stage.survivors() == [])
    }

    @Test func `the example of a task that survives does so`() throws {
        let stage = try Stage()
        let file = "\(TextFile.folder("../../workflows"))/20-a-task-that-survives.saga.yaml"
        let saga = try stage.start(
            "exec saga run \(file) --name backup --on-death continue -i '{\"seconds\": \"0.3\"}'")
        while stage.survivors(named: "sleep").isEmpty { try #require(Stage.isAlive(saga)) }
        try killSaga(stage, saga)
        #expect(try stage.output("saga resume backup") == "{\n  \"copied\": 3\n}", "\(stage.said)")
        #expect(try stage.output("saga events backup | grep -c attemptStarted") == "1")
    }

    @Test func `a supervisor is no command for people`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga supervise-tasks") == 64)
        #expect(try stage.run("exec saga supervise-tasks now") == 64)
    }
}

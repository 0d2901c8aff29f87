import Glibc
import SagaTesting
import Testing

/// Answers by token, from other processes, with kills on either side: what was said to be accepted
/// is never lost, and nothing is answered twice.
@Suite struct CallbackTests {
    private static let run = "saga run approval.saga.yaml --name x"
    private static let waiting = "exec \(run) --until-waiting"
    private static let send = "exec saga send $(cat token)"
    private static let limit = TestSetting.number("SAGA_KILLS") ?? 14

    /// Starts a run that waits, and returns when its task has told its token.
    private func begin(_ stage: Stage, gated: Bool = false) throws -> (pid_t, task: pid_t) {
        _ = try stage.run("mkfifo ready\(gated ? " gate" : "")")
        let saga = try stage.start("exec \(Self.run)")
        let task = try stage.output("read -r word <ready; echo $word")
        return (saga, try #require(pid_t(task)))
    }

    private func expectDone(_ stage: Stage) throws {
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Ask", "B"])
        #expect(ledger.repeats == 0)
        #expect(ledger.undone == [])
    }

    @Test func `a running execution goes on when it is answered`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage)
        #expect(try stage.run("\(Self.send) --heartbeat") == 0, "\(stage.said)")
        #expect(stage.said.contains("x has taken it\n"))
        #expect(try stage.run("\(Self.send) --success '{\"by\": \"me\"}'") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 0)
        #expect(try stage.run("\(Self.send) --success '{}'") == 1)
        let output = try stage.output(
            "saga inspect x --format json | grep '\"by\": \"me\"' | wc -l")
        #expect(output != "0")
        try expectDone(stage)
    }

    @Test func `an answer that comes before the command has ended is kept`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage, gated: true)
        #expect(try stage.run("\(Self.send) --heartbeat") == 0, "\(stage.said)")
        #expect(stage.said.contains("x has taken it\n"))
        #expect(try stage.run("\(Self.send) --success 7") == 0, "\(stage.said)")
        #expect(stage.said.contains("x has taken it\n"))
        #expect(try stage.run("\(Self.send) --success 8") == 1, "\(stage.said)")
        _ = try stage.run("echo go >gate")
        #expect(try stage.wait(for: saga) == 0, "\(stage.said)")
        try expectDone(stage)
    }

    @Test func `a command answers itself whichever way its store was named`() throws {
        let stage = try Stage()
        let text = #"""
            States:
              - Weigh:
                  Run: saga send "$SAGA_TASK_TOKEN" --success 7
                  Token: true
                  PassEnv: []
            """#
        _ = try stage.run("cat >it.saga.yaml <<'EOF'\n\(text)\nEOF")
        let run = "unset SAGA_STORE; exec saga run it.saga.yaml --store other"
        #expect(try stage.output(run) == "7", "\(stage.said)")
    }

    @Test func `an answer tells what a command did that was killed`() throws {
        let stage = try Stage()
        let (saga, task) = try begin(stage, gated: true)
        #expect(try stage.run("\(Self.send) --success 7") == 0, "\(stage.said)")
        kill(task, SIGKILL)
        #expect(try stage.wait(for: saga) == 0, "\(stage.said)")
        try expectDone(stage)
    }

    @Test func `the wait goes on after a kill, and the answer that was kept is met first`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage)
        // It waits when the record of it is there.
        _ = try stage.run("until saga events x --type attemptSubmitted | grep -q .; do :; done")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("exec saga resume x --until-waiting") == 4, "\(stage.said)")
        #expect(try stage.run("\(Self.send) --success 7") == 0, "\(stage.said)")
        #expect(stage.said == "kept; nobody runs x: saga resume x\n")
        #expect(try stage.run("\(Self.send) --failure No") == 1, "\(stage.said)")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        try expectDone(stage)
    }

    @Test func `an answer settles an attempt whose command nobody saw end`() throws {
        let stage = try Stage()
        let (saga, _) = try begin(stage, gated: true)
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("\(Self.send) --success 7 --resume") == 0, "\(stage.said)")
        try expectDone(stage)
    }

    @Test func `an abort undoes what was answered just before`() throws {
        let stage = try Stage()
        #expect(try stage.run(Self.waiting) == 4, "\(stage.said)")
        #expect(try stage.run("\(Self.send) --success 7") == 0, "\(stage.said)")
        #expect(try stage.run("exec saga abort x") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Ask"] && ledger.undone == ["Ask", "A"])
        let outcomes = try stage.output(
            "saga events x --type undoRegistered --format jsonl | grep -c succeeded")
        #expect(outcomes == "2")
    }

    @Test(arguments: [true, false])
    func `of many answers one is taken, and all are told the truth`(isRunning: Bool) throws {
        let stage = try Stage()
        var saga: pid_t?
        if isRunning {
            saga = try begin(stage).0
        } else {
            #expect(try stage.run(Self.waiting) == 4, "\(stage.said)")
        }
        let told = try stage.output(
            """
            mkfifo told; exec 3<>told
            for i in 1 2 3 4 5 6 7 8; do
                (saga send $(cat token) --success $i >/dev/null 2>&1; echo "$? $i" >&3) &
            done
            for i in 1 2 3 4 5 6 7 8; do read -r status <&3; echo $status; done
            """)
        let lines = told.split(separator: "\n").map(String.init)
        let winners = lines.filter { $0.hasPrefix("0 ") }.map { $0.dropFirst(2) }
        #expect(winners.count == 1, "\(lines)")
        #expect(lines.count { $0.hasPrefix("1 ") } == 7, "\(lines)")
        if let saga {
            #expect(try stage.wait(for: saga) == 0)
        } else {
            #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        }
        let result = try stage.output(
            "saga events x --type callbackReceived --format jsonl"
                + " | sed 's/.*\"result\":\\([0-9]\\).*/\\1/'"
        )
        #expect(result == winners.joined())
        try expectDone(stage)
    }

    /// Whatever call of the sender is its last: the answer is kept whole, or there is none and it
    /// can be given again.
    @Test(
        .enabled(if: Stage.has("strace")),
        arguments: ["write", "fdatasync", "renameat2", "fsync", "openat", "close"])
    func `a killed sender leaves an answer or none`(call: String) throws {
        var kept = 0
        var none = 0
        for number in 1...Self.limit {
            let stage = try Stage()
            #expect(try stage.run(Self.waiting) == 4, "\(stage.said)")
            let kill =
                "exec strace -qq -o /dev/null -e trace=\(call) "
                + "-e inject=\(call):signal=KILL:when=\(number)"
            let status = try stage.run("\(kill) saga send $(cat token) --success 1")
            let again = try stage.run("\(Self.send) --success 2")
            #expect(again == 0 || again == 1, "\(call) \(number): \(stage.said)")
            kept += again == 1 ? 1 : 0
            none += again == 0 ? 1 : 0
            #expect(try stage.run("exec saga resume x") == 0, "\(call) \(number): \(stage.said)")
            let records = try stage.output("saga events x --type callbackReceived | wc -l")
            #expect(records == "1", "\(call) \(number)")
            try expectDone(stage)
            guard status == 137 else { break }
        }
        print("callbacks: sender killed at \(call): \(kept) answers kept, \(none) given again")
    }

    /// Whatever call is the last of the process that takes a kept answer: the next one takes it.
    @Test(
        .enabled(if: Stage.has("strace")),
        arguments: ["write", "fdatasync", "unlinkat", "fsync", "clone", "epoll_pwait"])
    func `a kept answer survives the processes that take it`(call: String) throws {
        var kills = 0
        for number in 1...Self.limit {
            let stage = try Stage()
            #expect(try stage.run(Self.waiting) == 4, "\(stage.said)")
            #expect(try stage.run("\(Self.send) --success 1") == 0, "\(stage.said)")
            let kill =
                "exec strace -qq -o /dev/null -e trace=\(call) "
                + "-e inject=\(call):signal=KILL:when=\(number)"
            let status = try stage.run("\(kill) saga resume x")
            guard status == 137 else {
                #expect(status == 0, "\(call) \(number): \(stage.said)")
                break
            }
            kills += 1
            let again = try stage.run("\(Self.send) --success 2")
            #expect(again == 1, "\(call) \(number): \(again) \(stage.said)")
            #expect(try stage.run("exec saga resume x") == 0, "\(call) \(number): \(stage.said)")
            let ledger = try stage.ledger()
            #expect(ledger.done == ["A", "Ask", "B"], "\(call) \(number)")
            #expect(ledger.lines.count { $0.state == "Ask" } == 1, "\(call) \(number)")
            let records = try stage.output("saga events x --type callbackReceived | wc -l")
            #expect(records == "1", "\(call) \(number)")
        }
        print("callbacks: \(kills) kills at \(call) while an answer was taken")
    }
}

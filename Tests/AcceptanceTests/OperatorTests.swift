import Glibc
import SagaTesting
import Testing

/// What a person asks of an execution that another process runs.
@Suite struct OperatorTests {
    /// Starts a run whose task waits at the gate, and returns when it does.
    private func begin(_ stage: Stage) throws -> pid_t {
        _ = try stage.run("mkfifo ready gate")
        let saga = try stage.start(
            "exec saga run gated.saga.yaml --name x -i '{\"how\": \"plain\"}'")
        _ = try stage.output("read -r word <ready; echo $word")
        return saga
    }

    @Test func `a stop suspends the execution where it runs, and resume goes on`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        #expect(try stage.run("exec saga stop x --reason maintenance") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 4)
        let told = try stage.output(
            "saga events x --type executionSuspended --format jsonl | grep -o '\"by\".*maintenance'"
        )
        #expect(told == "\"by\":\"me\",\"because\":\"maintenance")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "Gate", "B"] && ledger.undone == [])
    }

    @Test func `an abort reaches the process that runs the execution`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        #expect(try stage.run("exec saga abort x --reason enough") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 2)
        #expect(try stage.ledger().undone == ["Gate", "A"])
        #expect(try stage.run("exec saga abort x") == 1, "\(stage.said)")
    }

    @Test func `what is no request is set aside and told of, and the run goes on`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        let told = try stage.output(
            """
            cd store/executions/x
            for text in '{]' '{"request": "dance"}' ''; do
              n=$((n + 1)); printf '%s' "$text" >.left; mv .left requests/0$n.json
            done
            cd ../../..
            saga abort x >/dev/null; echo $?
            """)
        #expect(told == "0")
        #expect(try stage.wait(for: saga) == 2)
        #expect(try stage.ledger().undone == ["Gate", "A"])
        let refused = "01.json.refused 02.json.refused 03.json.refused"
        #expect(try stage.output("echo $(ls store/executions/x/requests)") == refused)
        let why = try stage.output(
            "saga events x --type requestRefused --format jsonl | grep -o '\"file\".*'")
        #expect(
            why == """
                "file":"01.json","why":"it is not JSON: this character cannot stand here at byte 1"}
                "file":"02.json","why":"it asks for nothing that is known"}
                "file":"03.json","why":"it is not JSON: the text ends too early at byte 0"}
                """)
    }

    @Test func `an abort is not lost when the process that was asked dies first`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        // It cannot meet the request any more.
        kill(saga, SIGSTOP)
        #expect(try stage.run("exec saga abort x --reason enough") == 0, "\(stage.said)")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("exec saga resume x") == 2, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A"] && ledger.undone == ["Gate", "A"])
        #expect(try stage.output("ls store/executions/x/requests") == "")
    }

    @Test func `a stop whose process dies first is over by that`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        kill(saga, SIGSTOP)
        #expect(try stage.run("exec saga stop x") == 0, "\(stage.said)")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
    }

    @Test func `an abort to a save-point undoes what came after it and stays there`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        #expect(try stage.run("exec saga abort x --to gate") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 4)
        #expect(try stage.ledger().undone == ["Gate"])
        // A new visit of the gate's state waits again, under a new key.
        let next = try stage.start("exec saga resume x")
        _ = try stage.output("read -r word <ready; echo $word; echo go >gate")
        #expect(try stage.wait(for: next) == 0)
        #expect(try stage.ledger().done == ["A", "Gate", "B"])
    }

    @Test func `an undo that is killed goes on as an undo`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        _ = try stage.run("echo go >gate")
        #expect(try stage.wait(for: saga) == 0)
        // At its second flush: the first undo is about to be started.
        let killed = try stage.run(
            """
            { strace -f -qq -o /dev/null -e inject=fdatasync:signal=KILL:when=2 saga undo x; } \
            2>/dev/null
            """)
        #expect(killed == 137)
        #expect(try stage.run("exec saga undo x") == 64, "\(stage.said)")
        #expect(try stage.run("exec saga resume x") == 0, "\(stage.said)")
        #expect(try stage.ledger().undone == ["B", "Gate", "A"])
        #expect(try stage.run("exec saga undo x") == 64, "\(stage.said)")
    }

    @Test func `a word on what was ended with its saga is taken`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        let saga = try stage.start(
            "exec saga run asking.saga.yaml --name x -i '{\"how\": \"plain\"}'")
        _ = try stage.output("read -r word <ready; echo $word")
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        // Its supervisor has left word of how it ended it.
        _ = try stage.run("exec flock -w 60 \(Stage.attemptLock("x")) true")
        #expect(try stage.run("exec saga resume x --skip Gate --reason seen") == 0, "\(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.done == ["Gate", "B"] && ledger.repeats == 0)
        #expect(try stage.output("saga events x --type doubtResolved | wc -l") == "1")
    }
}

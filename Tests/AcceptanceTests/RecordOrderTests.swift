import SagaTesting
import Testing

/// Which records are on disk before which act (`saga.md` §4), by the system calls of a run.
@Suite(.enabled(if: Stage.has("strace"))) struct RecordOrderTests {
    private func trace(_ command: String) -> String {
        let calls = "write,fdatasync,sendto,?epoll_wait,epoll_pwait,?epoll_pwait2"
        return "exec strace -y -qq -s 1000000 -o trace -e trace=\(calls) \(command)"
    }

    private func story(_ stage: Stage) throws -> RecordStory {
        RecordStory(try TextFile.text("\(stage.folder)/trace"))
    }

    @Test func `an abort is on disk before it stops anything, and its plan before the first undo`()
        throws
    {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        let run = "saga run gated.saga.yaml --name x -i '{\"how\": \"plain\"}'"
        let saga = try stage.start(trace(run))
        _ = try stage.output("read -r word <ready; echo $word")
        #expect(try stage.run("exec saga abort x --reason enough") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 2)
        let story = try story(stage)
        #expect(
            story.lines == [
                "created lease executionStarted attemptStarted, then start",
                "attemptEnded undoRegistered stateExited attemptStarted, then start",
                "abortRequested recoveryDecided, then stop",
                "attemptEnded undoRegistered compensationPlanned attemptStarted, then start",
                "attemptEnded compensationSettled attemptStarted, then start",
                "attemptEnded compensationSettled executionEnded, then leave",
            ])
        // All records of one decision go out in one write and one flush.
        #expect(story.writes == story.flushes)
        let start = try #require(story.records.first { $0.contains("\"executionStarted\"") })
        for field in [#""definition":"States:"#, #""sha256":""#, #""input":{"how":"plain"}"#] {
            #expect(start.contains(field))
        }
    }

    @Test func `a sibling's failure is on disk before it stops a branch`() throws {
        let stage = try Stage()
        _ = try stage.run(
            """
            mkfifo ready gate fail
            cat >it.saga.yaml <<'EOF'
            States:
              - Both:
                  Type: Parallel
                  Branches:
                    - States: [{A: {Run: [./gated.sh, A], Compensate: {Run: [./effect.sh, A]}}}]
                    - States: [{B: {Run: "read -r word <fail; exit 7", Compensate: None}}]
            EOF
            """)
        let saga = try stage.start(trace("saga run it.saga.yaml --name x"))
        _ = try stage.output("read -r word <ready; echo $word; echo go >fail")
        #expect(try stage.wait(for: saga) == 2)
        #expect(
            try story(stage).lines.dropFirst(2) == [
                "attemptEnded scopeEnded, then stop",
                "attemptEnded undoRegistered scopeEnded forkEnded undoRegistered recoveryDecided "
                    + "compensationPlanned attemptStarted, then start",
                "attemptEnded compensationSettled executionEnded, then leave",
            ])
    }

    @Test func `a timer is on disk before it is waited for`() throws {
        let stage = try Stage()
        _ = try stage.run(
            """
            cat >it.saga.yaml <<'EOF'
            States: [{A: {Run: ["true"], Compensate: None}}, {W: {Type: Wait, Seconds: 1}}]
            EOF
            """)
        #expect(try stage.run(trace("saga run it.saga.yaml --name x")) == 0, "\(stage.said)")
        #expect(
            try story(stage).lines.suffix(2) == [
                "attemptEnded stateExited waitStarted, then wait",
                "stateExited executionEnded, then leave",
            ])
    }

    @Test func `an undo and an operator's word are on disk before what they lead to`() throws {
        let stage = try Stage()
        _ = try stage.run(
            """
            cat >it.saga.yaml <<'EOF'
            States:
              - A: {Run: [./effect.sh, A], Compensate: {Run: [./effect.sh, A]}}
              - B: {Run: [./effect.sh, B], Compensate: {Run: [./effect.sh, B, "7"], Retry: []}}
            EOF
            """)
        #expect(try stage.run("exec saga run it.saga.yaml --name x") == 0, "\(stage.said)")
        #expect(try stage.run(trace("saga undo x")) == 3)
        #expect(
            try story(stage).lines == [
                "lease recoveryDecided compensationPlanned attemptStarted, then start",
                "attemptEnded deadLettered executionEnded, then leave",
            ])
        #expect(try stage.run(trace("saga resume x --skip B --reason seen")) == 3, "\(stage.said)")
        #expect(
            try story(stage).lines == [
                "lease stuckRetried doubtResolved compensationSettled attemptStarted, then start",
                "attemptEnded compensationSettled executionEnded, then leave",
            ])
    }
}

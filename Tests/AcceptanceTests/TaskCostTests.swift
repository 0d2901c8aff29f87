import Testing

/// What a command costs beside itself, in system calls of `saga` and its supervisor.
@Suite struct TaskCostTests {
    private func traced(_ stage: Stage, tasks: Int) throws {
        let text =
            "States:\n" + (1...tasks).map { "  - S\($0): {Run: [\"true\"]}\n" }.joined()
        _ = try stage.run("rm -rf store; cat >it.saga.yaml <<'EOF'\n\(text)EOF")
        let strace = "strace -f -qq -o trace -e trace=sendto,openat"
        #expect(try stage.run("exec \(strace) saga run it.saga.yaml -q") == 0, "\(stage.said)")
    }

    private func count(_ stage: Stage, _ words: String) throws -> Int {
        Int(try stage.output("grep -F '\(words)' trace | wc -l")) ?? -1
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `a task costs its supervisor one message each way`() throws {
        let stage = try Stage()
        try traced(stage, tasks: 2)
        let few = try count(stage, "sendto(")
        try traced(stage, tasks: 12)
        let many = try count(stage, "sendto(")
        print("task cost: messages of 2 and 12 tasks \(few), \(many)")
        #expect(many - few == 20)
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `a task that leaves nothing behind costs no look at other processes`() throws {
        let stage = try Stage()
        try traced(stage, tasks: 12)
        #expect(try count(stage, "sendto(") > 0)
        #expect(try count(stage, "/proc/thread-self/children") == 0)
    }
}

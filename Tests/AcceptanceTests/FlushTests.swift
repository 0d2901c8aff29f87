import Testing

/// What durability costs: the flushes that a run asks of the disk.
@Suite struct FlushTests {
    private func flushes(_ stage: Stage, _ states: [String]) throws -> Int {
        let text = "States:\n" + states.enumerated().map { "  - S\($0): \($1)\n" }.joined()
        _ = try stage.run("rm -rf store; cat >it.saga.yaml <<'EOF'\n\(text)EOF")
        let strace = "strace -f -qq -o trace -e trace=fdatasync,fsync"
        #expect(try stage.run("exec \(strace) saga run it.saga.yaml") == 0, "\(stage.said)")
        return Int(try stage.output("grep -cE '(fdatasync|fsync)\\(' trace")) ?? -1
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `a sequential task costs one flush`() throws {
        let stage = try Stage()
        let task = "{Run: [\"true\"], Compensate: None}"
        let few = try flushes(stage, Array(repeating: task, count: 2))
        let many = try flushes(stage, Array(repeating: task, count: 12))
        print("flushes: 2 tasks \(few), 12 tasks \(many)")
        #expect(many - few == 10)
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `states without work cost none`() throws {
        let stage = try Stage()
        let few = try flushes(stage, Array(repeating: "{Type: Pass}", count: 2))
        let many = try flushes(stage, Array(repeating: "{Type: Pass}", count: 60))
        print("flushes: 2 and 60 Pass states \(few), \(many)")
        #expect(many == few)
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `a long loop of states without work costs few`() throws {
        let stage = try Stage()
        let loop = """
            StartAt: Add
            States:
              Add: {Type: Pass, Parameters: {n.$: "States.MathAdd($.n, 1)"}, Next: Again}
              Again: {Type: Choice, Choices: [{Variable: $.n, NumericLessThan: 40000, Next: Add}],
                Default: Done}
              Done: {Type: Succeed}
            """
        _ = try stage.run("cat >loop.asl.yaml <<'EOF'\n\(loop)\nEOF")
        let strace = "strace -f -qq -o trace -e trace=fdatasync"
        let run = "saga run loop.asl.yaml -q -i '{\"n\": 0}'"
        #expect(try stage.run("exec \(strace) \(run)") == 0, "\(stage.said)")
        let flushes = Int(try stage.output("grep -c 'fdatasync(' trace")) ?? -1
        print("flushes: 80,000 transitions \(flushes)")
        #expect(1...12 ~= flushes)
    }

    @Test(.enabled(if: Stage.has("strace")))
    func `branches that start together share a write and its flush`() throws {
        let stage = try Stage()
        let branches = (0..<8).map { "{States: [{T\($0): {Run: [\"true\"], Compensate: None}}]}" }
        let list = branches.joined(separator: ", ")
        let text = "States: [{P: {Type: Parallel, Branches: [\(list)]}}]"
        _ = try stage.run("cat >it.saga.yaml <<'EOF'\n\(text)\nEOF")
        let strace = "strace -f -qq -s 65536 -o trace -e trace=write"
        #expect(try stage.run("exec \(strace) saga run it.saga.yaml") == 0, "\(stage.said)")
        // What ends apart in time may be flushed apart: nothing is left to the memory for long.
        let starts = try stage.output("grep -o '.*attemptStarted.*' trace")
        #expect(starts.split(separator: "\n").count == 1)
        #expect(starts.split(separator: "attemptStarted").count == 9)
    }

    @Test func `the end of a branch is on disk while another one works on`() throws {
        let stage = try Stage()
        let text = #"""
            States:
              - Both:
                  Type: Parallel
                  Branches:
                    - States: [{Short: {Run: ["true"]}}]
                    - States:
                        - Long:
                            Run: |
                              for look in $(seq 200); do
                                saga events "$SAGA_EXECUTION_ID" --type attemptEnded |
                                  grep -q . && exit
                              done
                              exit 1
            """#
        _ = try stage.run("cat >it.saga.yaml <<'EOF'\n\(text)\nEOF")
        #expect(try stage.run("exec saga run it.saga.yaml --name x") == 0, "\(stage.said)")
    }
}

import SagaTesting
import Testing

/// What a power cut could take, which no kill shows: the kernel keeps what a dead process has
/// written, flushed or not.
@Suite(.enabled(if: Stage.has("strace"))) struct PowerCutTests {
    private static let calls = "write,fdatasync,fsync,mkdir,mkdirat,renameat,linkat,sendto"

    private func trace(_ stage: Stage, _ command: String) throws -> DiskTrace {
        let strace = "strace -y -qq -s 200 -o trace -e trace=\(Self.calls)"
        #expect(try stage.run("exec \(strace) \(command)") == 0, "\(stage.said)")
        return DiskTrace(try TextFile.text("\(stage.folder)/trace"))
    }

    /// A run with values that are too large for their records.
    private func large(_ stage: Stage) throws {
        let task = #"{Run: "head -c 40000 /dev/zero | tr '\\0' x; : $PPID", Compensate: None}"#
        _ = try stage.run(
            "cat >large.saga.yaml <<'EOF'\nStates:\n  - A: \(task)\n  - B: \(task)\nEOF")
    }

    @Test func `nothing is relied on that a power cut could take`() throws {
        let stage = try Stage()
        try large(stage)
        let trace = try trace(stage, "saga run large.saga.yaml --name x -q")
        #expect(trace.violations() == [])
        #expect(!trace.flushes.isEmpty)
    }

    @Test func `without any one of its flushes a run relies on what a power cut takes`() throws {
        let stage = try Stage()
        try large(stage)
        let trace = try trace(stage, "saga run large.saga.yaml --name x -q")
        let unnoticed = trace.flushes.filter { trace.violations(without: $0).isEmpty }
        // What a later flush of the same folder makes good before anything relies on it.
        let madeGood = unnoticed.filter { number in
            let flush = trace.lines[number].drop { $0 != "<" }
            return trace.lines[number].hasPrefix("fsync")
                && trace.lines[(number + 1)...].contains { $0.hasSuffix(flush) }
        }
        print("power cut: \(trace.flushes.count) flushes, \(madeGood.count) made good later")
        #expect(madeGood.count <= 2)
        #expect(Set(unnoticed).subtracting(madeGood).map { trace.lines[$0] } == [])
    }

    @Test func `an operator's request is on disk before it is told`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo ready gate")
        let saga = try stage.start(
            "exec saga run gated.saga.yaml --name x -i '{\"how\": \"plain\"}'")
        _ = try stage.output("read -r word <ready; echo $word")
        let trace = try trace(stage, "saga abort x")
        #expect(trace.violations() == [])
        let unnoticed = trace.flushes.filter { trace.violations(without: $0).isEmpty }
        #expect(unnoticed.map { trace.lines[$0] } == [])
        #expect(try stage.wait(for: saga) == 2)
    }
}

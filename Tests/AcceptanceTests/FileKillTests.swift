import SagaTesting
import Testing

/// A Map that reads its items from a file and writes its results to files is killed at one system
/// call after the other, and resumed.
@Suite struct FileKillTests {
    private static let rows = "printf 'n\\n1\\n2\\n3\\n' >items.csv"
    private static let run = "saga run files.saga.yaml --name x"
    private static let limit = TestSetting.number("SAGA_KILLS") ?? 14

    /// Runs it until it is killed at the call of that number, then resumes it.
    ///
    /// - Parameter between: What happens to the world while nobody runs.
    /// - Returns: The status in the end; nil where there was no such call.
    private static func killed(
        at call: String, _ number: Int, on stage: Stage, between: String = ":"
    ) throws -> Int32? {
        _ = try stage.run(rows)
        let kill =
            "strace -f -qq -o /dev/null -e trace=\(call) "
            + "-e inject=\(call):signal=KILL:when=\(number)"
        guard try stage.run("exec \(kill) \(run)") == 137 else { return nil }
        _ = try stage.run(between)
        let status = try stage.run("exec saga resume x")
        return status == 66 ? try stage.run("\(rows); exec \(run)") : status
    }

    @Test(
        .enabled(if: Stage.has("strace")), arguments: ["renameat", "mkdirat", "fdatasync", "write"])
    func `killed while it writes, the results are whole`(call: String) throws {
        var cycles = 0
        for number in 1...Self.limit {
            let stage = try Stage()
            guard let status = try Self.killed(at: call, number, on: stage) else { break }
            cycles += 1
            let place = "killed at \(call) \(number)"
            #expect(status == 0, "\(place): \(stage.said)")
            #expect(try stage.ledger().done == ["A", "A", "A"], "\(place)")
            #expect(try stage.ledger().violations == [], "\(place)")
            #expect(try stage.output("ls results | wc -l") == "1", "\(place)")
            #expect(
                try stage.output("ls results/*") == "SUCCEEDED_0.jsonl\nmanifest.json", "\(place)")
            #expect(
                try stage.output("cat results/*/SUCCEEDED_0.jsonl")
                    == #"{"n":"1"}"# + "\n" + #"{"n":"2"}"# + "\n" + #"{"n":"3"}"#, "\(place)")
        }
        print("kill: files at \(call): \(cycles) cycles")
        #expect(cycles > 0)
    }

    /// After the first command was handed to the supervisor, the file is another one.
    @Test(.enabled(if: Stage.has("strace")), arguments: 1...3)
    func `what was read is what is resumed`(number: Int) throws {
        let stage = try Stage()
        let status = try Self.killed(
            at: "sendto", number + 1, on: stage, between: "printf 'n\\n7\\n' >items.csv")
        #expect(status == 0, "\(stage.said)")
        #expect(try stage.ledger().done == ["A", "A", "A"])
        #expect(try stage.output("cat results/*/SUCCEEDED_0.jsonl | wc -l") == "3")
    }

    @Test func `a file that is not there is told of and can be put right`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec \(Self.run)") == 1)
        #expect(stage.said.contains("States.ItemReaderFailed"))
        #expect(stage.said.contains("The specified key does not exist: `items.csv`"))
        #expect(try stage.run("\(Self.rows); exec saga resume x") == 0)
        #expect(try stage.ledger().done == ["A", "A", "A"])
    }
}

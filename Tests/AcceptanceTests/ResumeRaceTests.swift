import Glibc
import SagaTesting
import Testing

/// Many processes resume one execution at the same time.
///
/// `SAGA_RACES` is the number of rounds; the whole is 100.
@Suite struct ResumeRaceTests {
    private static let rounds = TestSetting.number("SAGA_RACES") ?? 6
    private static let racers = 16

    @Test func `of sixteen that resume at once, exactly one owns the execution`() throws {
        var losers = 0
        for round in 1...Self.rounds {
            let stage = try Stage()
            _ = try stage.run("mkfifo ready gate told go")
            let saga = try stage.start(
                "exec saga run gated.saga.yaml --name x -i '{\"how\": \"plain\"}'")
            _ = try stage.output("read -r word <ready; echo $word")
            kill(saga, SIGKILL)
            _ = try stage.wait(for: saga)
            // All wait for the gate to close; then all start.
            let told = try stage.output(
                """
                exec 3<>told 4<>go
                for i in $(seq \(Self.racers)); do
                    (read -r word <&4; saga resume x >/dev/null 2>&1; echo $? >&3) &
                done
                for i in $(seq \(Self.racers)); do echo go >&4; done
                for i in $(seq \(Self.racers)); do read -r status <&3; echo $status; done
                """)
            let statuses = told.split(separator: "\n")
            losers += statuses.count { $0 == "75" }
            // Who comes when all is done finds that it is.
            let isExpected = statuses.contains("0") && Set(statuses).isSubset(of: ["0", "75"])
            #expect(isExpected && statuses.count == Self.racers, "round \(round): \(statuses)")
            // One owner began it, one went on with it, and nobody else wrote a byte.
            #expect(try stage.output("saga events x | grep -c lease") == "2", "round \(round)")
            let ledger = try stage.ledger()
            #expect(ledger.done == ["A", "Gate", "B"] && ledger.repeats == 0, "round \(round)")
        }
        print(
            "race: \(Self.rounds) rounds of \(Self.racers), one owner each, \(losers) turned away")
    }
}

import SagaTesting
import Testing

/// The program is killed at one system call after the other, and resumed: nothing is lost, and only
/// what was in doubt runs twice.
///
/// `SAGA_KILLS` bounds the cycles of each workflow and call.
@Suite struct KillTests {
    /// What a workflow comes to, however often it is killed.
    struct Expectation: Sendable, CustomTestStringConvertible {
        let name: String
        var input = "{}"
        let status: Int32
        let done: [String]
        let undone: [String]
        /// How many attempts may be in doubt at once.
        var branches = 1
        var testDescription: String { name }
    }

    static let workflows = [
        Expectation(name: "sequence", status: 0, done: ["A", "B", "C"], undone: []),
        Expectation(
            name: "rollback", status: 2, done: ["A", "B", "C", "D"], undone: ["C", "B", "A"]),
        Expectation(
            name: "map", input: "[1, 2, 3]", status: 0, done: ["A", "A", "A"], undone: []),
        Expectation(
            name: "parallel", status: 2, done: ["A", "B", "C", "D"], undone: ["C", "A", "B"],
            branches: 2),
    ]

    static let calls = [
        "write", "fdatasync", "fsync", "linkat", "clone", "epoll_pwait", "close", "read",
        "sendto",
    ]
    private static let limit = TestSetting.number("SAGA_KILLS") ?? 14

    @Test(.enabled(if: Stage.has("strace")), arguments: workflows)
    func `killed at any system call, it is resumed without loss`(
        workflow: Expectation
    ) throws {
        var cycles = 0
        var resumed = 0
        var inDoubt = 0
        var lost = 0
        var repeated = 0
        for call in Self.calls {
            for number in 1...Self.limit {
                let stage = try Stage()
                let kill =
                    "strace -qq -o /dev/null -e trace=\(call) "
                    + "-e inject=\(call):signal=KILL:when=\(number)"
                let run = "saga run \(workflow.name).saga.yaml -i '\(workflow.input)' --name x"
                let first = try stage.run("exec \(kill) \(run)")
                guard first == 137 else {
                    #expect(first == workflow.status, "\(call) \(number): \(stage.said)")
                    break
                }
                cycles += 1
                let status = try Self.finish(stage, run, &resumed)
                let ledger = try stage.ledger()
                inDoubt += ledger.repeats
                lost += max(0, workflow.done.count - ledger.done.count)
                repeated += ledger.violations.count + max(0, ledger.repeats - workflow.branches)
                let place = "\(workflow.name), killed at \(call) \(number)"
                #expect(status == workflow.status, "\(place): \(stage.said)")
                #expect(ledger.done.sorted() == workflow.done.sorted(), "\(place)")
                Self.expectOrder(ledger.undone, workflow, place)
                #expect(ledger.violations == [], "\(place)")
                #expect(ledger.repeats <= workflow.branches, "\(place)")
            }
        }
        print(
            "kill: \(workflow.name): \(cycles) cycles, \(resumed) resumed, "
                + "\(inDoubt) attempts in doubt, \(lost) lost, \(repeated) repeated")
    }

    /// Goes on until it is over, or begins where nothing had been written yet.
    private static func finish(
        _ stage: Stage, _ run: String, _ resumed: inout Int
    ) throws -> Int32 {
        let status = try stage.run("exec saga resume x")
        if status == 66 { return try stage.run("exec \(run)") }
        resumed += 1
        // The last records had been written when it was killed: it is rolled back.
        return status == 64 ? 2 : status
    }

    /// Kills by chance, one process after the other, until one comes through.
    @Test(.enabled(if: Stage.has("strace")), arguments: workflows)
    func `killed again and again, it comes to its end`(workflow: Expectation) throws {
        var kills = 0
        var inDoubt = 0
        var resumed = 0
        for seed in 1...UInt64(Self.limit * 2) {
            var chance = Chance(seed: seed)
            let stage = try Stage()
            let run = "saga run \(workflow.name).saga.yaml -i '\(workflow.input)' --name x"
            var command = run
            var ownKills = 0
            while ownKills < 6 {
                let call = chance.pick(["write", "fdatasync", "clone", "close"])
                let number = chance.below(call == "close" ? 40 : 5) + 1
                let kill =
                    "strace -qq -o /dev/null -e trace=\(call) "
                    + "-e inject=\(call):signal=KILL:when=\(number)"
                guard try stage.run("exec \(kill) \(command)") == 137 else { break }
                ownKills += 1
                let isThere = try stage.run("exec saga inspect x") == 0
                command = isThere ? "saga resume x" : run
            }
            kills += ownKills
            let status = try Self.finish(stage, run, &resumed)
            let ledger = try stage.ledger()
            inDoubt += ledger.repeats
            let place = "\(workflow.name), seed \(seed)"
            #expect(status == workflow.status, "\(place): \(stage.said)")
            #expect(ledger.done.sorted() == workflow.done.sorted(), "\(place)")
            Self.expectOrder(ledger.undone, workflow, place)
            #expect(ledger.violations == [], "\(place)")
            #expect(ledger.repeats <= workflow.branches * ownKills, "\(place)")
        }
        print("kill: \(workflow.name): \(kills) kills by chance, \(inDoubt) attempts in doubt")
    }

    /// Of two branches, either may be undone first.
    private static func expectOrder(_ undone: [String], _ workflow: Expectation, _ place: String) {
        guard workflow.branches > 1 else {
            #expect(undone == workflow.undone, "\(place)")
            return
        }
        #expect(undone.first == workflow.undone.first, "\(place)")
        #expect(undone.sorted() == workflow.undone.sorted(), "\(place)")
    }
}

import SagaMachine
import SagaSimulation
import SagaTesting
import SagaValue
import Testing

/// Random definitions give the same result run whole, run with a crash at any record, and folded
/// again from the log.
///
/// A task answers the same whenever it runs under its key. What may differ is named: a process that
/// dies while branches run changes the order in which they go on.
@Suite struct RandomCrashTests {
    private static let first = TestSetting.number("SAGA_SEED") ?? 1
    private static let count = max(1, (TestSetting.number("SAGA_COUNT") ?? 1000) / 5)
    private static let shares = 4

    @Test(arguments: 0..<shares)
    func `a crash at any record, and reading the log again, change nothing`(share: Int) throws {
        var (runs, crashes, compared, failed) = (0, 0, 0, 0)
        for index in stride(from: share, to: Self.count, by: Self.shares) where failed < 3 {
            let seed = UInt64(Self.first + index)
            var trial = try CrashTrial(seed: seed)
            trial.play()
            runs += 1
            crashes += trial.crashes
            compared += trial.compared
            guard let difference = trial.difference else { continue }
            failed += 1
            Issue.record(
                """
                \(difference)
                again: make fuzz SEED=\(seed) COUNT=1
                \(trial.definition)
                """)
        }
        #expect(Self.count < 200 || compared > crashes / 4)
        print(
            "random crashes \(share + 1)/\(Self.shares): \(runs) definitions, \(crashes) crashes, "
                + "\(compared) of them compared with the calm run")
    }

    @Test func `the definitions hold every kind of state and of handler`() {
        var texts = ""
        for seed in 1...UInt64(300) {
            var random = RandomWorkflow(seed: seed)
            texts += random.text()
        }
        let kinds = [
            "QueryLanguage: JSONata", "Type: Choice", "Type: Wait", "Type: Pass", "Type: Map",
            "Type: Parallel", "Type: Fail", "Type: Succeed", "Run: [work]", "saga:workflow",
            "Assign:", "ItemReader:", "ItemBatcher:", "ResultWriter:", "DISTRIBUTED",
            "ToleratedFailureCount", "ToleratedFailurePercentage", "MaxConcurrency", "SavePoint:",
            "Alternate:", "OnFailure: Continue", "When: Attempted", "When: Succeeded",
            "Compensate: All", "Compensate: at-", "Compensate: Undo", "Compensate: None",
            "OnInterrupt: Ask", "OnInterrupt: Fail", "Token: true", "HeartbeatSeconds",
            "'$[0].last.tag'", "$states.result[0].last", "$.result.tag",
            "$states.result.tag", "SecondsPath", "Condition:", "NumericGreaterThan",
        ]
        #expect(kinds.filter { !texts.contains($0) } == [])
    }
}

/// One definition, run whole and with crashes.
private struct CrashTrial {
    let definition: String
    private let whole: SimulatedRun<SteadyFates>
    private var chance: Chance
    private(set) var crashes = 0
    private(set) var compared = 0
    private(set) var difference: String?

    init(seed: UInt64) throws {
        var random = RandomWorkflow(seed: seed, isSteady: true)
        definition = random.text()
        chance = Chance(seed: seed &* 17 &+ 3)
        whole = SimulatedRun(
            try MachineDriver.workflow(definition), input: try Value(json: RandomWorkflow.input),
            fates: SteadyFates(seed: chance.next()))
    }

    mutating func play() {
        var calm = whole
        calm.start()
        var digests = [(calm.driver.log.count, Digest.text(calm.execution))]
        while !Self.isOver(calm), calm.turn() {
            digests.append((calm.driver.log.count, Digest.text(calm.execution)))
        }
        calm.conclude()
        note(calm, "calm")
        refold(calm, digests)
        let result = Result(calm)
        for _ in 0..<2 where difference == nil {
            crash(beyond: chance.below(max(1, calm.driver.log.count)), result)
        }
    }

    /// Nothing goes on without a person.
    private static func isOver(_ run: SimulatedRun<SteadyFates>) -> Bool {
        run.execution.compensation == .stuck || run.execution.suspension?.reason == .stuck
            || run.driver.log.count > 5000
    }

    /// Reads the log record by record: every part of it is legal, and gives what the machine was.
    private mutating func refold(
        _ run: SimulatedRun<SteadyFates>, _ digests: [(count: Int, text: String)]
    ) {
        var folded = Execution()
        var next = 0
        for (count, record) in zip(1..., run.driver.log) {
            folded.evolve(record.event, in: run.driver.workflow, at: record.time)
            while next < digests.count, digests[next].count < count { next += 1 }
            guard next < digests.count, digests[next].count == count else { continue }
            let text = Digest.text(folded)
            // Of several moments at one record the last has decided everything.
            let live = digests[next...].prefix { $0.count == count }.last?.text
            if text != live, difference == nil {
                difference =
                    "after \(count) records the log gives\n\(text)\nbut it was\n\(live ?? "")"
            }
        }
    }

    /// Dies where a record would have been the first that is lost.
    private mutating func crash(beyond record: Int, _ result: Result) {
        var run = whole
        let isAfterEffects = chance.percent(30)
        var left: Int? = record
        run.crashPlan = { _, isAfter, unflushed in
            guard let rest = left, !isAfter else { return nil }
            if rest >= unflushed {
                left = rest - unflushed
                return nil
            }
            left = nil
            return isAfterEffects ? nil : rest
        }
        run.start()
        var hasDied = false
        while !Self.isOver(run), run.turn() {
            if isAfterEffects, left == nil, !hasDied {
                hasDied = true
                run.crash(keeping: run.durableCount)
            }
        }
        run.conclude()
        crashes += run.crashes
        let place = "crash beyond record \(record)\(isAfterEffects ? ", after effects" : "")"
        note(run, place)
        guard run.crashes > 0, difference == nil else { return }
        if run.hasCrashedInFork { return }
        compared += 1
        let other = Result(run)
        if !other.isAsGood(as: result, afterDoubt: run.doubts > 0) {
            difference = "\(place) gives\n\(other)\ninstead of\n\(result)\n\(run.story)"
        }
    }

    /// How a run ended, and what is left of it.
    private struct Result: Equatable {
        let status: Status
        let output: String?
        let failure: String?
        let compensation: CompensationStatus
        let left: [String]

        init(_ run: SimulatedRun<SteadyFates>) {
            status = run.execution.status
            output = run.execution.output?.json
            failure = run.execution.failure?.name
            compensation = run.execution.compensation
            left = run.ledger.present.values.sorted()
        }

        /// The same; only that a visit of which an attempt was in doubt is undone where one that
        /// failed needs nothing, or is left to a person who has to look.
        func isAsGood(as calm: Result, afterDoubt isInDoubt: Bool) -> Bool {
            if !isInDoubt { return self == calm }
            if compensation == .stuck { return true }
            return status == calm.status && output == calm.output && failure == calm.failure
        }
    }

    private mutating func note(_ run: SimulatedRun<SteadyFates>, _ place: String) {
        guard difference == nil, let violation = run.audit.violations.first else { return }
        difference = "\(place): \(violation)\n\(run.story)"
    }
}

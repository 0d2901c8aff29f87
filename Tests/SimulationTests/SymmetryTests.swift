import SagaDefinition
import SagaSimulation
import SagaTesting
import Testing

/// To take situations for one that differ in the order of iterations alone saves work, and changes
/// nothing of what is proved or refuted.
@Suite struct SymmetryTests {
    private static let count = max(1, (TestSetting.number("SAGA_COUNT") ?? 1000) / 20)

    @Test func `exchanged iterations are one situation, and the answer is the same`() throws {
        var (compared, all, merged, refuted) = (0, 0, 0, 0)
        for seed in 1...UInt64(Self.count) {
            var random = RandomMap(chance: Chance(seed: seed))
            let text = random.text()
            let workflow = try MachineDriver.workflow(text)
            let bounds = Bounds(faults: 1, loops: 1, items: 2, situations: 1500)
            let whole = Exploration(workflow, bounds, mergesIterations: false)
            guard whole.isComplete else { continue }
            let reduced = Exploration(workflow, bounds)
            compared += 1
            all += whole.situations
            merged += reduced.situations
            if whole.verdict == .refuted { refuted += 1 }
            #expect(reduced.isComplete)
            #expect(Findings(reduced) == Findings(whole), "seed \(seed)\n\(text)")
            #expect(reduced.situations <= whole.situations, "seed \(seed)\n\(text)")
        }
        #expect(compared > 0 && merged < all)
        #expect(Self.count < 50 || refuted > 5 && compared - refuted > 5)
        print(
            "symmetry: \(compared) definitions, \(refuted) refuted; \(merged) situations instead "
                + "of \(all)")
    }

    @Test func `the situations of many iterations do not multiply`() throws {
        let workflow = try MachineDriver.workflow(
            """
            States:
              - Each:
                  Type: Map
                  ItemsPath: $.items
                  ItemProcessor: {States: [{A: {Run: [a], Compensate: {Run: [undo]}}}]}
            """)
        let bounds = Bounds(faults: 1, items: 4)
        let whole = Exploration(workflow, bounds, mergesIterations: false)
        let reduced = Exploration(workflow, bounds)
        print("symmetry: four iterations: \(reduced.situations) instead of \(whole.situations)")
        #expect(reduced.situations * 2 < whole.situations)
        #expect(Findings(reduced) == Findings(whole))
    }

    /// What an exploration has found.
    private struct Findings: Equatable {
        let verdict: Exploration.Verdict
        /// What is wrong with which state, and how long the shortest path to it is.
        let problems: Set<String>
        let ends: Set<String>
        let cut: Set<StateID>
        let unreached: [StateID]

        init(_ exploration: Exploration) {
            verdict = exploration.verdict
            problems = Set(
                exploration.problems.map { "\($0.kind) \($0.state.index) \($0.path.count)" })
            ends = Set(exploration.endings.keys)
            cut = exploration.cut
            unreached = exploration.unreached
        }
    }
}

/// A Map by chance, small enough to be explored whole, and a task before or after it.
private struct RandomMap {
    var chance: Chance

    mutating func text() -> String {
        var states = [map()]
        if chance.percent(50) { states.append("Last: {\(task())}") }
        if chance.percent(30) { states.insert("First: {\(task())}", at: 0) }
        return "States:\n" + states.map { "  - \($0)\n" }.joined()
    }

    private mutating func map() -> String {
        var inner = ["{A: {\(task())}}"]
        if chance.percent(30) { inner.append("{B: {\(task())}}") }
        var fields = [
            "Type: Map", "ItemsPath: $", "ResultPath: null",
            "ItemProcessor: {States: [\(inner.joined(separator: ", "))]}",
        ]
        if chance.percent(40) { fields.append("MaxConcurrency: \(chance.below(2) + 1)") }
        if chance.percent(30) { fields.append("ToleratedFailureCount: 1") }
        if chance.percent(30) { fields.append("Compensate: {Run: [undo-all], Retry: []}") }
        if chance.percent(30) { fields.append("Retry: [{ErrorEquals: [E], MaxAttempts: 1}]") }
        return "Each: {\(fields.joined(separator: ", "))}"
    }

    private mutating func task() -> String {
        var fields = ["Run: [work]"]
        switch chance.below(10) {
        case ..<6:
            let when = chance.pick(["NotFailed", "Attempted", "Succeeded"])
            let then = chance.pick(["Stop", "Continue"])
            fields.append("Compensate: {Run: [undo], When: \(when), OnFailure: \(then), Retry: []}")
        case ..<8: fields.append("Compensate: None")
        default: break
        }
        if chance.percent(30) { fields.append("OnInterrupt: \(chance.pick(["Fail", "Ask"]))") }
        return fields.joined(separator: ", ")
    }
}

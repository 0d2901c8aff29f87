import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

/// Random definitions in a world of random outcomes, aborts, interrupts and crashes: what a saga
/// promises holds in every one of them.
///
/// `SAGA_SEED` and `SAGA_COUNT` choose the cases, of which `make ci` plays 20,000; a failure names
/// its seed.
@Suite struct PropertyTests {
    private static let first = TestSetting.number("SAGA_SEED") ?? 1
    private static let count = TestSetting.number("SAGA_COUNT") ?? 1000
    /// Cases are shared out, so that they run side by side.
    private static let shares = 8
    /// How many seeds in a row play the same definition: to read one takes longer than to run it.
    private static let runsOfOne = 4

    @Test(arguments: 0..<shares)
    func `whatever happens, a saga keeps its promises`(share: Int) throws {
        var tally = Tally()
        var failed = 0
        var read: (number: Int, text: String, workflow: Workflow)?
        for seed in Self.first..<Self.first + Self.count {
            let number = seed / Self.runsOfOne
            guard number % Self.shares == share, failed < 3 else { continue }
            if read?.number != number {
                var random = RandomWorkflow(seed: UInt64(number))
                let text = random.text()
                read = (number, text, try MachineDriver.workflow(text))
            }
            guard let (_, definition, workflow) = read else { continue }
            let run = try Self.play(workflow, seed: UInt64(seed))
            tally.add(run)
            if let violation = run.audit.violations.first {
                failed += 1
                Issue.record(
                    """
                    \(violation)
                    again: make fuzz SEED=\(seed) COUNT=1
                    \(definition)
                    \(run.story)
                    """)
            }
        }
        print(
            """
            simulation \(share + 1)/\(Self.shares) of seeds \(Self.first) to \
            \(Self.first + Self.count - 1): \(tally.text)
            """)
    }

    /// Plays one case to its end.
    private static func play(
        _ workflow: Workflow, seed: UInt64
    ) throws -> SimulatedRun<RandomFates> {
        var chance = Chance(seed: seed &* 31 &+ 7)
        var run = SimulatedRun(
            workflow, input: try Value(json: RandomWorkflow.input),
            fates: RandomFates(chance: Chance(seed: chance.next())))
        var mishaps = chance.below(6)
        run.keepsEffects = chance.percent(20)
        run.start()
        var turns = 0
        while turns < 4000, run.audit.violations.isEmpty {
            turns += 1
            if chance.percent(10), mishaps > 0, run.execution.phase != .ended {
                mishaps -= 1
                disturb(&run, &chance)
            } else if run.execution.phase == .ended {
                guard reopens(&run, &chance, &mishaps) else { break }
            } else if run.execution.suspension?.reason == .stuck {
                retryStuck(&run, &chance)
            } else if run.flying.count > 1, chance.percent(60) {
                run.end(chance.below(run.flying.count))
            } else if chance.percent(10), run.answerers.isWaiting, run.execution.phase == .running {
                run.answer()
            } else if chance.percent(5) {
                run.passTime()
            } else if !run.turn() {
                break
            }
            if chance.percent(10) { compare(&run) }
        }
        if turns == 4000 || run.driver.log.count >= 20_000 { run.tell("it never ends") }
        if run.audit.violations.isEmpty { run.conclude() }
        compare(&run)
        return run
    }

    private static func disturb(
        _ run: inout SimulatedRun<RandomFates>, _ chance: inout Chance
    ) {
        switch chance.below(11) {
        case 10: run.interrupt(.stop(OperatorNote(by: "me", reason: nil)))
        case ..<1: run.step([.abort(OperatorNote(by: "me", reason: nil))])
        case ..<2:
            let names = run.execution.savePoints(in: run.driver.workflow)
            guard !names.isEmpty else { return run.interrupt() }
            run.step([.abortTo(chance.pick(names), OperatorNote(by: "me", reason: nil))])
        case ..<3: run.interrupt()
        case ..<4:
            run.crash(keeping: run.durableCount)
            run.resume([.abort(OperatorNote(by: "me", reason: nil))])
        case ..<6:
            run.crash(keeping: run.durableCount)
        default:
            let wanted = run.flushes + 1 + chance.below(3)
            let isAfter = chance.percent(40)
            let luck = chance.below(1000)
            run.crashPlan = { flush, after, unflushed in
                guard flush == wanted, after == isAfter else { return nil }
                return luck % (unflushed + 1)
            }
        }
    }

    /// What an operator does with an execution that has ended: tries again what is stuck, and now
    /// and then what failed.
    private static func reopens(
        _ run: inout SimulatedRun<RandomFates>, _ chance: inout Chance, _ mishaps: inout Int
    ) -> Bool {
        let execution = run.execution
        if execution.compensation == .stuck {
            retryStuck(&run, &chance)
            return true
        }
        if execution.isUndoable, chance.percent(30) {
            run.undo()
            return true
        }
        guard execution.standing == .failed || execution.standing == .kept else { return false }
        guard mishaps > 0, chance.percent(50) else {
            // What was kept is not to be left.
            guard execution.standing == .kept else { return false }
            run.undo()
            return true
        }
        mishaps -= 1
        let visited = run.visitedRoots
        if chance.percent(30), visited.count > 1 {
            run.resume(at: Restart(state: chance.pick(visited), input: run.input))
        } else {
            run.resume()
        }
        return true
    }

    /// What cannot be undone is tried again, until it can, or until an operator gives up.
    private static func retryStuck(
        _ run: inout SimulatedRun<RandomFates>, _ chance: inout Chance
    ) {
        if chance.percent(40) { run.fates.undoSucceeds = true }
        if chance.percent(25) { run.settleStuck(&chance) } else { run.resume() }
    }

    private static func compare(_ run: inout SimulatedRun<RandomFates>) {
        let live = Digest.text(run.execution)
        let folded = Digest.text(refolding: run)
        if live != folded { run.tell("the log gives\n\(folded)\nbut live it is\n\(live)") }
    }
}

/// What a number of runs came to.
struct Tally {
    private var runs = 0
    private var facts = 0
    private var effects = 0
    private var crashes = 0
    private var doubts = 0
    private var endings: [String: Int] = [:]

    mutating func add<Fates>(_ run: SimulatedRun<Fates>) {
        runs += 1
        facts += run.driver.log.count
        effects += run.effects
        crashes += run.crashes
        doubts += run.doubts
        let execution = run.execution
        endings["\(execution.status.rawValue)/\(execution.compensation.rawValue)", default: 0] += 1
    }

    var text: String {
        let endings = endings.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }
        return "\(runs) runs, \(facts) facts, \(effects) tasks, \(crashes) crashes, "
            + "\(doubts) attempts in doubt; \(endings.joined(separator: ", "))"
    }
}

import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaTesting
import SagaValue
import Testing

/// A crash at every flush of every definition, before and after it, with every loss of what was not
/// durable: what resumes ends as the calm run does.
///
/// `SAGA_CRASHES` bounds the crashes of a definition, for a quick look; they are evenly spread.
@Suite struct CrashTests {
    private static let own = TextFile.folder("Definitions")
    private static let scenarios = TextFile.folder("../SagaMachineTests/Scenarios")

    private static let files =
        TextFile.names(in: own).map { "\(own)/\($0)" }
        + TextFile.names(in: scenarios).map { "\(scenarios)/\($0)" }

    @Test(arguments: files)
    func `a crash at any flush changes nothing in the end`(file: String) throws {
        let text = try TextFile.text(file)
        let parts = text.split(separator: "\n====\n", maxSplits: 1).map(String.init)
        let workflow = try MachineDriver.workflow(parts[0])
        var sweep = CrashSweep(workflow, input: try Self.input(parts))
        sweep.play(atMost: TestSetting.number("SAGA_CRASHES") ?? .max)
        let name = file.split(separator: "/").last ?? ""
        print("crash: \(name): \(sweep.calmRuns) runs, \(sweep.crashes) crashes resumed")
        #expect(sweep.differences.prefix(3) == [])
    }

    /// The input that a scenario begins with, or one that suits them all.
    private static func input(_ parts: [String]) throws -> Value {
        let start = parts.last?.split(separator: "\n").first { $0.hasPrefix("start ") }
        guard parts.count > 1, let start else { return try Value(json: RandomWorkflow.input) }
        return try Value(json: String(start.dropFirst(6)))
    }
}

/// All crashes of one definition.
struct CrashSweep {
    private let workflow: Workflow
    private let input: Value
    private(set) var calmRuns = 0
    private(set) var crashes = 0
    private(set) var differences: [String] = []

    init(_ workflow: Workflow, input: Value) {
        self.workflow = workflow
        self.input = input
    }

    /// Everything goes well; then each task fails, is unknown or can't be undone, now and for ever.
    static func scripts(for workflow: Workflow) -> [ScriptedFates] {
        var scripts = [ScriptedFates(), ScriptedFates(isUndone: true)]
        for state in workflow.states {
            if case .map(let map) = state.kind, map.reader != nil || map.writer != nil {
                scripts += Self.scripts(forFilesOf: state)
            }
            guard case .task = state.kind else { continue }
            if case .handler = state.compensation {
                for times in [1, 9] {
                    scripts.append(
                        ScriptedFates(
                            state: state.name, direction: .undo,
                            fate: .fails("Down", hasEffect: false), times: times, isUndone: true))
                }
            }
            let named = state.catchers.flatMap(\.errors) + state.retriers.flatMap(\.errors)
            let error = named.first { !$0.hasPrefix("States.") } ?? "Exit.1"
            var trouble = ScriptedFates(state: state.name)
            for times in [1, 9] {
                trouble.times = times
                trouble.fate = .fails(error, hasEffect: false)
                scripts.append(trouble)
                trouble.fate = .isUnknown(hasEffect: true)
                scripts.append(trouble)
            }
            trouble.fate = .fails(error, hasEffect: false)
            // Something must fail for anything to be undone: the last task does.
            guard case .handler = state.compensation else { continue }
            trouble.alsoFails = workflow.states.last { $0.kind.typeName == "Task" }?.name
            trouble.direction = .undo
            for times in [1, 9] {
                trouble.times = times
                scripts.append(trouble)
            }
        }
        return scripts
    }

    /// A Map's reader, and then its writer, fails once and for ever.
    private static func scripts(forFilesOf state: State) -> [ScriptedFates] {
        [1, 9].map { times in
            var trouble = ScriptedFates(state: state.name)
            trouble.times = times
            trouble.fate = .fails("States.ItemReaderFailed", hasEffect: false)
            return trouble
        }
    }

    /// Plays every script calmly, then with a crash at each of its flushes.
    mutating func play(atMost limit: Int) {
        var plans: [(Calm, CrashPoint)] = []
        for fates in Self.scripts(for: workflow) {
            var run = SimulatedRun(workflow, input: input, fates: fates)
            let calm = Calm(fates: fates, result: Self.finish(&run), status: run.execution.status)
            note(run, fates, "calm")
            calmRuns += 1
            // A loop that no task ends comes to nothing that a crash could change.
            guard run.driver.log.count < Self.endlessCount else { continue }
            for flush in 1...max(run.flushes, 1) {
                // Nothing of what was not durable is left, or half, or all of it.
                for part in 0...2 {
                    plans.append((calm, CrashPoint(flush: flush, isAfter: false, part: part)))
                }
                plans.append((calm, CrashPoint(flush: flush, isAfter: true, part: 0)))
            }
        }
        for plan in stride(from: 0, to: plans.count, by: max(1, plans.count / limit)) {
            crash(plans[plan].0, plans[plan].1)
        }
    }

    private mutating func crash(_ calm: Calm, _ point: CrashPoint) {
        var run = SimulatedRun(workflow, input: input, fates: calm.fates)
        run.crashPlan = { flush, isAfter, unflushed in
            guard flush == point.flush, isAfter == point.isAfter else { return nil }
            return unflushed * point.part / 2
        }
        let result = Self.finish(&run)
        crashes += run.crashes
        note(run, calm.fates, "\(point)")
        guard result != calm.result, !mayDiffer(run, calm) else { return }
        differences.append(
            "\(calm.fates), \(point) gives\n\(result)\ninstead of\n\(calm.result)\n\(run.story)")
    }

    private struct Calm {
        let fates: ScriptedFates
        let result: String
        let status: Status
    }

    private struct CrashPoint {
        let flush: Int
        let isAfter: Bool
        let part: Int
    }

    private mutating func note(
        _ run: SimulatedRun<ScriptedFates>, _ fates: ScriptedFates, _ place: String
    ) {
        for violation in run.audit.violations.prefix(1) {
            differences.append("\(fates), \(place): \(violation)\n\(run.story)")
        }
    }

    /// Whether an attempt in doubt legally led elsewhere: its task asks for a failure then, or what
    /// it would have said was lost with it, or siblings got further before they were stopped.
    private func mayDiffer(_ run: SimulatedRun<ScriptedFates>, _ calm: Calm) -> Bool {
        guard run.doubts > 0 else { return false }
        let failsInDoubt = workflow.states.contains { state in
            guard case .task(let task) = state.kind else { return false }
            return task.onInterrupt == .fail
        }
        if failsInDoubt { return true }
        // What is in doubt must be undone, and cannot be.
        if calm.fates.direction == .undo, calm.fates.times > 1 { return true }
        let hasForks = workflow.graphs.count > 1
        let isSame = run.execution.status == calm.status
        return isSame && (hasForks || run.execution.status != .succeeded)
    }

    /// Facts after which a definition is taken to go round for ever.
    private static let endlessCount = 600

    /// Ends a run as an operator would: what is stuck is tried once more, and what asks is told.
    private static func finish(_ run: inout SimulatedRun<ScriptedFates>) -> String {
        run.start()
        var turns = 0
        while turns < 2000, run.driver.log.count < Self.endlessCount {
            turns += 1
            if run.execution.compensation == .stuck { break }
            if run.turn() { continue }
            guard run.fates.isUndone, run.execution.isUndoable else { break }
            run.undo()
        }
        run.conclude()
        let execution = run.execution
        return "\(execution.status.rawValue) \(execution.compensation.rawValue) "
            + "\(execution.output?.json ?? "") \(execution.failure?.name ?? "") "
            + "\(run.ledger.present.values.sorted())"
    }
}

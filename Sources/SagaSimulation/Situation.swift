package import SagaDefinition
package import SagaMachine
import SagaValue

/// An execution at a moment at which something has to happen, and the world around it: a value, so
/// that to try several things is to copy it.
package struct Situation: Sendable {
    package private(set) var execution = Execution()
    package private(set) var ledger = Ledger()
    /// Tasks that have been started and whose end nobody has told, in the order of their start.
    package private(set) var running: [TaskOrder] = []
    /// Of these, the ones that were asked to end.
    private(set) var cancelled: Set<AttemptID> = []
    /// How many things have gone wrong.
    package private(set) var faults = 0
    /// The tasks that go wrong in the same way whenever they run.
    private(set) var dooms: [Doom: Move.Happening] = [:]
    /// The keys of effects whose tasks have answered that they succeeded.
    package private(set) var known: Set<String> = []
    /// How many things have been decided that might have been decided otherwise.
    private(set) var decisions = 0
    /// By path without number: how many decisions there were at the latest visit.
    private(set) var visitedAt: [String: Int] = [:]
    /// A state that is entered for ever, and nothing decides so.
    package private(set) var endless: StateID?
    /// A state that was visited as often as the bounds allow.
    package private(set) var cut: StateID?
    private var log: FactLog?
    private var now = Self.start

    struct Doom: Hashable {
        let state: StateID
        let role: BodyRole
    }

    private static let start = Timestamp(seconds: 1_764_000_000)
    /// Facts without any task after which it is taken that there will never be one.
    private static let factsOfOneStep = 4000

    /// The first situation of a definition.
    package init(_ skeleton: Skeleton, _ bounds: Bounds) {
        let text = DefinitionText(file: "/definition", folder: "/", text: "", hash: "")
        guard let id = ExecutionID("explored") else { return }
        let begin = ExecutionStart(
            id: id, startTime: now, input: .emptyObject, definition: text)
        step([.start(begin)], skeleton, bounds)
    }

    /// Whether nothing can happen any more but what an operator brings about.
    package var isOver: Bool {
        execution.phase == .ended || endless != nil || cut != nil
            || execution.suspension?.reason == .stuck
    }

    /// The situation after a move.
    package func after(_ move: Move, _ skeleton: Skeleton, _ bounds: Bounds) -> Situation {
        var next = self
        if move.isFault { next.faults += 1 }
        next.make(move, skeleton, bounds)
        return next
    }

    private mutating func make(_ move: Move, _ skeleton: Skeleton, _ bounds: Bounds) {
        switch move.happening {
        case .succeeds:
            end(move, TaskEnding(outcome: .succeeded, result: .emptyObject), true, skeleton, bounds)
        case .isUnusable:
            decisions += 1
            let ending = TaskEnding(
                outcome: .succeeded, failure: Failure("States.QueryEvaluationError"))
            end(move, ending, true, skeleton, bounds)
        case .fails(let failure, let hasEffect, let forGood):
            doom(move, forGood)
            end(move, TaskEnding(outcome: .failed, failure: failure), hasEffect, skeleton, bounds)
        case .isUnknown(let failure, let hasEffect, let forGood):
            doom(move, forGood)
            end(move, TaskEnding(outcome: .unknown, failure: failure), hasEffect, skeleton, bounds)
        case .isStopped(let outcome, let hasEffect):
            decisions += 1
            let failure = outcome == .succeeded ? nil : Failure("Exit.143")
            let result: Value? = outcome == .succeeded ? .emptyObject : nil
            end(
                move, TaskEnding(outcome: outcome, result: result, failure: failure), hasEffect,
                skeleton, bounds)
        case .chooses(let rule):
            decisions += 1
            guard let rule else {
                let ending = TaskEnding(outcome: .succeeded, result: .emptyObject)
                end(move, ending, false, skeleton, bounds)
                return
            }
            let failure = Failure(Skeleton.error(ofRule: rule))
            end(move, TaskEnding(outcome: .failed, failure: failure), false, skeleton, bounds)
        case .matchesNothing:
            decisions += 1
            let failure = Failure(Failure.runtimeName)
            end(move, TaskEnding(outcome: .failed, failure: failure), false, skeleton, bounds)
        case .crash(let effects): crash(effects, skeleton, bounds)
        case .abort:
            decisions += 1
            step([.abort(OperatorNote(by: "operator", reason: nil))], skeleton, bounds)
        case .timesOut:
            decisions += 1
            now = now.adding(seconds: Skeleton.endlessSeconds)
            step([.clock], skeleton, bounds)
        case .isTold(let hasEffect):
            let told = ledger.present.filter { $0.value == move.path }.keys
            known.formUnion(told)
            resume([move.path: hasEffect ? .resolved(.emptyObject) : .skipped], skeleton, bounds)
        }
    }

    /// Notes that a task goes wrong from now on whenever it runs.
    private mutating func doom(_ move: Move, _ forGood: Bool) {
        guard let order = order(of: move) else { return }
        let doom = Doom(state: order.state, role: order.role)
        guard dooms[doom] == nil else { return }
        decisions += 1
        if forGood { dooms[doom] = move.happening }
    }

    private func order(of move: Move) -> TaskOrder? {
        running.first { $0.path == move.path && $0.attempt.direction == move.direction }
    }

    private mutating func end(
        _ move: Move, _ ending: TaskEnding, _ hasEffect: Bool, _ skeleton: Skeleton,
        _ bounds: Bounds
    ) {
        guard let order = order(of: move) else { return }
        running.removeAll { $0.attempt == order.attempt }
        cancelled.remove(order.attempt)
        if hasEffect { land(order, skeleton) }
        if ending.outcome == .succeeded, order.forwardKey == nil { known.insert(order.key) }
        step([.taskEnded(order.attempt, ending)], skeleton, bounds)
    }

    private mutating func land(_ order: TaskOrder, _ skeleton: Skeleton) {
        guard order.forwardKey != nil || skeleton.changesWorld.contains(order.state) else { return }
        ledger.land(order)
    }

    /// The process dies after everything it decided was on disk, and another one takes over.
    private mutating func crash(_ effects: [String], _ skeleton: Skeleton, _ bounds: Bounds) {
        decisions += 1
        for order in running where effects.contains(order.path) { land(order, skeleton) }
        resume([:], skeleton, bounds)
    }

    private mutating func resume(
        _ resolutions: [String: Resumption.Resolution], _ skeleton: Skeleton, _ bounds: Bounds
    ) {
        running = []
        cancelled = []
        // What a process knows and no fact tells is gone with it.
        execution = Execution()
        for (event, time) in log?.facts ?? [] {
            execution.evolve(event, in: skeleton.workflow, at: time)
        }
        let note = OperatorNote(by: "operator", reason: nil)
        step([.resume(Resumption(note: note, resolutions: resolutions))], skeleton, bounds)
    }

    // MARK: - The machine

    /// Decides until nothing is left to do without somebody outside; no delay takes any time.
    private mutating func step(
        _ triggers: [Trigger], _ skeleton: Skeleton, _ bounds: Bounds
    ) {
        var triggers = triggers
        var facts = 0
        repeat {
            var step = Step()
            for trigger in triggers {
                execution.decide(trigger, in: skeleton.workflow, at: moment, into: &step)
            }
            while execution.isReady, facts + step.events.count < Self.factsOfOneStep {
                execution.advance(in: skeleton.workflow, at: moment, into: &step, atMost: 64)
            }
            for event in step.takeEvents() {
                facts += 1
                log = FactLog(event, now, after: log)
            }
            for effect in step.takeEffects() { take(effect, skeleton, bounds) }
            triggers = [.clock]
        } while facts < Self.factsOfOneStep && passTime()
        if facts >= Self.factsOfOneStep, endless == nil { endless = execution.root?.visit.state }
    }

    private var moment: Moment { Moment(steady: now, wall: now, entropy: 1) }

    /// Goes on to the next timer but that of the whole execution.
    private mutating func passTime() -> Bool {
        let end = Self.start.adding(seconds: Skeleton.endlessSeconds)
        guard let next = execution.timers.map(\.time).min(), next < end || now >= end else {
            return false
        }
        now = max(now, next)
        return true
    }

    private mutating func take(_ effect: Effect, _ skeleton: Skeleton, _ bounds: Bounds) {
        switch effect {
        case .cancel(let attempt): cancelled.insert(attempt)
        case .start(let order):
            running.append(order)
            if order.attempt.direction == .forward, order.attempt.number == 1 {
                note(order, skeleton, bounds)
            }
        }
    }

    /// Sees whether a visit is one too many.
    private mutating func note(_ order: TaskOrder, _ skeleton: Skeleton, _ bounds: Bounds) {
        let parts = order.path.split(separator: "#", omittingEmptySubsequences: false)
        let name = parts.dropLast().joined(separator: "#")
        let number = parts.last.flatMap { Int($0) } ?? 1
        defer { visitedAt[name] = decisions }
        guard number > 1 else { return }
        if visitedAt[name] == decisions {
            if number > skeleton.longestLoop(bounds) { endless = order.state }
        } else if number > bounds.loops + 1 {
            cut = order.state
        }
    }
}

extension Skeleton {
    /// How often a loop that nothing decides upon may go round: save-points end some.
    fileprivate func longestLoop(_ bounds: Bounds) -> Int {
        let rewinds = workflow.states.compactMap(\.savePoint?.maxRewinds).reduce(0, +)
        return bounds.loops + 2 + min(rewinds, 64)
    }
}

/// The facts of a path, which it shares with the paths that go on from it.
final class FactLog: Sendable {
    private let event: Event
    private let time: Timestamp
    private let before: FactLog?

    init(_ event: Event, _ time: Timestamp, after before: FactLog?) {
        self.event = event
        self.time = time
        self.before = before
    }

    /// All of them, the first one first.
    var facts: [(Event, Timestamp)] {
        var facts: [(Event, Timestamp)] = []
        var last: FactLog? = self
        while let log = last {
            facts.append((log.event, log.time))
            last = log.before
        }
        return facts.reversed()
    }
}

import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaTesting
import SagaValue

/// An execution from its start to its end in a world of its own, in which processes crash.
///
/// As in the runner, facts become durable when effects have to start or the execution is settled,
/// and effects start only after that. A crash loses any suffix of the facts that were not durable.
struct SimulatedRun<Fates: Oracle> {
    private(set) var driver: MachineDriver
    var ledger = Ledger()
    private(set) var audit: Audit
    var fates: Fates
    /// Tasks that were started and have not been heard of since, the first one first.
    private(set) var flying: [TaskOrder] = []
    /// Of these, the ones that were asked to end.
    private var cancelled: Set<AttemptID> = []
    /// Tasks of processes that died; their effects may still come.
    private var ghosts: [TaskOrder] = []
    private var children = Children()
    /// Those who will answer by token, whatever becomes of the process that asked them.
    private(set) var answerers = Answerers()
    private(set) var isInterrupting = false
    /// Whether no process runs.
    private var isDown = false
    private(set) var durableCount = 0
    private(set) var flushes = 0
    private(set) var crashes = 0
    private(set) var doubts = 0
    /// Whether a process died while branches or iterations ran, whose order is then another one.
    private(set) var hasCrashedInFork = false
    private(set) var effects = 0
    let input: Value
    /// Where the process dies; asked before and after each flush.
    var crashPlan: (_ flush: Int, _ isAfter: Bool, _ unflushed: Int) -> Int? = { _, _, _ in nil }

    init(_ workflow: Workflow, input: Value, fates: Fates) {
        driver = MachineDriver(workflow)
        audit = Audit(workflow)
        self.input = input
        self.fates = fates
    }

    var execution: Execution { driver.execution }

    /// `--no-rollback`.
    var keepsEffects = false

    mutating func start() {
        step([driver.startTrigger(input, keepsEffects: keepsEffects)])
    }

    /// Decides, makes the facts durable where effects need it, starts the effects.
    mutating func step(_ triggers: [Trigger], atMost budget: Int = 500) {
        let (events, effects) = driver.decide(triggers, atMost: budget)
        for event in events { audit.add(event, ledger) }
        if !effects.isEmpty || execution.isSettled {
            guard flush() else { return }
        }
        for effect in effects { act(effect) }
    }

    /// Makes the facts durable; with them the requests that led to them have been dealt with.
    ///
    /// - Returns: False where the process has died of it.
    private mutating func flush() -> Bool {
        flushes += 1
        let unflushed = driver.log.count - durableCount
        if let kept = crashPlan(flushes, false, unflushed) {
            crash(keeping: durableCount + kept)
            return false
        }
        durableCount = driver.log.count
        answerers.removeTaken()
        if crashPlan(flushes, true, 0) != nil {
            crash(keeping: durableCount)
            return false
        }
        return true
    }

    /// Lets the next of those answer who were asked.
    mutating func answer() {
        guard let delivery = answerers.take(at: driver.now) else { return }
        step([.callback(delivery)])
    }

    private mutating func act(_ effect: Effect) {
        switch effect {
        case .start(let order):
            effects += 1
            ledger.begin(order)
            flying.append(order)
        case .cancel(let attempt): cancelled.insert(attempt)
        }
    }

    /// Lets a task end that runs.
    mutating func end(_ index: Int) {
        let order = flying.remove(at: index)
        let state = driver.workflow[order.state]
        let fate = fate(of: order)
        let answer = children.answer(to: order)
        if answer == nil, fate.hasEffect { ledger.land(order) }
        if cancelled.contains(order.attempt) == false, answerers.takeOver(order, fate, state) {
            // Of some visits the answer comes before the end of the work.
            if order.attempt.visit % 2 == 0 { self.answer() }
            guard !isDown else { return }
            step([.taskEnded(order.attempt, TaskEnding(outcome: .succeeded, result: .null))])
            return
        }
        var ending = answer ?? children.keep(fate.ending(of: order), of: order)
        if cancelled.remove(order.attempt) != nil, ending.outcome != .succeeded {
            ending = TaskEnding(
                outcome: .unknown, failure: Failure("Exit.143"), isInterrupted: isInterrupting)
        }
        step([.taskEnded(order.attempt, ending)])
    }

    private mutating func fate(of order: TaskOrder) -> Fate {
        let ordinal = driver.log.count { item in
            guard case .attemptEnded(let id, let ending) = item.event else { return false }
            return id.visit == order.attempt.visit && id.direction == order.attempt.direction
                && !ending.isInterrupted
        }
        return fates.fate(of: order, ordinal, of: driver.workflow[order.state], in: ledger)
    }

    /// Asks for a suspension, as Ctrl-C does, or `saga stop`.
    mutating func interrupt(_ trigger: Trigger = .interrupt(signal: 2)) {
        isInterrupting = true
        step([trigger])
    }

    /// The process dies, and with it all that was not durable but a first part.
    mutating func crash(keeping count: Int) {
        crashes += 1
        for order in flying {
            let fate = fate(of: order)
            guard fate.hasEffect, children.answer(to: order) == nil else { continue }
            // It may have come to its end while nobody looked.
            _ = children.keep(fate.ending(of: order), of: order)
            if order.attempt.number % 3 == 1 {
                _ = answerers.takeOver(order, fate, driver.workflow[order.state])
            }
            // What another execution has answered it has done.
            let isLate = order.attempt.number % 2 == 0 && order.executions.isEmpty
            if isLate { ghosts.append(order) } else { ledger.land(order) }
        }
        driver.crash(keeping: count)
        doubts += execution.runningAttempts.count
        if !execution.forks.isEmpty { hasCrashedInFork = true }
        durableCount = count
        restart()
        isDown = true
    }

    private mutating func restart() {
        flying = []
        cancelled = []
        isInterrupting = false
        audit = rereadAudit()
    }

    /// The bookkeeping of the log alone, with what was found wrong so far.
    private func rereadAudit() -> Audit {
        var fresh = Audit(driver.workflow)
        for (event, _) in driver.log { fresh.add(event, nil) }
        fresh.violations = audit.violations
        return fresh
    }

    /// A process takes over what the log tells.
    ///
    /// - Parameter words: An operator's on compensations, by path.
    mutating func resume(
        _ requests: [Trigger] = [], at place: Restart? = nil,
        words: [String: Resumption.Resolution] = [:]
    ) {
        if execution.suspension?.reason == .inDoubt { landGhosts() }
        driver.crash(keeping: driver.log.count)
        restart()
        isDown = false
        guard execution.start != nil else {
            start()
            return
        }
        let note = OperatorNote(by: "operator", reason: nil)
        let answers = answerers.left(at: driver.now).map { Trigger.callback($0) }
        let resumption = Resumption(
            note: note, resolutions: resolutions.merging(words) { $1 }, restart: place)
        step(answers + [.resume(resumption)] + requests)
    }

    /// The states of the workflow's own scope that it has been in.
    var visitedRoots: [StateID] {
        audit.visits.values.filter { $0.scope == 0 }.map(\.state).sorted { $0.index < $1.index }
    }

    /// A process undoes what has ended.
    mutating func undo() {
        driver.crash(keeping: driver.log.count)
        restart()
        isDown = false
        step([.undo(OperatorNote(by: "operator", reason: nil))])
    }

    private mutating func landGhosts() {
        for order in ghosts { ledger.land(order) }
        ghosts = []
    }

    /// The latest of the late effects have come: what has to hold still does.
    mutating func conclude() {
        landGhosts()
        if let end = audit.ending { audit.checkEnd(end, ledger) }
    }

    /// An operator gives up waiting for what is stuck: undoes it by hand and says so, or says that
    /// it is to be left.
    mutating func settleStuck(_ chance: inout Chance) {
        var words: [String: Resumption.Resolution] = [:]
        for entry in execution.entries.values.sorted(by: { $0.visit < $1.visit }) {
            guard case .stuck = entry.phase else { continue }
            if chance.percent(50) {
                words[entry.path] = .skipped
            } else {
                ledger.undo(audit.visits[entry.visit]?.key, at: entry.path)
                words[entry.path] = .resolved(.null)
            }
        }
        resume(words: words)
    }

    /// An operator's word on what is in doubt: the truth.
    private var resolutions: [String: Resumption.Resolution] {
        guard execution.suspension?.reason == .inDoubt else { return [:] }
        var words: [String: Resumption.Resolution] = [:]
        for scope in execution.scopes.values where scope.visit.isInDoubt {
            let name = driver.workflow[scope.visit.state].name
            let key = audit.visits[scope.visit.id]?.key
            words["\(scope.prefix)\(name)#\(scope.visit.number)"] =
                ledger.has(key) ? .resolved(scope.visit.input) : .skipped
        }
        return words
    }

    /// What happens next when nothing unusual does.
    ///
    /// - Returns: False when it is over.
    mutating func turn() -> Bool {
        if execution.phase == .ended { return false }
        if isDown || execution.phase == .suspended {
            resume()
        } else if execution.isReady {
            step([])
        } else if !flying.isEmpty {
            end(0)
        } else if durableCount < driver.log.count {
            // Before a wait that may be long.
            _ = flush()
        } else if answerers.isWaiting {
            answer()
        } else if driver.passTime() {
            step([])
        } else {
            audit.violations.append("it waits for nothing")
            return false
        }
        return driver.log.count < 20_000
    }

    mutating func passTime() { if driver.passTime() { step([]) } }

    /// The facts, and where processes began, for a person.
    var story: String {
        var lines: [String] = []
        for (number, item) in zip(1..., driver.log) {
            var fact = String(describing: item.event)
            for noise in ["SagaMachine.", "SagaValue.", "SagaDefinition.", "Optional", "ID"] {
                fact = fact.split(separator: noise).joined()
            }
            lines.append("\(number) \(fact.prefix(110))")
        }
        return lines.suffix(300).joined(separator: "\n")
    }

    mutating func tell(_ violation: String) { audit.violations.append(violation) }
}

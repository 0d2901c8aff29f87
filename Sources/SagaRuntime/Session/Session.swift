package import SagaDefinition
import SagaJournal
package import SagaMachine
import SagaValue

/// One process's part in an execution: from its start, or from where another process left it.
package struct Session {
    private let settings: SessionSettings

    package init(_ settings: SessionSettings) { self.settings = settings }

    /// Starts an execution and runs it until it has ended or is suspended.
    ///
    /// - Throws: `SAGA4002` where the name is taken, `SAGA4003`, `SAGA4004`, `SAGA4008` or
    ///   `SAGA4009` for the store, `SAGA5001` for the system.
    package func start(
        _ start: ExecutionStart, _ workflow: Workflow, clock: SteadyClock
    ) throws(RuntimeFault) -> Execution {
        let start = start.sealed()
        let journal: Journal
        do throws(JournalFault) {
            journal = try settings.store.create(
                start.id, at: clock.steady, version: settings.version,
                permissions: settings.permissions)
        } catch { throw .journal(error) }
        return try run(
            [.start(start)], start, workflow, Execution(), journal, clock,
            folder: start.definition.folder, takenOver: false)
    }

    /// Starts an execution and leaves it there, for another process to go on with.
    ///
    /// - Throws: As `start` does.
    package func begin(
        _ start: ExecutionStart, _ workflow: Workflow, clock: SteadyClock
    ) throws(RuntimeFault) -> Execution {
        let start = start.sealed()
        var execution = Execution()
        var step = Step()
        let moment = Moment(steady: clock.steady, wall: SteadyClock.wall, entropy: 0)
        execution.decide(.start(start), in: workflow, at: moment, into: &step)
        do throws(JournalFault) {
            let journal = try settings.store.create(
                start.id, at: clock.steady, version: settings.version,
                permissions: settings.permissions)
            for event in step.takeEvents() {
                journal.add(kind: event.kind.rawValue, at: moment.steady) { record in
                    event.write(to: &record, in: workflow)
                }
            }
            try journal.flush()
        } catch { throw .journal(error) }
        return execution
    }

    /// Goes on with an execution that this process has taken over.
    ///
    /// Commands that still run from before are ended first, so that nothing of theirs can land
    /// after it was settled.
    ///
    /// - Parameter triggers: What to do; not empty.
    package func resume(
        _ inheritance: Inheritance, _ triggers: [Trigger]
    ) throws(RuntimeFault) -> Execution {
        try run(
            triggers, inheritance.start, inheritance.workflow, inheritance.execution,
            inheritance.journal, inheritance.clock, folder: inheritance.definition.folder,
            takenOver: true)
    }

    private func run(
        _ first: [Trigger], _ start: ExecutionStart, _ workflow: Workflow, _ execution: Execution,
        _ journal: Journal, _ clock: SteadyClock, folder: String, takenOver: Bool
    ) throws(RuntimeFault) -> Execution {
        let place: TaskPlace
        let mayGoOn = settings.tasksSurvive != false && !execution.isRecovering
        do throws(JournalFault) {
            place = try TaskPlace(settings.store.folder(start.id), workflow)
        } catch { throw .journal(error) }
        let left =
            takenOver
            ? try place.reclaim(
                execution.runningAttempts, mayGoOn: mayGoOn && first.allSatisfy(\.isResume))
            : Reclaimed()
        if left.supervisor == nil { try place.acquire() }
        let observer = settings.lines.map { LineRouter(workflow: workflow, listener: $0) }
        let pool = try TaskPool(
            takesSignals: true,
            supervised: place.supervision(
                settings.supervisor, survives: settings.tasksSurvive ?? start.tasksSurvive),
            observer: observer?.observer)
        let inbox = workflow.canWait ? try RequestInbox(place.folder) : nil
        let tasks = TaskSettings(
            workflow: workflow, executionID: start.id, folder: folder,
            filesPath: place.filesPath, environment: settings.environment,
            bindings: settings.bindings, buckets: settings.buckets, lock: place.lock?.descriptor,
            children: ChildSettings(
                program: settings.program, store: settings.store.path,
                workflows: settings.workflows, depth: start.parent?.depth ?? 0,
                keepsEffects: start.keepsEffects,
                restsWhenWaiting: settings.restsWhenWaiting),
            secrets: settings.secrets)
        let world = try LiveWorld(
            settings: tasks, pool: pool, clock: clock, inbox: inbox, router: observer)
        var requests = try inbox?.take() ?? []
        // One who resumes wants it to go on: what was to be stopped has stopped already.
        if takenOver { requests.removeAll(where: \.isStop) }
        // Answers come before what is decided about attempts that nobody saw end.
        let answers = takenOver ? requests.prefix { $0.isCallback } : []
        let own = world.adopt(left, of: execution, before: first)
        let triggers = answers + own + requests.dropFirst(answers.count)
        let result =
            settings.mocks.isEmpty
            ? try run(triggers, workflow, execution, journal, world)
            : try run(
                triggers, workflow, execution, journal,
                MockedWorld(world, workflow, mocks: settings.mocks, after: execution))
        // What came while it ended is too late, and must not meet whoever takes it over.
        if result.phase == .ended { _ = try inbox?.take() }
        try inbox?.removeAnswered()
        pool.leave()
        try place.forget(left)
        return result
    }

    private func run(
        _ triggers: [Trigger], _ workflow: Workflow, _ execution: Execution, _ journal: Journal,
        _ world: some World
    ) throws(RuntimeFault) -> Execution {
        var runner = Runner(
            workflow: workflow, execution: execution, journal: journal, world: world,
            observer: settings.observer, restsWhenWaiting: settings.restsWhenWaiting)
        try runner.run(triggers)
        return runner.execution
    }
}

extension Trigger {
    /// Whether somebody answers a task.
    fileprivate var isCallback: Bool {
        guard case .callback = self else { return false }
        return true
    }
}

extension ExecutionStart {
    /// The same with a fresh secret for its task tokens, unless it has one.
    fileprivate func sealed() -> ExecutionStart {
        guard secret == nil else { return self }
        var chance = SystemRandomNumberGenerator()
        let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        return sealing(with: bytes.hexadecimal)
    }
}

/// Tells a listener whose line it is.
final class LineRouter {
    private let workflow: Workflow
    private let listener: SessionSettings.LineListener
    private var states: [TaskID: StateID] = [:]

    init(workflow: Workflow, listener: @escaping SessionSettings.LineListener) {
        self.workflow = workflow
        self.listener = listener
    }

    /// What the pool tells lines to.
    var observer: TaskPool.LineObserver {
        { [self] task, stream, line in
            guard let state = states[task] else { return }
            listener(workflow[state].name, stream, line)
        }
    }

    func started(_ task: TaskID, _ state: StateID) { states[task] = state }

    func ended(_ task: TaskID) { states[task] = nil }
}

extension Trigger {
    fileprivate var isResume: Bool {
        if case .resume = self { true } else { false }
    }
}

extension Workflow {
    /// Whether any state takes time, so that a request can come while it does.
    fileprivate var canWait: Bool {
        states.contains { state in
            switch state.kind {
            case .task, .wait: true
            case .pass, .choice, .succeed, .fail, .parallel, .map: false
            }
        }
    }
}

import SagaDefinition
package import SagaMachine
import SagaValue

/// The world as it is: the kernel's clocks and chance, real commands and requests, signals.
package final class LiveWorld: World {
    let settings: TaskSettings
    let pool: TaskPool
    private let clock: SteadyClock
    private let inbox: RequestInbox?
    private let router: LineRouter?
    private var chance = SystemRandomNumberGenerator()
    private var orders: [TaskID: TaskOrder] = [:]
    private var tasks: [AttemptID: TaskID] = [:]
    private var nextTask: TaskID = 1
    /// Endings of what was over when it was asked for: files read or written, tasks that could not
    /// be started.
    private var endings: [Trigger] = []
    private var isInterrupting = false
    /// How often in a row the process of a sub-workflow has died, by the key of its task.
    var deaths: [String: Int] = [:]

    init(
        settings: TaskSettings, pool: TaskPool, clock: SteadyClock, inbox: RequestInbox?,
        router: LineRouter?
    ) throws(RuntimeFault) {
        self.settings = settings
        self.pool = pool
        self.clock = clock
        self.inbox = inbox
        self.router = router
        if let inbox { try pool.watch(inbox.descriptor) }
    }

    /// Goes on with what an earlier process left: what still runs is this world's from here on, and
    /// what has ended is told right after the resume that it belongs to.
    ///
    /// - Parameter triggers: What this process begins with.
    func adopt(
        _ left: Reclaimed, of execution: Execution, before triggers: [Trigger]
    ) -> [Trigger] {
        if let supervisor = left.supervisor {
            pool.adopt(supervisor, running: left.running.values)
            for (attempt, task) in left.running {
                guard let order = execution.order(of: attempt, in: settings.workflow) else {
                    continue
                }
                orders[task] = order
                tasks[attempt] = task
                router?.started(task, order.state)
                nextTask = max(nextTask, task + 1)
            }
        }
        var endings: [Trigger] = []
        for (attempt, ending) in left.endings {
            guard let order = execution.order(of: attempt, in: settings.workflow) else { continue }
            endings += trigger(order, ending, isInterrupted: ending.wasSignalled).map { [$0] } ?? []
        }
        return triggers.flatMap { trigger -> [Trigger] in
            guard case .resume(let resumption) = trigger else { return [trigger] }
            var known = Set(left.endings.map(\.attempt)).union(left.running.keys)
            guard !resumption.resolutions.isEmpty else {
                return [.resume(resumption.knowing(known))] + endings
            }
            // A word is on what the resume itself settles: of these nobody else can tell more.
            let doubts = Set(endings.compactMap(\.attemptInDoubt))
            known.subtract(doubts)
            let told = endings.filter { $0.attemptInDoubt == nil }
            return [.resume(resumption.knowing(known))] + told
        }
    }

    package func moment() -> Moment {
        Moment(steady: clock.steady, wall: SteadyClock.wall, entropy: chance.next())
    }

    package func wait(until deadlines: [Deadline]) throws(RuntimeFault) -> [Trigger] {
        try wait(until: deadlines.map(clock.instant).min())
    }

    package func poll() throws(RuntimeFault) -> [Trigger] { try wait(until: Instant.now) }

    package func flushed() throws(RuntimeFault) { try inbox?.removeAnswered() }

    private func wait(until limit: Instant?) throws(RuntimeFault) -> [Trigger] {
        guard self.endings.isEmpty else {
            defer { self.endings = [] }
            return self.endings
        }
        var endings: [Trigger] = []
        var requests: [Trigger] = []
        for arrival in try pool.wait(until: limit) {
            switch arrival {
            case .shell(let task, let ending):
                if let trigger = ended(task, ending) { endings.append(trigger) }
            case .http(let task, let ending):
                if let trigger = ended(task, ending) { endings.append(trigger) }
            case .signal(let signal): requests += interrupted(by: signal)
            case .readable: requests += try inbox?.take() ?? []
            }
        }
        // What a stop ends was interrupted, as by a signal.
        if requests.contains(where: \.isStop) { isInterrupting = true }
        return endings + requests
    }

    /// The first signal asks for an end, the second one for it at once.
    private func interrupted(by signal: Int32) -> [Trigger] {
        guard isInterrupting else {
            isInterrupting = true
            return [.interrupt(signal: Int(signal))]
        }
        for task in orders.keys { pool.cancel(task, inHurry: true) }
        return []
    }

    package func start(_ order: TaskOrder) {
        if order.role.isOfFiles {
            endings.append(.taskEnded(order.attempt, settings.fileEnding(order)))
            return
        }
        let task = nextTask
        router?.started(task, order.state)
        guard let body = settings.workflow.body(of: order) else {
            refuse(order, "the definition has no task here")
            return
        }
        if let name = body.secrets.first(where: { settings.secrets.values[$0] == nil }) {
            refuse(order, "the secret `\(name)` is not there")
            return
        }
        switch body.kind {
        case .run(let spec): pool.start(settings.command(order, body, spec), as: task)
        case .http:
            guard let call = request(order) else { return }
            pool.start(call, as: task)
        case .resource(let spec):
            let name = settings.workflow[order.state].name
            guard let words = settings.binding(of: spec.resource, state: name) else {
                refuse(order, "nothing is bound to the resource `\(spec.resource)`")
                return
            }
            pool.start(settings.command(order, body, bound: words), as: task)
        case .workflow(let spec):
            guard startWorkflow(order, body, spec, as: task) else { return }
        }
        nextTask += 1
        orders[task] = order
        tasks[order.attempt] = task
    }

    /// The request that an `Http` task is; nil when its arguments describe none.
    private func request(_ order: TaskOrder) -> HTTPCall? {
        do throws(Failure) {
            var call = try HTTPCall(
                arguments: order.arguments ?? .emptyObject,
                timeout: .seconds(order.timeoutSeconds ?? Limits.serviceHTTPSeconds))
            call.identify(
                key: order.key, forwardKey: order.forwardKey,
                traceParent: settings.traceParent(order))
            return call
        } catch {
            refuse(order, error)
            return nil
        }
    }

    func refuse(_ order: TaskOrder, _ cause: String) {
        refuse(order, Failure(Failure.notStartedName, cause: cause))
    }

    func refuse(_ order: TaskOrder, _ failure: Failure) {
        end(order, TaskEnding(outcome: .noEffect, failure: failure))
    }

    /// Ends a task that was never begun.
    func end(_ order: TaskOrder, _ ending: TaskEnding) {
        endings.append(.taskEnded(order.attempt, ending))
    }

    package func cancel(_ attempt: AttemptID) {
        if let task = tasks[attempt] { pool.cancel(task) }
    }

    package func abandon() { pool.abandon() }

    /// The ending in the machine's words; nil of a task that nobody waits for.
    private func ended(_ task: TaskID, _ ending: ShellEnding) -> Trigger? {
        guard let order = forget(task) else { return nil }
        return trigger(
            order, ending, isInterrupted: isInterrupting && ending.wasSignalled)
    }

    private func trigger(
        _ order: TaskOrder, _ ending: ShellEnding, isInterrupted: Bool
    ) -> Trigger? {
        guard let body = settings.workflow.body(of: order) else { return nil }
        if case .workflow(let spec) = body.kind, !isBound(spec, order) {
            return .taskEnded(order.attempt, ended(order, spec, ending, isInterrupted))
        }
        let outcome: ShellOutcome
        if case .run(let spec) = body.kind {
            // What a command prints that is answered by token is for its log alone.
            outcome = ShellOutcome(
                parse: spec.isCallback ? .none : spec.parse, errors: spec.errors,
                noEffect: spec.noEffect,
                direction: order.attempt.direction)
        } else {
            outcome = ShellOutcome(
                parse: order.token == nil ? .auto : .none, direction: order.attempt.direction)
        }
        return .taskEnded(
            order.attempt, outcome.ending(of: ending, isInterrupted: isInterrupted))
    }

    private func ended(_ task: TaskID, _ ending: HTTPEnding) -> Trigger? {
        guard let order = forget(task), let body = settings.workflow.body(of: order),
            case .http(let spec) = body.kind
        else { return nil }
        // Without a limit of its own it is the service's task, whose time runs out differently.
        let outcome = HTTPOutcome(
            noEffect: spec.noEffect, direction: order.attempt.direction,
            timeoutName: order.timeoutSeconds == nil
                ? Failure.socketName : Failure.timeoutName)
        return .taskEnded(
            order.attempt,
            outcome.ending(
                of: ending, now: SteadyClock.wall, isInterrupted: isInterrupting))
    }

    private func forget(_ task: TaskID) -> TaskOrder? {
        guard let order = orders.removeValue(forKey: task) else { return nil }
        tasks[order.attempt] = nil
        router?.ended(task)
        return order
    }
}

extension Trigger {
    /// The attempt that was ended with its `saga`, and did not answer.
    fileprivate var attemptInDoubt: AttemptID? {
        guard case .taskEnded(let attempt, let ending) = self, ending.isInterrupted,
            ending.outcome != .succeeded
        else { return nil }
        return attempt
    }
}

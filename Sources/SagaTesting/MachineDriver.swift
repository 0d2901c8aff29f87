package import SagaDefinition
package import SagaMachine
import SagaSource
package import SagaValue

/// Drives the machine without a disk or a clock: what it decided, and when each fact became safe.
///
/// Time moves only when a test says so, and every moment has the same chance.
package struct MachineDriver {
    package let workflow: Workflow
    package private(set) var execution = Execution()
    /// The facts so far, with their times: the log.
    package private(set) var log: [(event: Event, time: Timestamp)] = []
    /// Effects that have been asked for since the last call of `takeEffects`.
    private var effects: [Effect] = []
    package var now = Timestamp(seconds: 1_764_000_000)
    package var entropy: UInt64 = 1

    package init(_ workflow: Workflow) { self.workflow = workflow }

    /// The workflow of a text that must be right.
    package static func workflow(_ text: String) throws -> Workflow {
        let definition = WorkflowReader().read(Source(text, name: "test.saga.yaml"))
        guard let workflow = definition.workflow else {
            throw Wrong(findings: definition.findings.map { "\($0.message)" })
        }
        return workflow
    }

    /// A definition that a test got wrong.
    package struct Wrong: Error { package let findings: [String] }

    package var moment: Moment { Moment(steady: now, wall: now, entropy: entropy) }

    /// Decides a trigger and everything that is due after it.
    ///
    /// - Returns: The facts and effects, in order.
    @discardableResult
    package mutating func decide(_ trigger: Trigger) -> (events: [Event], effects: [Effect]) {
        decide([trigger])
    }

    /// Decides triggers that came together, timers that are due, and what is due after them.
    ///
    /// - Parameter budget: About how many facts at most; with more to do, it stays ready.
    /// - Returns: The facts and effects, in order.
    package mutating func decide(
        _ triggers: [Trigger], atMost budget: Int = .max
    ) -> (events: [Event], effects: [Effect]) {
        var step = Step()
        for trigger in triggers {
            execution.decide(trigger, in: workflow, at: moment, into: &step)
        }
        if execution.timers.contains(where: { $0.isDue(at: moment) }) {
            execution.decide(.clock, in: workflow, at: moment, into: &step)
        }
        while execution.isReady, step.events.count < budget {
            execution.advance(in: workflow, at: moment, into: &step, atMost: min(64, budget))
        }
        let events = step.takeEvents()
        log += events.map { ($0, now) }
        return (events, step.takeEffects())
    }

    /// Starts an execution, as `run` does.
    ///
    /// - Parameter keepsEffects: `--no-rollback`.
    package mutating func start(_ input: Value = .emptyObject, keepsEffects: Bool = false) -> (
        events: [Event], effects: [Effect]
    ) {
        decide(startTrigger(input, keepsEffects: keepsEffects))
    }

    /// What `run` begins with.
    package func startTrigger(_ input: Value, keepsEffects: Bool = false) -> Trigger {
        let definition = DefinitionText(
            file: "/home/me/test.saga.yaml", folder: "/home/me", text: "", hash: "")
        let start = ExecutionStart(
            id: Self.id, startTime: now, input: input, definition: definition,
            keepsEffects: keepsEffects)
        return .start(start)
    }

    /// The id of every execution that a driver starts.
    private static let id: ExecutionID = {
        guard let id = ExecutionID("test") else { preconditionFailure("a valid id") }
        return id
    }()

    /// Forgets everything but the first `count` facts, as a crash does.
    package mutating func crash(keeping count: Int) {
        log = Array(log.prefix(count))
        execution = Execution()
        for (event, time) in log { execution.evolve(event, in: workflow, at: time) }
    }

    /// Lets time pass until the next timer is due.
    ///
    /// - Returns: Whether there was one.
    package mutating func passTime() -> Bool {
        guard let next = execution.timers.map(\.time).min() else { return false }
        now = max(now, next)
        return true
    }
}

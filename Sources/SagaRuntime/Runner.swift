package import SagaDefinition
package import SagaJournal
package import SagaMachine
import SagaValue

/// The loop: wait, decide (which evolves), append, act.
///
/// The order is the durability promise.
package struct Runner<W: World, Log: RunLog> {
    private let workflow: Workflow
    package private(set) var log: Log
    package private(set) var world: W
    private let observer: (any RunObserver)?
    private let restsWhenWaiting: Bool
    package private(set) var execution: Execution
    /// When the oldest of the facts was decided that wait for the disk; nil where none does.
    private var unflushedSince: Timestamp?

    /// - Parameter execution: Folded from the log so far; empty for a new one.
    /// - Parameter restsWhenWaiting: Whether to suspend once nothing but answers by token is waited
    ///   for.
    package init(
        workflow: Workflow, execution: Execution, log: Log, world: W,
        observer: (any RunObserver)?, restsWhenWaiting: Bool = false
    ) {
        self.restsWhenWaiting = restsWhenWaiting
        self.workflow = workflow
        self.execution = execution
        self.log = log
        self.world = world
        self.observer = observer
    }

    /// Runs until the execution has ended or is suspended.
    ///
    /// - Parameter first: `start` or `resume`, with what came with it.
    /// - Throws: The log's fault when facts can no longer be written: then nothing further is
    ///   started, and what runs is ended.
    package mutating func run(_ first: [Trigger]) throws(RuntimeFault) {
        do throws(RuntimeFault) {
            try loop(first)
        } catch {
            world.abandon()
            noteLackOfSpace(after: error)
            throw error
        }
    }

    private mutating func loop(_ first: [Trigger]) throws(RuntimeFault) {
        var triggers = first
        while true {
            let moment = world.moment()
            var step = Step()
            for trigger in triggers {
                execution.decide(trigger, in: workflow, at: moment, into: &step)
            }
            if execution.timers.contains(where: { $0.isDue(at: moment) }) {
                execution.decide(.clock, in: workflow, at: moment, into: &step)
            }
            var isFlushDue = write(&step, moment)
            // Pure states, in chunks so that memory stays flat.
            while execution.isReady, !isFlushDue {
                execution.advance(
                    in: workflow, at: moment, into: &step, atMost: Limits.eventsPerChunk)
                isFlushDue = write(&step, moment)
            }
            if step.hasEffects || isFlushDue || execution.isSettled { try flush() }
            act(step.takeEffects())
            if execution.isSettled { return }
            triggers = try next()
        }
    }

    /// What to decide next; waits when there is nothing.
    ///
    /// Facts that no effect has asked to flush get to the disk before a wait that may be long; what
    /// has come meanwhile is decided first, so that it goes there together with them.
    private mutating func next() throws(RuntimeFault) -> [Trigger] {
        if execution.isReady { return try world.poll() }
        if !log.isFlushed {
            let triggers = try meanwhile()
            guard triggers.isEmpty else { return triggers }
            try flush()
        }
        if restsWhenWaiting, execution.onlyAwaitsAnswers { return [.rest] }
        return try world.wait(until: execution.timers)
    }

    /// What has come before facts are flushed: tasks that end close together share the flush.
    private mutating func meanwhile() throws(RuntimeFault) -> [Trigger] {
        guard let unflushedSince, execution.awaitsTasksAlone else { return try world.poll() }
        let limit = unflushedSince.adding(milliseconds: Limits.unflushedMilliseconds)
        return try world.wait(until: [Deadline(limit)])
    }

    /// Adds the step's facts to those that wait for the disk.
    ///
    /// - Returns: Whether so many wait that they should get there even if no effect asks for it.
    private mutating func write(_ step: inout Step, _ moment: Moment) -> Bool {
        for event in step.takeEvents() {
            log.add(event, at: moment.steady, in: workflow)
            observer?.decided(event, execution, at: moment)
            unflushedSince = unflushedSince ?? moment.steady
        }
        return log.isFlushDue
    }

    /// One write, one flush; nothing below it starts before it returns.
    private mutating func flush() throws(RuntimeFault) {
        try log.flush()
        unflushedSince = nil
        try world.flushed()
        observer?.flushed()
    }

    /// On a full disk the space held back takes one last record, which says why it ended here.
    private mutating func noteLackOfSpace(after fault: RuntimeFault) {
        guard case .journal(let fault) = fault, fault.code == .noSpace else { return }
        let event = Event.executionSuspended(Suspension(reason: .noSpace))
        log.addLast(event, at: world.moment().steady, in: workflow)
    }

    private mutating func act(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .start(let order): world.start(order)
            case .cancel(let attempt): world.cancel(attempt)
            }
        }
    }
}

extension Runner where Log == JournalLog {
    /// A run whose facts go to a journal.
    package init(
        workflow: Workflow, execution: Execution, journal: Journal, world: W,
        observer: (any RunObserver)?, restsWhenWaiting: Bool = false
    ) {
        self.init(
            workflow: workflow, execution: execution, log: JournalLog(journal), world: world,
            observer: observer, restsWhenWaiting: restsWhenWaiting)
    }
}

/// Who is told of a run as it goes: the progress lines.
package protocol RunObserver: AnyObject {
    /// A fact that may not be on disk yet; what is shown of it waits for `flushed`.
    func decided(_ event: Event, _ execution: Execution, at moment: Moment)
    /// All facts told so far are on disk.
    func flushed()
}

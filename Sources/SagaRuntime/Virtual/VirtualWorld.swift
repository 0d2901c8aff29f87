package import SagaMachine
package import SagaValue

/// A world without a clock, a kernel or a task: whenever there is something to wait for, time jumps
/// to it, and chance follows from a seed.
///
/// The same script, seed and start give the same run.
package struct VirtualWorld<Script: TaskScript>: World {
    package private(set) var script: Script
    /// Why the run was interrupted; nil while nothing interrupted it.
    package private(set) var standstill: Standstill?
    private var now: Timestamp
    private var chance: RandomSequence
    private var running: [Running] = []
    /// How many events, about, the run may still give.
    private var budget: Int

    /// Why a run in a virtual world does not come to an end.
    package enum Standstill: Sendable {
        /// Nothing that it waits for will ever happen.
        case waiting
        /// It goes on and on.
        case endless
    }

    /// An attempt that has not ended.
    private struct Running {
        let order: TaskOrder
        var ending: TaskEnding?
        /// Nil of an attempt that never ends by itself.
        var due: Timestamp?
        /// Whether nobody answers by token although the work ends well.
        var isSilent = false

        /// What the loop hears when it is due.
        var triggers: [Trigger] {
            guard let ending else { return [] }
            return isSilent ? [.taskEnded(order.attempt, ending)] : order.triggers(of: ending)
        }
    }

    /// - Parameters:
    ///   - budget: About how many events a run may have before it counts as endless.
    package init(
        script: Script, seed: UInt64, now: Timestamp, budget: Int = Limits.virtualEvents
    ) {
        self.script = script
        self.now = now
        self.budget = budget
        chance = RandomSequence(seed: seed)
    }

    package mutating func moment() -> Moment {
        Moment(steady: now, wall: now, entropy: chance.next())
    }

    package mutating func wait(until deadlines: [Deadline]) -> [Trigger] {
        budget -= Limits.eventsPerWait
        let times = deadlines.map(\.time) + running.compactMap(\.due)
        guard let next = times.min() else { return interrupted(.waiting) }
        now = max(now, next)
        return arrivals()
    }

    package mutating func poll() -> [Trigger] {
        budget -= Limits.eventsPerChunk
        return arrivals()
    }

    /// The endings that have come by now, in the order of their times, then of their starts.
    private mutating func arrivals() -> [Trigger] {
        guard budget > 0 else { return interrupted(.endless) }
        let due = running.enumerated()
            .compactMap { place, task in task.due.map { (time: $0, place: place) } }
            .filter { $0.time <= now }
            .sorted { ($0.time, $0.place) < ($1.time, $1.place) }
        let arrivals = due.flatMap { _, place in running[place].triggers }
        running.removeAll { $0.due.map { $0 <= now } ?? false }
        return arrivals
    }

    /// What a person would do with a run like this one: Ctrl-C.
    private mutating func interrupted(_ reason: Standstill) -> [Trigger] {
        if standstill == nil { standstill = reason }
        // What runs is then cancelled, and has to be met.
        budget = max(budget, Limits.eventsPerChunk)
        return [.interrupt(signal: nil)]
    }

    package mutating func flushed() {}

    package mutating func start(_ order: TaskOrder) {
        let moment = moment()
        let played = script.perform(order, at: moment)
        var task = Running(order: order)
        if let ending = played.ending {
            task.ending = ending
            task.due = now.adding(milliseconds: played.milliseconds)
        } else if order.token != nil {
            // The question was asked, and it is the silence after it that lasts: the limits of the
            // wait are the machine's to watch, `HeartbeatSeconds` among them.
            task.ending = TaskEnding(outcome: .succeeded, result: .null)
            task.due = now.adding(milliseconds: played.milliseconds)
            task.isSilent = true
        }
        if let seconds = order.timeoutSeconds {
            let limit = now.adding(seconds: seconds)
            if task.due.map({ $0 > limit }) ?? true {
                task.due = limit
                task.ending = TaskEnding(
                    outcome: .unknown, failure: Failure(Failure.timeoutName))
            }
        }
        running.append(task)
    }

    package mutating func cancel(_ attempt: AttemptID) {
        guard let place = running.firstIndex(where: { $0.order.attempt == attempt }) else { return }
        running[place].due = now
        running[place].ending = TaskEnding(
            outcome: .unknown,
            failure: Failure(
                Failure.interruptedName, cause: "it was stopped; its outcome is unknown"),
            isInterrupted: standstill != nil)
    }

    package mutating func abandon() { running = [] }
}

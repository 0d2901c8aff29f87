import SagaDefinition
import SagaExpression
package import SagaValue

/// One run of a workflow, as a value: the fold of its events.
///
/// Live, decisions emit events and evolve by each as they go; on resume the events of the log are
/// folded by the same `evolve`. Nothing here knows a clock or a disk.
package struct Execution: Sendable {
    /// Nil until the execution has started.
    package internal(set) var start: ExecutionStart?
    package internal(set) var status = Status.running
    package internal(set) var compensation = CompensationStatus.none
    package internal(set) var phase = Phase.running
    package internal(set) var output: Value?
    /// The first error that nothing caught; it stays the reported one.
    package internal(set) var failure: Failure?
    package internal(set) var suspension: Suspension?
    package internal(set) var redriveCount = 0
    /// The scopes that have not been left, by their id; 0 is the workflow's own.
    package internal(set) var scopes = ScopeTable()
    /// What may have to be undone, by visit.
    package internal(set) var entries: [Int: UndoEntry] = [:]
    /// The visits that run scopes of their own.
    package internal(set) var forks: [Int: Fork] = [:]
    /// The scope of each latest visit, but for that of the workflow's own.
    var visitScopes: [Int: Int] = [:]
    /// What rollbacks left behind, as it stood then: an entry goes when forward work goes on.
    package internal(set) var leftovers: [UndoEntry] = []
    /// Timers that run, by visit.
    var deadlines: [Int: Deadline] = [:]
    /// When the execution as a whole has run out of time; nil is never, or not while it stands.
    var expiry: Timestamp?
    /// What was left of that time when the execution was suspended.
    var remainingMilliseconds: Int?
    /// Scopes whose visit may have work to do, first come first served.
    var ready = ReadyQueue()
    var nextVisit = 1
    var nextScope = 1
    /// How many events AWS's history would hold by now.
    var historyCount = 0
    /// The same of iterations that are executions of their own, by their scope.
    var childHistoryCounts: [Int: Int] = [:]
    /// Whether AWS's history would have told of the end; a redrive goes on with it.
    var isHistoryOver = false
    /// What stands in the place of a past, in the trial of one state.
    var given: TrialGiven?

    /// What the process that owns the execution is doing with it.
    package enum Phase: Sendable, Equatable {
        case running
        /// Nothing new is started; what runs is being ended.
        case suspending(Suspension)
        case suspended
        case ended
    }

    package init() {}

    /// Whether a decision is due without any trigger.
    package var isReady: Bool { phase == .running && !ready.isEmpty }

    /// Whether the process that owns the execution has nothing left to do.
    package var isSettled: Bool { phase == .ended || phase == .suspended }

    /// The timers that run; the caller waits for the first of them.
    package var timers: [Deadline] {
        guard phase == .running else { return [] }
        var timers = Array(deadlines.values)
        if let expiry { timers.append(Deadline(expiry)) }
        return timers
    }

    /// Counts events of AWS's history.
    ///
    /// - Parameter history: Whose: the scope of an iteration that has one of its own, else 0.
    /// - Returns: The number of the last one.
    @discardableResult
    mutating func countEvents(_ count: Int, in history: Int) -> Int {
        guard history != 0 else {
            historyCount += count
            return historyCount
        }
        // The first one is the start of that execution.
        childHistoryCounts[history, default: 1] += count
        return childHistoryCounts[history] ?? 1
    }

    /// The workflow's own scope; nil before the start.
    package var root: Scope? { scopes[0] }

    /// Attempts that were started and have not ended.
    package var runningAttempts: [AttemptID] {
        var running: [AttemptID] = []
        for scope in scopes.values {
            guard case .running = scope.visit.phase else { continue }
            running.append(
                AttemptID(
                    visit: scope.visit.id, direction: .forward, number: scope.visit.attempts))
        }
        for entry in entries.values {
            guard case .running = entry.phase else { continue }
            running.append(
                AttemptID(visit: entry.visit, direction: .undo, number: entry.attempts))
        }
        return running.sorted { ($0.visit, $0.number) < ($1.visit, $1.number) }
    }
}

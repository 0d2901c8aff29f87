package import SagaDefinition
package import SagaValue

/// One entry into a state, from its input to its exit.
package struct Visit: Sendable {
    /// From 1, in order of entry, over the whole execution.
    package let id: Int
    package internal(set) var state: StateID
    /// The how manyeth visit of this state in its scope, from 1.
    package let number: Int
    package let input: Value
    package let entered: Timestamp
    /// What AWS's history would number the entry with; causes speak of it.
    package let historyID: Int
    package internal(set) var phase: Phase = .entered
    /// Over all attempts so far; nil before the first has ended.
    package internal(set) var outcome: Outcome?
    /// Over those before the latest one that has ended: what remains when an operator knows that
    /// this one had no effect.
    var earlierOutcome: Outcome?
    /// The number of the latest attempt.
    package internal(set) var attempts = 0
    /// What the latest attempt ran.
    package internal(set) var role = BodyRole.forward
    /// From 1; one more each time that it begins afresh after what it did was undone.
    ///
    /// Part of its keys: what was undone under a key is not done again under it.
    package internal(set) var round = 1
    /// How many attempts to undo it there were, over all rounds that are over.
    var undoAttempts = 0
    /// Of a Map with files to read or to write.
    var progress: MapProgress?
    /// How many of its attempts read or wrote a Map's files.
    var fileAttempts = 0
    /// The attempts at its own work: of a Map, how often its iterations were run.
    package var workAttempts: Int { attempts - fileAttempts }
    /// The arguments of the latest attempt.
    package internal(set) var arguments: Value?
    /// Whether the next attempt evaluates them anew, by another definition.
    var hasStaleArguments = false
    /// The raw result of the latest attempt that succeeded.
    package internal(set) var result: Value?
    /// Of the latest attempt, where it is answered by token.
    package internal(set) var waiting: CallbackWait?
    /// What ran inside and may have to be undone: a list for each scope, in order of ending.
    package internal(set) var children: [[Int]] = []
    /// What its work failed with last; an expression that fails is none of it.
    var workFailure: Failure?
    /// Whether it ran branches or iterations.
    var hasForked = false
    /// Whether AWS's history would have told that it failed.
    var isFailureCounted = false
    /// How often each state inside was entered, by index of its scope: a retry is a new visit of
    /// the states inside, and a new visit has a new number and a new key.
    var childCounts: [Int: [Int]] = [:]
    /// How many of those lists are undone at the same time.
    var childLimit = Int.max
    /// Retries so far, over all retriers; `State.RetryCount` of the context object.
    package internal(set) var retryCount = 0
    /// The executions that its attempts have started, in order.
    package internal(set) var executions: [ExecutionID] = []
    /// How many of them have ended for good.
    var spent = 0
    /// Retries so far by retrier.
    var retries: [Int: Int] = [:]

    package enum Phase: Sendable {
        /// To be worked on.
        case entered
        /// An attempt was started and has not ended.
        case running
        /// Its work has ended well; an answer by token is waited for.
        case awaiting
        /// Scopes of its own run.
        case forked
        /// An attempt has ended; what follows is not decided yet.
        case settling(TaskEnding)
        case backingOff(until: Deadline)
        case waiting(until: Deadline)
        /// It was left, and was the last of its scope.
        case exited
        /// It failed, and nothing caught it.
        case failed(Failure)
    }
}

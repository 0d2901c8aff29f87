package import SagaDefinition
package import SagaValue

/// Whether a task does its work or undoes it.
package enum Direction: String, Sendable {
    case forward
    case undo
}

/// Which attempt: of which visit, in which direction, and the how manyeth.
package struct AttemptID: Hashable, Sendable {
    package let visit: Int
    package let direction: Direction
    /// From 1, over all attempts of the visit in this direction; `SAGA_ATTEMPT`.
    package let number: Int

    package init(visit: Int, direction: Direction, number: Int) {
        self.visit = visit
        self.direction = direction
        self.number = number
    }
}

/// Which of a state's bodies an attempt runs.
package enum BodyRole: String, Sendable {
    case forward
    case compensation
    case alternate
    /// A Map's `ItemReader`, which reads and changes nothing.
    case reader
    /// A Map's `ResultWriter`, which writes the same files however often it runs.
    case writer

    /// Whether it reads or writes a Map's files, and runs no task.
    package var isOfFiles: Bool {
        switch self {
        case .reader, .writer: true
        case .forward, .compensation, .alternate: false
        }
    }
}

/// What the runtime is asked to start.
package struct TaskOrder: Sendable {
    package let attempt: AttemptID
    package let state: StateID
    package let role: BodyRole
    /// The visit in words, such as `Each[3]/Load#2`.
    package let path: String
    /// `TaskBody.arguments`, evaluated; nil where the body has none.
    package let arguments: Value?
    /// The effective input, or the envelope of a compensation.
    package let input: Value
    /// Of this visit and direction, the same over retries and crashes.
    package let key: String
    /// In an undo, the key of what it undoes.
    package let forwardKey: String?
    /// Of this attempt; nil is no limit.
    package let timeoutSeconds: Int?
    /// What a writer writes; nil of every other order.
    package let results: MapResults?
    /// Of a sub-workflow the execution to start or to go on with; of its undo all that the visit
    /// has started, the latest one first.
    package let executions: [ExecutionID]
    /// By which the attempt is answered; nil where its end is the answer.
    package let token: TaskToken?

    package init(
        attempt: AttemptID, state: StateID, role: BodyRole, path: String, arguments: Value?,
        input: Value, key: String, forwardKey: String?, timeoutSeconds: Int?,
        results: MapResults? = nil, executions: [ExecutionID] = [], token: TaskToken? = nil
    ) {
        self.attempt = attempt
        self.state = state
        self.role = role
        self.path = path
        self.arguments = arguments
        self.input = input
        self.key = key
        self.forwardKey = forwardKey
        self.timeoutSeconds = timeoutSeconds
        self.results = results
        self.executions = executions
        self.token = token
    }
}

/// How an attempt ended, as far as anybody knows.
package struct TaskEnding: Sendable {
    package let outcome: Outcome
    /// What the task answered; nil unless it succeeded.
    package let result: Value?
    /// Set unless the attempt ended well.
    ///
    /// A success with a failure is a result that cannot be read: the state fails, the outcome
    /// stays.
    package let failure: Failure?
    /// What the server asked for before the next attempt.
    package let retryAfterSeconds: Double?
    /// An undo found nothing to do: HTTP 404 or 410, or a code in `NoEffect`.
    package let nothingToUndo: Bool
    /// Ended because the run is being interrupted, or found unended by a resume: `OnInterrupt`
    /// decides what becomes of it.
    package let isInterrupted: Bool
    /// It stands still and can go on, when a person has looked: a sub-workflow that is suspended.
    package let isSuspended: Bool
    /// What was started under the key has ended for good: another attempt starts something else.
    package let isSpent: Bool
    /// An undo that succeeded and still left something behind.
    package let isPartial: Bool
    /// For people and views: exit code, status line, where the output lies.
    package let report: Value

    package init(
        outcome: Outcome, result: Value? = nil, failure: Failure? = nil,
        retryAfterSeconds: Double? = nil, nothingToUndo: Bool = false, isInterrupted: Bool = false,
        isSuspended: Bool = false, isSpent: Bool = false, isPartial: Bool = false,
        report: Value = .emptyObject
    ) {
        self.outcome = outcome
        self.result = result
        self.failure = failure
        self.retryAfterSeconds = retryAfterSeconds
        self.nothingToUndo = nothingToUndo
        self.isInterrupted = isInterrupted
        self.isSuspended = isSuspended
        self.isSpent = isSpent
        self.isPartial = isPartial
        self.report = report
    }
}

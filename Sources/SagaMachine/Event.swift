package import SagaDefinition
package import SagaValue

/// A fact about an execution, kept for ever.
///
/// Events speak of states, attempts, timers and compensations, never of a state's type. Folded in
/// order by `Execution.evolve`, they give the execution.
package enum Event: Sendable {
    case executionStarted(ExecutionStart)
    /// A state ended and, with `next`, the following one was entered with its output.
    case stateExited(StateExit)
    case attemptStarted(AttemptStart)
    /// The work of an attempt ended well, and its answer is waited for; what is known of the work.
    case attemptSubmitted(AttemptID, report: Value)
    /// Somebody answered an attempt, or said at a time that it is worked on.
    case callbackReceived(Callback, said: Timestamp)
    case callbackRefused(CallbackRefusal)
    case attemptEnded(AttemptID, TaskEnding)
    /// A visit runs scopes of its own: branches, or iterations.
    case forkStarted(ForkStart)
    case scopeStarted(ScopeStart)
    case scopeEnded(ScopeEnd)
    /// None of the visit's scopes is started any more, and those that run are ended: the input of
    /// the next one cannot be made.
    case forkFailed(visit: Int, Failure)
    /// No scope of the visit is left; with a failure it did not end well.
    case forkEnded(visit: Int, Failure?)
    /// The visit, or its compensation, tries again when the deadline is due.
    case retryScheduled(RetrySchedule)
    case waitStarted(visit: Int, until: Deadline)
    /// A visit that a rollback would have to look at has ended.
    case undoRegistered(UndoRegistration)
    case abortRequested(OperatorNote)
    /// A request could not be understood, and changes nothing.
    case requestRefused(RequestRefusal)
    /// From here on no forward task of the scope starts.
    case recoveryDecided(RecoveryDecision)
    /// The visits to undo, in the order in which they will be.
    case compensationPlanned(scope: Int, visits: [Int])
    /// An entry of the plan needs no more work.
    case compensationSettled(visit: Int, Settlement)
    /// An entry of the plan could not be undone and needs a person.
    case deadLettered(visit: Int, Failure)
    /// The rollback to a save-point is over and forward work goes on.
    case scopeRewound(Rewind)
    case executionSuspended(Suspension)
    case executionResumed(OperatorNote)
    /// An operator's fact about a visit in doubt.
    case doubtResolved(visit: Int, Resumption.Resolution, OperatorNote)
    /// The visits that were stuck are tried again, with fresh retries.
    case stuckRetried(OperatorNote)
    /// The failed visit is tried again, with fresh retries; or forward work goes on elsewhere.
    case executionRedriven(Redrive)
    case executionEnded(ExecutionEnd)
}

/// The head of a log: everything that a resume needs, whatever happened to the files since.
package struct ExecutionStart: Sendable {
    package let id: ExecutionID
    package let startTime: Timestamp
    package let input: Value
    package internal(set) var definition: DefinitionText
    /// Whether an uncaught failure leaves everything as it is (`--no-rollback`).
    package let keepsEffects: Bool
    /// Whether tasks go on when the process dies that started them (`--on-death continue`).
    package let tasksSurvive: Bool
    /// The execution whose definition and input it takes over (`saga rerun`).
    package let rerunOf: ExecutionID?
    /// Whether the service's quotas hold (`--aws-limits`).
    package let keepsQuotas: Bool
    /// The execution that it is a sub-workflow of; nil where a person started it.
    package let parent: ExecutionParent?
    /// What its task tokens are sealed with; nil in journals that know no tokens.
    package private(set) var secret: String?

    package init(
        id: ExecutionID, startTime: Timestamp, input: Value, definition: DefinitionText,
        keepsEffects: Bool = false, tasksSurvive: Bool = false, rerunOf: ExecutionID? = nil,
        keepsQuotas: Bool = false,
        parent: ExecutionParent? = nil, secret: String? = nil
    ) {
        self.id = id
        self.startTime = startTime
        self.input = input
        self.definition = definition
        self.keepsEffects = keepsEffects
        self.tasksSurvive = tasksSurvive
        self.rerunOf = rerunOf
        self.keepsQuotas = keepsQuotas
        self.parent = parent
        self.secret = secret
    }

    /// The same with the secret that its task tokens are sealed with.
    package func sealing(with secret: String) -> ExecutionStart {
        var start = self
        start.secret = secret
        return start
    }
}

/// A workflow's text as it was when the execution started.
package struct DefinitionText: Sendable, Hashable {
    /// Its name on the machine that started it: absolute, for messages.
    package let file: String
    /// The folder in which its commands run, absolute.
    package let folder: String
    package let text: String
    /// SHA-256 of the text, in hexadecimal.
    package let hash: String

    package init(file: String, folder: String, text: String, hash: String) {
        self.file = file
        self.folder = folder
        self.text = text
        self.hash = hash
    }
}

package struct StateExit: Sendable {
    package let scope: Int
    package let visit: Int
    package let state: StateID
    /// Nil where the state passed its input through unchanged.
    package let output: Value?
    package let assigned: Object?
    /// The state entered next; nil where the scope has ended.
    package let next: StateID?
    /// The failure that a Catcher took, on its way to `next`.
    package let caught: Failure?

    package init(
        scope: Int, visit: Int, state: StateID, output: Value?, assigned: Object?,
        next: StateID?, caught: Failure? = nil
    ) {
        self.scope = scope
        self.visit = visit
        self.state = state
        self.output = output
        self.assigned = assigned
        self.next = next
        self.caught = caught
    }
}

package struct AttemptStart: Sendable {
    package let id: AttemptID
    package let state: StateID
    package let role: BodyRole
    /// Nil where they are those of the attempt before, or where the body has none.
    package let arguments: Value?
    package let timeoutSeconds: Int?
    package let key: String
    /// The execution that it starts or goes on with; nil of other kinds of task.
    package let child: ExecutionID?
    /// How long its answer is waited for; nil where its end is the answer.
    package let callback: CallbackLimits?

    package init(
        id: AttemptID, state: StateID, role: BodyRole, arguments: Value?, timeoutSeconds: Int?,
        key: String, child: ExecutionID? = nil, callback: CallbackLimits? = nil
    ) {
        self.id = id
        self.state = state
        self.role = role
        self.arguments = arguments
        self.timeoutSeconds = timeoutSeconds
        self.key = key
        self.child = child
        self.callback = callback
    }
}

package struct RetrySchedule: Sendable {
    package let visit: Int
    package let direction: Direction
    /// Which entry of `Retry`; nil where a person tries it again, which uses none up.
    package let retrier: Int?
    package let until: Deadline
    package let failure: Failure
    /// The round of the visit that begins with it, where what the visit did was undone before; else
    /// nil.
    package let round: Int?

    package init(
        visit: Int, direction: Direction, retrier: Int?, until: Deadline, failure: Failure,
        round: Int? = nil
    ) {
        self.visit = visit
        self.direction = direction
        self.retrier = retrier
        self.until = until
        self.failure = failure
        self.round = round
    }
}

package struct UndoRegistration: Sendable {
    package let visit: Int
    package let outcome: Outcome
    /// Nil where what ran inside the visit is undone, and not the visit as a whole.
    package let primary: Frozen?
    package let alternate: Frozen?
    /// What the visit failed with, for the envelope; nil when it succeeded.
    package let failure: Failure?

    /// Arguments of a compensation as they were evaluated when its visit ended, or why not.
    package enum Frozen: Sendable {
        case arguments(Value?, timeoutSeconds: Int?)
        case failed(Failure)
    }

    package init(
        visit: Int, outcome: Outcome, primary: Frozen?, alternate: Frozen?, failure: Failure?
    ) {
        self.visit = visit
        self.outcome = outcome
        self.primary = primary
        self.alternate = alternate
        self.failure = failure
    }
}

package struct RecoveryDecision: Sendable {
    package let scope: Int
    package let reason: RecoveryReason
    package let failure: Failure?
    /// Where forward work goes on afterwards; nil ends the scope.
    package let catching: Catching?
    /// The save-point's state in which the execution is suspended afterwards.
    package let retreat: StateID?
    /// Who asked for it, and why, where that is told by no record of its own.
    package let note: OperatorNote?

    /// A Catcher of a visit that rolls back before it goes on.
    package struct Catching: Hashable, Sendable {
        package let visit: Int
        /// Which entry of `Catch`.
        package let catcher: Int
        /// The save-point's state; nil goes back to the start of the scope.
        package let savePoint: StateID?

        package init(visit: Int, catcher: Int, savePoint: StateID?) {
            self.visit = visit
            self.catcher = catcher
            self.savePoint = savePoint
        }
    }

    package init(
        scope: Int, reason: RecoveryReason, failure: Failure?, catching: Catching?,
        retreat: StateID? = nil, note: OperatorNote? = nil
    ) {
        self.scope = scope
        self.reason = reason
        self.failure = failure
        self.catching = catching
        self.retreat = retreat
        self.note = note
    }
}

/// Why things are undone; `reason` of the envelope.
package enum RecoveryReason: String, Sendable {
    case failure
    case abort
    case timeout
    case savePoint = "savepoint"
    case retry
    case undo

    /// Whether it is a state that failed, and for good.
    package var isOfState: Bool { self == .failure || self == .savePoint }
}

/// How an entry of a plan was done with.
package enum Settlement: String, Sendable {
    /// Its compensation succeeded.
    case undone
    /// The compensation found nothing to undo.
    case nothing
    /// Left as it is: unknown under `When: Succeeded`, or an operator said so.
    case left
    /// Its compensation failed and said `OnFailure: Continue`.
    case unresolved

    /// Whether it leaves something behind, which makes the rollback PARTIAL.
    package var isPartial: Bool { self == .left || self == .unresolved }
}

package struct Rewind: Sendable {
    package let scope: Int
    package let next: StateID
    package let input: Value
    /// What the Catcher assigns, over the variables of the save-point.
    package let assigned: Object?

    package init(scope: Int, next: StateID, input: Value, assigned: Object?) {
        self.scope = scope
        self.next = next
        self.input = input
        self.assigned = assigned
    }
}

package struct Suspension: Hashable, Sendable {
    package let reason: Reason
    /// The signal that asked for it.
    package let signal: Int?
    /// The person who asked for it, and why.
    package let note: OperatorNote?

    package enum Reason: String, Sendable {
        /// Ctrl-C, a signal, `saga stop`.
        case interrupted
        /// Nothing is left to do until an answer by token comes.
        case awaiting
        /// An attempt in doubt waits for `resume --resolve`.
        case inDoubt
        /// A sub-workflow stands still, and nothing else is left to do.
        case child
        /// The disk is full.
        case noSpace
        /// A rollback that forward work would have followed is stuck.
        case stuck
        /// `saga abort --to` has gone back as far as it was asked to.
        case savePoint = "savepoint"
    }

    package init(reason: Reason, signal: Int? = nil, note: OperatorNote? = nil) {
        self.reason = reason
        self.signal = signal
        self.note = note
    }
}

package struct ExecutionEnd: Sendable {
    package let status: Status
    package let compensation: CompensationStatus
    package let output: Value?
    package let failure: Failure?

    package init(
        status: Status, compensation: CompensationStatus, output: Value?, failure: Failure?
    ) {
        self.status = status
        self.compensation = compensation
        self.output = output
        self.failure = failure
    }
}

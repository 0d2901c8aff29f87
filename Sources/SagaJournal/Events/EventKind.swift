package import SagaMachine

/// The word by which a record says what it is.
///
/// Words are never renamed or reused.
package enum EventKind: String, CaseIterable, Sendable {
    // The journal's own.
    case created, lease, recovered
    // The execution's.
    case executionStarted, executionResumed, executionSuspended, executionRedriven, executionEnded
    case stateExited, waitStarted, retryScheduled
    case attemptStarted, attemptSubmitted, attemptEnded
    case callbackReceived, callbackRefused
    case forkStarted, forkFailed, forkEnded, scopeStarted, scopeEnded
    case abortRequested, requestRefused, doubtResolved, stuckRetried
    case undoRegistered, recoveryDecided, compensationPlanned, compensationSettled, deadLettered
    case scopeRewound

    static let table = KeywordTable<EventKind>()

    /// Whether such records tell of the journal itself and hold no event.
    var isOfJournal: Bool {
        switch self {
        case .created, .lease, .recovered: true
        default: false
        }
    }
}

extension Event {
    /// The word of the record that holds this event.
    package var kind: EventKind {
        switch self {
        case .executionStarted: .executionStarted
        case .stateExited: .stateExited
        case .attemptStarted: .attemptStarted
        case .attemptSubmitted: .attemptSubmitted
        case .callbackReceived: .callbackReceived
        case .callbackRefused: .callbackRefused
        case .attemptEnded: .attemptEnded
        case .forkStarted: .forkStarted
        case .scopeStarted: .scopeStarted
        case .scopeEnded: .scopeEnded
        case .forkFailed: .forkFailed
        case .forkEnded: .forkEnded
        case .retryScheduled: .retryScheduled
        case .waitStarted: .waitStarted
        case .undoRegistered: .undoRegistered
        case .abortRequested: .abortRequested
        case .requestRefused: .requestRefused
        case .recoveryDecided: .recoveryDecided
        case .compensationPlanned: .compensationPlanned
        case .compensationSettled: .compensationSettled
        case .deadLettered: .deadLettered
        case .scopeRewound: .scopeRewound
        case .executionSuspended: .executionSuspended
        case .executionResumed: .executionResumed
        case .doubtResolved: .doubtResolved
        case .stuckRetried: .stuckRetried
        case .executionRedriven: .executionRedriven
        case .executionEnded: .executionEnded
        }
    }
}

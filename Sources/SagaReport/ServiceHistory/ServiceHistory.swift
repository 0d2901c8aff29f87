package import SagaDefinition
package import SagaMachine
package import SagaValue

/// An execution's history in the vocabulary of Step Functions: what GetExecutionHistory gives.
///
/// What the service has no word for is left out: compensations, save-points, suspensions. An event
/// follows the last one of its branch or iteration; the ends of iterations and of Parallel and Map
/// are leaves, which nothing follows. Iterations of a distributed Map stand in histories of their
/// own, and not here.
package struct ServiceHistory: Sendable {
    package private(set) var events: [ServiceEvent] = []
    /// What is known of visits that have not been left.
    var visits: [Int: VisitNote] = [:]
    /// What is known of scopes that have not ended, by id.
    var scopes: [Int: ScopeNote] = [:]
    private var hasEnded = false

    /// A visit as events speak of it.
    struct VisitNote {
        let state: StateID
        let scope: Int
        let input: Value
        /// What its work failed with last; an evaluation that fails has no such word.
        var workFailure: Failure?
        /// Whether it ran branches or iterations.
        var hasForked = false
        /// Whether it has been told that it failed.
        var isFailureTold = false
        var arguments: Value?
    }

    /// A scope as events speak of it.
    struct ScopeNote {
        /// The event that the next one of the scope follows.
        var cursor: Int
        var visit: Int
        /// The visit that runs it, and for which branch or item; nil of the workflow's own.
        let parent: Scope.Parent?
        /// Whether its events stand in a history of its own.
        let isHidden: Bool
    }

    package init() {}

    /// Takes one more fact.
    ///
    /// - Parameter execution: Evolved by this fact already.
    package mutating func add(
        _ event: Event, at time: Timestamp, after execution: Execution, in workflow: Workflow
    ) {
        let teller = Teller(time: time, execution: execution, workflow: workflow)
        switch event {
        case .executionStarted(let start): begin(start, teller)
        case .stateExited(let exit): leave(exit, teller)
        case .attemptStarted(let start): attemptStarted(start, teller)
        case .attemptSubmitted(let id, let report): submitted(id.visit, report, teller)
        case .attemptEnded(let id, let ending): attemptEnded(id, ending, teller)
        case .forkStarted(let start): forkStarted(start, teller)
        case .scopeStarted(let start): scopeStarted(start, teller)
        case .scopeEnded(let end): scopeEnded(end, teller)
        case .forkEnded(let visit, let failure): forkEnded(visit, failure, teller)
        case .retryScheduled(let retry) where retry.direction == .forward:
            tellEvaluation(retry.visit, retry.failure, teller)
        case .recoveryDecided(let decision): decided(decision, teller)
        case .scopeRewound(let rewind): rewound(rewind, teller)
        case .executionRedriven: redriven(teller)
        case .executionEnded(let end): ended(end, teller)
        case .callbackReceived, .callbackRefused, .retryScheduled, .waitStarted, .undoRegistered,
            .abortRequested, .requestRefused, .forkFailed,
            .compensationPlanned, .compensationSettled, .deadLettered, .executionSuspended,
            .executionResumed, .doubtResolved, .stuckRetried:
            break
        }
    }

    /// What every event is told with.
    struct Teller {
        let time: Timestamp
        let execution: Execution
        let workflow: Workflow
    }

    private mutating func begin(_ start: ExecutionStart, _ teller: Teller) {
        var members = Object()
        members.setData("input", start.input)
        members["roleArn"] = ""
        append("ExecutionStarted", previous: 0, .init("executionStarted", members), teller)
        enter(0, previous: 0, parent: nil, isHidden: false, teller)
    }

    /// Tells of the state that a scope is in now.
    mutating func enter(
        _ scope: Int, previous: Int, parent: Scope.Parent?, isHidden: Bool, _ teller: Teller
    ) {
        guard let visit = teller.execution.scopes[scope]?.visit else { return }
        scopes[scope] = ScopeNote(
            cursor: previous, visit: visit.id, parent: parent, isHidden: isHidden)
        visits[visit.id] = VisitNote(state: visit.state, scope: scope, input: visit.input)
        let state = teller.workflow[visit.state]
        var members = Object([("name", .string(state.name))])
        members.setData("input", visit.input)
        tell(
            "\(state.kind.typeName)StateEntered", in: scope, .init("stateEntered", members),
            teller)
    }

    private mutating func leave(_ exit: StateExit, _ teller: Teller) {
        guard let note = visits[exit.visit] else { return }
        if let failure = exit.caught { tellFailure(exit.visit, failure, teller) }
        tellExit(exit.visit, exit.output ?? note.input, exit.assigned, teller)
        visits[exit.visit] = nil
        if exit.next != nil { goOn(in: exit.scope, teller) }
    }

    /// Tells that a state was left.
    private mutating func tellExit(
        _ visit: Int, _ output: Value, _ assigned: Object?, _ teller: Teller
    ) {
        guard let note = visits[visit] else { return }
        let state = teller.workflow[note.state]
        var members = Object([("name", .string(state.name))])
        members.setData("output", output)
        if let assigned {
            members["assignedVariables"] = .object(
                Object(assigned.members.map { ($0.key, .string($0.value.json)) }))
            members["assignedVariablesDetails"] = ["truncated": false]
        }
        tell(
            "\(state.kind.typeName)StateExited", in: note.scope, .init("stateExited", members),
            teller)
    }

    private mutating func goOn(in scope: Int, _ teller: Teller) {
        guard let note = scopes[scope] else { return }
        enter(
            scope, previous: note.cursor, parent: note.parent, isHidden: note.isHidden, teller)
    }

    private mutating func decided(_ decision: RecoveryDecision, _ teller: Teller) {
        guard let failure = decision.failure, let visit = scopes[decision.scope]?.visit else {
            return
        }
        switch decision.reason {
        case .failure, .savePoint: tellFailure(visit, failure, teller)
        case .abort, .timeout, .retry, .undo: break
        }
    }

    private mutating func rewound(_ rewind: Rewind, _ teller: Teller) {
        guard let visit = scopes[rewind.scope]?.visit else { return }
        tellExit(visit, rewind.input, rewind.assigned, teller)
        visits[visit] = nil
        goOn(in: rewind.scope, teller)
    }

    private mutating func redriven(_ teller: Teller) {
        hasEnded = false
        let members = Object([("redriveCount", .integer(teller.execution.redriveCount))])
        let last = events.last?.id ?? 0
        append("ExecutionRedriven", previous: last, .init("executionRedriven", members), teller)
        scopes[0]?.cursor = events.count
        for visit in visits.keys { visits[visit]?.isFailureTold = false }
    }

    private mutating func ended(_ end: ExecutionEnd, _ teller: Teller) {
        guard !hasEnded else { return }
        hasEnded = true
        let cursor = scopes[0]?.cursor ?? 0
        var members = Object()
        let words = FailureWords(error: end.failure?.name, cause: end.failure?.cause)
        switch end.status {
        case .succeeded:
            members.setData("output", end.output ?? .null)
            append(
                "ExecutionSucceeded", previous: cursor, .init("executionSucceeded", members),
                teller)
        case .timedOut:
            members.setFailure(words)
            append("ExecutionTimedOut", previous: 0, .init("executionTimedOut", members), teller)
        case .aborted:
            append("ExecutionAborted", previous: 0, .init("executionAborted", members), teller)
        case .failed, .running, .suspended:
            members.setFailure(words)
            append("ExecutionFailed", previous: cursor, .init("executionFailed", members), teller)
        }
    }

    /// Tells of something in a scope, after the last that was told of it.
    ///
    /// - Parameter isLeaf: Whether nothing follows it.
    mutating func tell(
        _ type: String, in scope: Int, isLeaf: Bool = false, _ details: ServiceEvent.Details?,
        _ teller: Teller
    ) {
        guard let note = scopes[scope], !note.isHidden else { return }
        append(type, previous: note.cursor, details, teller)
        if !isLeaf { scopes[scope]?.cursor = events.count }
    }

    private mutating func append(
        _ type: String, previous: Int, _ details: ServiceEvent.Details?, _ teller: Teller
    ) {
        events.append(
            ServiceEvent(
                id: events.count + 1, previousID: previous, time: teller.time, type: type,
                details: details))
    }
}

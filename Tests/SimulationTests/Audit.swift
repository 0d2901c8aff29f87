import SagaDefinition
import SagaMachine
import SagaSimulation

/// Reads the facts of an execution by a bookkeeping of its own, and holds them against the
/// invariants of a saga.
///
/// It knows the numbering of visits and scopes, and nothing of how the machine decides.
struct Audit {
    struct VisitNote {
        let scope: Int
        let state: StateID
        var key: String?
        /// That of its latest undo.
        var undoKey: String?
        /// How many executions that its attempts have started are over for good.
        var spent = 0
        var openAttempt: AttemptID?
        /// The attempt whose work has ended well.
        var submitted: AttemptID?
        /// The attempt that was answered, and whether with a success.
        var answered: (attempt: AttemptID, isSuccess: Bool)?
        var hasSucceeded = false
        /// Whether everything that it ran inside has ended well, so that its own handler undoes it.
        var isWhole = false
        /// Whether its latest attempt reads or writes a Map's files, which has no effect to undo.
        var isAtFiles = false
        /// Whether its own compensation stands on the list; nil where nothing does.
        var hasHandler: Bool?
        var settlements: [Settlement] = []
        var isDead = false
        var isForgotten = false
        /// Whether forward work has gone on after what was undone of it, by a fact that says so.
        var isExplained = false
    }

    let workflow: Workflow
    /// By id, from 1.
    var visits: [Int: VisitNote] = [:]
    /// The visit that runs a scope; 0 for the workflow's own.
    var parents: [Int: Int] = [:]
    /// The latest visit of a scope.
    var current: [Int: Int] = [:]
    /// What is being undone, by scope.
    var recoveries: [Int: RecoveryDecision] = [:]
    /// The rollback of the workflow's own scope that a wider one has cut short.
    var cut: RecoveryDecision?
    /// The visits that the plan of a scope names.
    var plans: [Int: [Int]] = [:]
    /// By scope and state: the visits that passed its save-point and still count.
    var savePoints: [Int: [StateID: Int]] = [:]
    var ending: ExecutionEnd?
    /// The first ending that stays the status: an undo may not change it.
    var undoneEnding: ExecutionEnd?
    /// Whether a visit was tried again as a whole, with the keys that it had.
    var isRedriven = false
    /// The forward keys of what was undone: none of them may be met again.
    var settledKeys: Set<String> = []
    /// The keys of undos that are done with: none of them is used again.
    var settledUndoKeys: Set<String> = []
    /// Whether a rollback left anything behind; that a visit began afresh since does not remove it.
    var hasLeftSomething = false
    /// The keys of what a rollback left behind, not undone since.
    var leftKeys: Set<String> = []
    var violations: [String] = []
    private var count = 0

    init(_ workflow: Workflow) { self.workflow = workflow }

    /// - Parameter ledger: The world at this time; nil when facts are only read again.
    mutating func add(_ event: Event, _ ledger: Ledger?) {
        count += 1
        if ending != nil { checkAfterEnd(event) }
        switch event {
        case .executionStarted: enterScope(0, of: 0, at: workflow[.root].start)
        case .stateExited(let exit): stateExited(exit)
        case .scopeStarted(let start): enterBranch(start)
        case .scopeEnded(let end): scopeEnded(end, ledger)
        case .attemptStarted(let start): attemptStarted(start)
        case .attemptEnded(let id, let ending): attemptEnded(id, ending)
        case .undoRegistered(let registration): registered(registration)
        case .recoveryDecided(let decision):
            if decision.scope == 0, let before = recoveries[0] {
                let isFollowedByWork =
                    before.catching != nil || before.retreat != nil || before.reason == .retry
                if isFollowedByWork { cut = before }
            } else if decision.scope == 0 {
                cut = nil
            }
            recoveries[decision.scope] = decision
            plans[decision.scope] = nil
        case .compensationPlanned(let scope, let visits): planned(scope, visits)
        case .compensationSettled(let visit, let settlement): settled(visit, settlement)
        case .deadLettered(let visit, _): visits[visit]?.isDead = true
        case .scopeRewound(let rewind): rewound(rewind, ledger)
        case .retryScheduled(let retry): retried(retry, ledger)
        case .executionRedriven(let redrive):
            isRedriven = true
            if recoveries[0]?.reason == .failure, let visit = current[0] {
                visits[visit]?.hasSucceeded = false
            }
            recoveries = [:]
            plans = [:]
            if let restart = redrive.restart {
                enter(restart.state, 0)
            } else if let cut {
                // It goes on, and no forward task starts before it is over.
                recoveries[0] = cut
            } else {
                // Tried again as the visit that it is, and registered anew when it ends.
                current[0].map { visits[$0]?.hasHandler = nil }
            }
        case .stuckRetried: for visit in visits.keys { visits[visit]?.isDead = false }
        case .executionEnded(let end):
            ending = end
            checkEnd(end, ledger)
        case .attemptSubmitted(let id, _): attemptSubmitted(id)
        case .callbackReceived(let callback, _): callbackReceived(callback)
        case .callbackRefused: break
        case .doubtResolved(let visit, let resolution, _):
            if case .resolved = resolution { visits[visit]?.hasSucceeded = true }
        case .forkEnded(let visit, let failure): visits[visit]?.isWhole = failure == nil
        case .forkStarted, .forkFailed, .waitStarted, .requestRefused, .abortRequested,
            .executionSuspended, .executionResumed:
            break
        }
    }

    mutating func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
        if !holds { violations.append("fact \(count): \(otherwise())") }
    }

    // MARK: - Numbering

    private mutating func enterScope(_ scope: Int, of parent: Int, at state: StateID) {
        expect(parents[scope] == nil, "scope \(scope) starts twice")
        parents[scope] = parent
        enter(state, scope)
    }

    mutating func enter(_ state: StateID, _ scope: Int) {
        let visit = visits.count + 1
        visits[visit] = VisitNote(scope: scope, state: state)
        current[scope] = visit
        if workflow[state].savePoint != nil { savePoints[scope, default: [:]][state] = visit }
    }

    private mutating func enterBranch(_ start: ScopeStart) {
        guard let owner = visits[start.visit] else {
            expect(false, "scope \(start.scope) starts in no visit")
            return
        }
        expect(!isRecovering(owner.scope), "a branch starts in a scope that is being undone")
        let graph: GraphID
        switch workflow[owner.state].kind {
        case .parallel(let parallel): graph = parallel.branches[start.index]
        case .map(let map): graph = map.processor
        case .task, .pass, .choice, .wait, .succeed, .fail: return
        }
        enterScope(start.scope, of: start.visit, at: workflow[graph].start)
    }

    // MARK: - Places

    /// The visits around a visit, the outermost one first, itself last.
    func chain(_ visit: Int) -> [Int] {
        var chain = [visit]
        var scope = visits[visit]?.scope ?? 0
        while let parent = parents[scope], parent != 0 {
            chain.append(parent)
            scope = visits[parent]?.scope ?? 0
        }
        return chain.reversed()
    }

    /// Whether the scope, or one around it, is being undone.
    func isRecovering(_ scope: Int) -> Bool {
        var scope = scope
        while true {
            if recoveries[scope] != nil { return true }
            guard let parent = parents[scope], parent != 0, let next = visits[parent]?.scope
            else { return false }
            scope = next
        }
    }

    /// The visit of `scope` that is this one, or around it; nil where it is elsewhere.
    func place(of visit: Int, in scope: Int) -> Int? {
        chain(visit).first { visits[$0]?.scope == scope }
    }
}

import SagaDefinition
import SagaMachine
import SagaValue

/// How the service tells of branches and iterations.
extension ServiceHistory {
    mutating func forkStarted(_ start: ForkStart, _ teller: Teller) {
        guard let note = visits[start.visit] else { return }
        visits[start.visit]?.hasForked = true
        guard case .map(let map) = teller.workflow[note.state].kind else {
            tell("ParallelStateStarted", in: note.scope, nil, teller)
            return
        }
        tellMapStarted(
            teller.execution.forks[start.visit]?.items?.count ?? start.count, in: note.scope,
            teller)
        if map.isDistributed { tellRunStarted(start.visit, teller) }
    }

    mutating func tellMapStarted(_ length: Int, in scope: Int, _ teller: Teller) {
        let members = Object([("length", .integer(length))])
        tell("MapStateStarted", in: scope, .init("mapStateStarted", members), teller)
    }

    private mutating func tellRunStarted(_ visit: Int, _ teller: Teller) {
        guard let note = visits[visit] else { return }
        var members = Object()
        members["mapRunArn"] = teller.execution.forks[visit].map { .string($0.run.arn) }
        tell("MapRunStarted", in: note.scope, .init("mapRunStarted", members), teller)
    }

    /// Tells of a run whose items could not be read.
    mutating func tellUnread(_ visit: Int, _ failure: Failure, _ teller: Teller) {
        guard let note = visits[visit] else { return }
        tellMapStarted(0, in: note.scope, teller)
        tellRunStarted(visit, teller)
        tellRunFailed(failure, in: note.scope, teller)
    }

    private mutating func tellRunFailed(_ failure: Failure, in scope: Int, _ teller: Teller) {
        var members = Object()
        members.setFailure(FailureWords(error: failure.name, cause: failure.cause))
        tell("MapRunFailed", in: scope, isLeaf: true, .init("mapRunFailed", members), teller)
    }

    mutating func scopeStarted(_ start: ScopeStart, _ teller: Teller) {
        guard let owner = visits[start.visit], let outer = scopes[owner.scope],
            let scope = teller.execution.scopes[start.scope]
        else { return }
        let state = teller.workflow[owner.state]
        let isHidden = outer.isHidden || scope.historyScope == start.scope
        scopes[start.scope] = ScopeNote(
            cursor: outer.cursor, visit: scope.visit.id, parent: scope.parent, isHidden: isHidden)
        if case .map = state.kind {
            tell(
                "MapIterationStarted", in: start.scope,
                .init("mapIterationStarted", iteration(state, start.index)), teller)
        }
        let cursor = scopes[start.scope]?.cursor ?? outer.cursor
        enter(start.scope, previous: cursor, parent: scope.parent, isHidden: isHidden, teller)
    }

    mutating func scopeEnded(_ end: ScopeEnd, _ teller: Teller) {
        guard let note = scopes[end.scope], let parent = note.parent,
            let owner = visits[parent.visit]
        else { return }
        let state = teller.workflow[owner.state]
        let word: String?
        switch end.ending {
        case .succeeded: word = "Succeeded"
        case .failed(let failure, _):
            tellFailure(note.visit, failure, teller)
            word = "Failed"
        case .aborted: word = tellAborted(note, teller) ? "Aborted" : nil
        }
        if case .map = state.kind, let word {
            tell(
                "MapIteration\(word)", in: end.scope, isLeaf: true,
                .init("mapIteration\(word)", iteration(state, parent.index)), teller)
        }
        // What follows in the state that ran it follows the last of it, unless it was cut.
        if !end.ending.isAborted, !note.isHidden {
            let cursor = scopes[end.scope]?.cursor ?? note.cursor
            scopes[owner.scope]?.cursor = cursor
        }
        visits[note.visit] = nil
        scopes[end.scope] = nil
    }

    /// Tells of a state that was cut because a sibling failed.
    ///
    /// - Returns: False where the whole execution is cut, of which nothing is told but its end.
    private mutating func tellAborted(_ note: ScopeNote, _ teller: Teller) -> Bool {
        guard !teller.execution.isCutShort else { return false }
        guard let visit = visits[note.visit] else { return true }
        let kind = teller.workflow[visit.state].kind
        if kind.isToldAborted {
            tell("\(kind.typeName)StateAborted", in: visit.scope, isLeaf: true, nil, teller)
        }
        return true
    }

    mutating func forkEnded(_ visit: Int, _ failure: Failure?, _ teller: Teller) {
        guard let note = visits[visit] else { return }
        visits[visit]?.workFailure = failure
        let state = teller.workflow[note.state]
        guard case .map(let map) = state.kind else { return }
        if map.isDistributed {
            if let failure {
                tellRunFailed(failure, in: note.scope, teller)
            } else {
                tell("MapRunSucceeded", in: note.scope, isLeaf: true, nil, teller)
            }
        }
        if failure == nil {
            tell("MapStateSucceeded", in: note.scope, isLeaf: true, nil, teller)
        }
    }

    private func iteration(_ state: State, _ index: Int) -> Object {
        Object([("name", .string(state.name)), ("index", .integer(index))])
    }
}

extension ScopeEnd.Ending {
    fileprivate var isAborted: Bool {
        if case .aborted = self { return true }
        return false
    }
}

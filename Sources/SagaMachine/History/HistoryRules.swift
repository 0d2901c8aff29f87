package import SagaDefinition
import SagaValue

// What AWS's history tells and what it does not: the rules that the count of its events, of which
// causes speak, and the view that shows them have in common.

extension State {
    /// Whether its task hands work on and then looks after it, as `.sync` does.
    ///
    /// Of a task that is answered by token an event of its own tells.
    package var isSubmitted: Bool {
        guard case .task(let task) = kind else { return false }
        switch task.body.kind {
        case .run, .http: return false
        case .resource(let spec): return Self.isSubmitted(spec.resource)
        case .workflow(let spec): return Self.isSubmitted(spec.resource)
        }
    }

    private static func isSubmitted(_ resource: String) -> Bool {
        resource.hasSuffix(".sync") || resource.hasSuffix(".sync:2")
    }

    /// Whether it is a Map that failed before it could tell how many items it has; the service then
    /// tells of its start and not of its failure.
    package func failsUncounted(_ failure: Failure) -> Bool {
        map != nil && queryLanguage == .jsonPath && failure.name == Failure.runtimeName
    }
}

extension Failure {
    /// The name of what a JSONata expression fails with.
    static let evaluationName = "States.QueryEvaluationError"
    /// The name of what a Map fails with whose items cannot be read.
    package static let readerName = "States.ItemReaderFailed"

    /// Whether it is an expression that failed, and not the state's work.
    ///
    /// - Parameter work: What the state's work failed with last.
    package func isEvaluation(after work: Failure?) -> Bool {
        name == Self.evaluationName && work != self
    }
}

extension Execution {
    /// Whether what runs in a scope is being ended, so that nobody is told how it ended.
    package func isBeingStopped(_ scope: Int) -> Bool {
        scopes[scope]?.recovery != nil || stoppingScope(around: scope) != nil
    }

    /// Whether the execution as a whole is being ended, of which AWS tells nothing but its end.
    package var isCutShort: Bool {
        guard let reason = root?.recovery?.decision.reason else { return false }
        return reason == .abort || reason == .timeout
    }

    /// Counts what AWS tells of a state that did not end well, once a visit.
    mutating func countFailure(_ failure: Failure, inScopeAt place: Int, _ workflow: Workflow) {
        let visit = scopes.values[place].visit
        guard !visit.isFailureCounted else { return }
        scopes.values[place].visit.isFailureCounted = true
        var count = failure.isEvaluation(after: visit.workFailure) ? 1 : 0
        if workflow[visit.state].isComposite {
            // Of a reader that fails: the start of the state and of its run, and both failures.
            count += !visit.hasForked && failure.name == Failure.readerName ? 4 : 1
        }
        countEvents(count, in: scopes.values[place].historyScope)
    }

    /// How many events AWS tells of the end of a scope that a visit runs.
    func eventCount(of end: ScopeEnd, _ scope: Scope, in workflow: Workflow) -> Int {
        guard let parent = scope.parent else { return 0 }
        let isIteration = forks[parent.visit]?.items != nil
        guard case .aborted = end.ending else { return isIteration ? 1 : 0 }
        guard !isCutShort else { return 0 }
        var count = isIteration ? 1 : 0
        if scope.output == nil, workflow[scope.visit.state].kind.isToldAborted { count += 1 }
        return count
    }
}

extension State.Kind {
    /// Whether AWS tells that a state of the type was cut.
    package var isToldAborted: Bool {
        switch self {
        case .task, .wait, .map, .parallel: true
        case .pass, .choice, .succeed, .fail: false
        }
    }
}

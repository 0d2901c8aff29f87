import SagaDefinition
import SagaMachine
import SagaValue

/// How the service tells of attempts, and of what a state failed with.
extension ServiceHistory {
    mutating func attemptStarted(_ start: AttemptStart, _ teller: Teller) {
        guard start.id.direction == .forward, let note = visits[start.id.visit],
            let task = task(of: note, teller)
        else { return }
        if let arguments = start.arguments { visits[start.id.visit]?.arguments = arguments }
        let input = visits[start.id.visit]?.arguments ?? note.input
        let family = task.family.rawValue
        tell("\(family)Scheduled", in: note.scope, task.scheduled(start, input: input), teller)
        tell("\(family)Started", in: note.scope, task.started(), teller)
        if teller.workflow[note.state].isSubmitted {
            submitted(start.id.visit, .emptyObject, teller)
        }
    }

    /// Tells that work was handed on, and that somebody will say how it went.
    mutating func submitted(_ visit: Int, _ report: Value, _ teller: Teller) {
        guard let note = visits[visit], let task = task(of: note, teller) else { return }
        var members = task.names
        members.setData("output", report)
        tell("TaskSubmitted", in: note.scope, .init("taskSubmitted", members), teller)
    }

    mutating func attemptEnded(_ id: AttemptID, _ ending: TaskEnding, _ teller: Teller) {
        guard id.direction == .forward, let note = visits[id.visit],
            let task = task(of: note, teller)
        else { return }
        visits[id.visit]?.workFailure = ending.failure
        guard !teller.execution.isBeingStopped(note.scope) else { return }
        let family = task.family.rawValue
        if let failure = ending.failure {
            let isTimeout = failure.name == Failure.timeoutName
            let word = isTimeout ? "TimedOut" : "Failed"
            tell(
                "\(family)\(word)", in: note.scope, task.failed(failure, as: word), teller)
        } else {
            tell(
                "\(family)Succeeded", in: note.scope, task.succeeded(ending.result ?? .null),
                teller)
        }
    }

    private func task(of note: VisitNote, _ teller: Teller) -> ServiceTask? {
        guard case .task(let task) = teller.workflow[note.state].kind else { return nil }
        return ServiceTask(task.body)
    }

    /// Tells that a state did not end well, once.
    mutating func tellFailure(_ visit: Int, _ failure: Failure, _ teller: Teller) {
        guard let note = visits[visit], !note.isFailureTold else { return }
        tellEvaluation(visit, failure, teller)
        visits[visit]?.isFailureTold = true
        let state = teller.workflow[note.state]
        switch state.kind {
        case .parallel: tell("ParallelStateFailed", in: note.scope, nil, teller)
        case .map where !note.hasForked && failure.name == Failure.readerName:
            tellUnread(visit, failure, teller)
            tell("MapStateFailed", in: note.scope, nil, teller)
        case .map where !note.hasForked && state.failsUncounted(failure):
            tellMapStarted(0, in: note.scope, teller)
        case .map: tell("MapStateFailed", in: note.scope, nil, teller)
        case .task, .pass, .choice, .wait, .succeed, .fail: break
        }
    }

    /// Tells of an expression that could not be evaluated; nothing of what a task failed with.
    mutating func tellEvaluation(_ visit: Int, _ failure: Failure, _ teller: Teller) {
        guard let note = visits[visit], failure.isEvaluation(after: note.workFailure) else {
            return
        }
        var members = Object()
        members.setFailure(FailureWords(error: failure.name, cause: failure.cause))
        members["location"] = Self.location(in: failure.cause ?? "").map { .string($0) }
        members["state"] = .string(teller.workflow[note.state].name)
        tell("EvaluationFailed", in: note.scope, .init("evaluationFailed", members), teller)
    }

    /// The field that a cause speaks of: `… specified for the field 'Output/result' …`.
    private static func location(in cause: String) -> String? {
        let start = "specified for the field '"
        guard let place = cause.firstRange(of: start)?.upperBound else { return nil }
        return String(cause[place...].prefix { $0 != "'" })
    }
}

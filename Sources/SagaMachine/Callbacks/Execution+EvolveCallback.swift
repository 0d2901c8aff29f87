import SagaDefinition
import SagaValue

/// How facts about answers and the wait for them change the execution.
extension Execution {
    mutating func attemptSubmitted(_ id: AttemptID, at time: Timestamp) {
        countEvents(1, around: id.visit)
        guard let scope = scope(of: id.visit) else { return }
        updateVisit(id.visit) { visit in
            visit.phase = .awaiting
            visit.waiting?.heard = time
        }
        setWaitDeadline(of: id.visit)
        // An answer may have come before.
        markReady(scope)
    }

    mutating func callbackReceived(_ callback: Callback, said time: Timestamp) {
        let id = callback.attempt.visit
        guard let scope = scope(of: id) else { return }
        updateVisit(id) { visit in
            switch callback.word {
            case .alive:
                let heard = visit.waiting?.heard ?? time
                visit.waiting?.heard = max(heard, time)
            case .succeeded, .failed: visit.waiting?.answer = callback.word
            }
        }
        setWaitDeadline(of: id)
        markReady(scope)
    }

    private mutating func setWaitDeadline(of id: Int) {
        guard let scope = scope(of: id), let visit = scopes[scope]?.visit, visit.isAwaited else {
            return
        }
        // What was answered has met its deadline, however late that is looked at.
        let isAnswered = visit.waiting?.answer != nil
        deadlines[id] = isAnswered ? nil : visit.waiting?.deadline(isAwaited: true)
    }
}

package import SagaDefinition
import SagaValue

/// An attempt that waits for an answer by token.
package struct AwaitedAnswer: Sendable {
    package let visit: Int
    /// The visit in words, such as `Each[3]/Ask#2`.
    package let path: String
    package let token: TaskToken
    /// When it is given up; nil is never, and nothing that is answered is.
    package let until: Deadline?
    /// Whether its answer is kept, and the next process to run the execution meets it first.
    package let isAnswered: Bool
}

extension Execution {
    /// The attempts whose work has ended well and whose answer no record tells, by their visits.
    ///
    /// - Parameter kept: What has been said, and no process has taken yet.
    package func awaitedAnswers(
        in workflow: Workflow, kept: [CallbackDelivery] = []
    ) -> [AwaitedAnswer] {
        guard let start, phase != .ended else { return [] }
        let later = meeting(kept, in: workflow)
        let awaited = scopes.values.filter { $0.visit.isAwaited && $0.visit.waiting?.answer == nil }
        return awaited.sorted { $0.visit.id < $1.visit.id }.map { scope in
            AwaitedAnswer(
                visit: scope.visit.id,
                path: "\(scope.path(of: workflow[scope.visit.state]))#\(scope.visit.number)",
                token: TaskToken(of: scope.visit.latestAttempt, in: start),
                until: later.deadlines[scope.visit.id],
                isAnswered: later.hasAnswer(to: scope.visit.latestAttempt))
        }
    }

    /// The execution once it has met what has been said.
    private func meeting(_ kept: [CallbackDelivery], in workflow: Workflow) -> Execution {
        var execution = self
        var step = Step()
        for delivery in kept {
            let said = delivery.said?.upperBound ?? Timestamp(nanoseconds: 0)
            execution.decide(
                .callback(delivery), in: workflow, at: Moment(steady: said, wall: said, entropy: 0),
                into: &step)
        }
        return execution
    }

    private func hasAnswer(to attempt: AttemptID) -> Bool {
        scope(of: attempt.visit).flatMap { scopes[$0]?.visit.waiting?.answer } != nil
    }

    /// Whether nothing is left to do until an answer comes, or the time for one is up.
    package var onlyAwaitsAnswers: Bool {
        guard phase == .running || phase == .suspended else { return false }
        var isAwaiting = false
        for scope in scopes.values {
            guard scope.recovery == nil else { return false }
            switch scope.visit.phase {
            case .awaiting where scope.visit.waiting?.answer == nil: isAwaiting = true
            case .forked: break
            case .settling where scope.visit.isOfSuspendedChild: break
            case .entered, .running, .awaiting, .settling, .backingOff, .waiting, .exited, .failed:
                return false
            }
        }
        return isAwaiting
    }

    /// Suspends, where nothing but answers is waited for.
    mutating func rest(_ decision: inout Decision) {
        guard phase == .running, ready.isEmpty, onlyAwaitsAnswers else { return }
        emit(.executionSuspended(Suspension(reason: .awaiting)), &decision)
    }
}

import SagaDefinition
package import SagaMachine
package import SagaValue

/// Attempts whose end nobody saw, as sentences for the person who has to judge them.
package struct Doubts: Sendable {
    package let entries: [Doubt]

    package struct Doubt: Hashable, Sendable {
        package let attempt: AttemptID
        package let path: String
        package let key: String
        /// The execution that it started or went on with.
        package let child: ExecutionID?
        package let standing: Standing
    }

    package enum Standing: String, Sendable {
        /// Nobody works on the execution; a resume will decide.
        case unsettled
        /// The same of a task that outlives its `saga`: a resume waits for it, or takes its result.
        case surviving
        /// It waits for `resume --resolve` or `--skip`.
        case waiting
        /// Its sub-workflow stands still, and a resume goes on with it.
        case suspended
        /// It was sent again, with the same key.
        case repeated
        /// It was given up, and the state failed or was undone.
        case closed
    }

    /// - Parameter isOwned: Whether a process works on the execution, so that what runs is no
    ///   doubt.
    package init(_ history: History, _ execution: Execution, isOwned: Bool) {
        let waiting = Set(
            [.inDoubt, .child].contains(execution.suspension?.reason)
                ? execution.scopes.values.map(\.visit).filter(\.isInDoubt).map(\.id) : [])
        entries = history.visits.flatMap { visit in
            visit.attempts.compactMap { attempt -> Doubt? in
                // Reading and writing a Map's files again is no doubt.
                if attempt.start.role.isOfFiles { return nil }
                let standing: Standing
                if let ending = attempt.ending {
                    guard ending.isInterrupted, ending.outcome == .unknown else { return nil }
                    standing = visit.standing(after: attempt, isWaiting: waiting.contains(visit.id))
                } else {
                    // An answer may come whoever runs it.
                    guard !isOwned, attempt.submitted == nil else { return nil }
                    let survives =
                        execution.start?.tasksSurvive == true && !execution.isRecovering
                    standing = survives ? .surviving : .unsettled
                }
                return Doubt(
                    attempt: attempt.start.id, path: visit.label, key: attempt.start.key,
                    child: attempt.start.child, standing: standing)
            }
        }
    }
}

extension VisitHistory {
    fileprivate func standing(
        after attempt: AttemptHistory, isWaiting: Bool
    ) -> Doubts.Standing {
        let id = attempt.start.id
        if attempts.contains(where: {
            $0.start.id.direction == id.direction && $0.start.id.number > id.number
        }) {
            return .repeated
        }
        guard isWaiting else { return .closed }
        return attempt.ending?.isSuspended == true ? .suspended : .waiting
    }
}

extension Doubts.Doubt {
    /// What happened and what it means, in whole sentences.
    package var text: String {
        let subject = attempt.direction == .undo ? "the undo of \(path)" : path
        let start = "\(subject) was interrupted: its outcome is unknown."
        switch standing {
        case .unsettled:
            return "\(subject) was running when saga ended: its outcome is unknown."
                + " `saga resume` decides what becomes of it."
        case .surviving:
            return "\(subject) was running when saga ended, and outlives it: `saga resume` waits"
                + " for it, or takes the result that it left."
        case .waiting:
            return start + " It waits for a word: `saga resume --resolve \(path)=JSON` if it"
                + " succeeded, `--skip \(path)` if it had no effect."
        case .suspended:
            let name = child.map { " \($0)" } ?? ""
            return "\(subject) stands still with its sub-workflow\(name): `saga inspect\(name)`"
                + " shows why, `saga resume` goes on with both."
        case .repeated: return start + " It was sent again with the same key \(key)."
        case .closed: return start
        }
    }
}

import SagaMachine
import SagaValue

/// Why a verb makes no sense for an execution that stands where it does, and which one would.
struct Refusal {
    private let message: String
    private let proposals: [String]

    /// The verbs that are refused in some state.
    enum OperatorVerb: String, CaseIterable {
        case resume, redrive, undo
    }

    /// Nil where the verb has something to do, or rightly does nothing.
    init?(_ verb: OperatorVerb, of execution: Execution) {
        guard let id = execution.start?.id, let standing = execution.standing,
            let words = Self.words(verb, standing, id)
        else { return nil }
        message = words.message
        proposals = words.proposals
    }

    var fault: Fault { Fault(.refused, message, notes: proposals) }

    private typealias Words = (message: String, proposals: [String])

    private static func words(
        _ verb: OperatorVerb, _ standing: Standing, _ id: ExecutionID
    ) -> Words? {
        switch verb {
        case .resume: resume(standing, id)
        case .redrive: redrive(standing, id)
        case .undo: undo(standing, id)
        }
    }

    private static func resume(_ standing: Standing, _ id: ExecutionID) -> Words? {
        switch standing {
        case .rolledBack:
            (
                "it has failed and was rolled back; there is nothing to resume",
                ["`saga rerun \(id)` starts a new execution with the same definition and input"]
            )
        case .unfinished, .undoing, .stuck, .failed, .kept, .succeeded, .undone: nil
        }
    }

    /// `resume` with another state or definition, which only another try can take.
    private static func redrive(_ standing: Standing, _ id: ExecutionID) -> Words? {
        let only = "`--from` and `--definition` are for what has failed with nothing undone"
        switch standing {
        case .failed, .kept: return nil
        case .rolledBack: return resume(standing, id)
        case .unfinished, .undoing, .stuck:
            return ("\(only); `\(id)` has not come to its end", ["`saga resume \(id)` goes on"])
        case .succeeded, .undone:
            return (
                "\(only); `\(id)` succeeded",
                ["`saga rerun \(id) --latest` starts a new execution by the definition's file"]
            )
        }
    }

    private static func undo(_ standing: Standing, _ id: ExecutionID) -> Words? {
        switch standing {
        case .succeeded, .kept: nil
        case .unfinished:
            (
                "`\(id)` has not ended, and only what has ended is undone",
                ["`saga abort \(id)` stops it and rolls it back"]
            )
        case .undoing:
            (
                "the undo of `\(id)` has begun and not ended",
                ["`saga resume \(id)` goes on with it"]
            )
        case .stuck:
            (
                "the rollback of `\(id)` has begun and is stuck",
                ["`saga resume \(id)` tries again what could not be undone"]
            )
        case .failed:
            (
                "`\(id)` did not succeed, and nothing of it was to be undone",
                ["`saga resume \(id)` tries the failed state again"]
            )
        case .rolledBack:
            (
                "`\(id)` did not succeed and was rolled back already",
                ["`saga rerun \(id)` starts a new execution with the same definition and input"]
            )
        case .undone:
            (
                "`\(id)` was undone already",
                ["`saga rerun \(id)` starts a new execution with the same definition and input"]
            )
        }
    }
}

package import SagaDefinition
package import SagaMachine
import SagaValue

extension MockedTask.Answer {
    /// How an attempt ends that is answered so; nil of one that never does.
    package var ending: TaskEnding? {
        switch kind {
        case .returned(let result): TaskEnding(outcome: .succeeded, result: result)
        case .thrown(let error, let cause, let knowledge):
            TaskEnding(
                outcome: knowledge.outcome,
                failure: Failure(error, classes: Failure.classes(of: error), cause: cause))
        case .never: nil
        }
    }
}

extension MockedTask {
    /// How the attempt of this number ends; one that nothing is said of is never started.
    func ending(attempt number: Int, of state: String) -> TaskEnding {
        answer(attempt: number)?.ending
            ?? .unmocked("the mock of `\(state)` has no response number \(number)")
    }
}

extension MockedTask.Answer.Knowledge {
    fileprivate var outcome: Outcome {
        switch self {
        case .failed: .failed
        case .unknown: .unknown
        case .noEffect: .noEffect
        }
    }
}

extension TaskEnding {
    /// The ending of a Map's writer that only pretends to write.
    static func written(_ order: TaskOrder) -> TaskEnding {
        TaskEnding(
            outcome: .succeeded,
            result: order.results?.details(bucket: "mock", key: "manifest.json"))
    }

    /// The ending of an attempt that a mock says nothing of: it is never started.
    package static func unmocked(_ cause: String) -> TaskEnding {
        TaskEnding(
            outcome: .noEffect, failure: Failure(Failure.notStartedName, cause: cause))
    }
}

import SagaMachine
import SagaValue

/// The executions that tasks start, as their own journals would tell of them: one that has ended
/// gives the same answer to whoever comes back to it.
struct Children {
    private var answers: [ExecutionID: TaskEnding] = [:]

    /// What the execution of an order has answered before; nil while it can still go on.
    func answer(to order: TaskOrder) -> TaskEnding? {
        guard let child = Self.child(of: order) else { return nil }
        return answers[child]
    }

    /// Keeps what an execution ended with, so far as it has ended.
    ///
    /// - Returns: The ending as the parent is told of it: one that has failed is over for good.
    mutating func keep(_ ending: TaskEnding, of order: TaskOrder) -> TaskEnding {
        guard let child = Self.child(of: order) else { return ending }
        switch ending.outcome {
        case .succeeded: answers[child] = ending
        case .failed:
            answers[child] = TaskEnding(
                outcome: .failed, failure: ending.failure, isSpent: true)
        case .unknown, .noEffect: return ending
        }
        return answers[child] ?? ending
    }

    private static func child(of order: TaskOrder) -> ExecutionID? {
        order.attempt.direction == .forward ? order.executions.first : nil
    }
}

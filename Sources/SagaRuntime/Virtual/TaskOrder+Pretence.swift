import SagaMachine
import SagaValue

extension TaskOrder {
    /// What the loop hears of a task that only pretends: where it is answered by token, its result
    /// is the answer.
    func triggers(of ending: TaskEnding) -> [Trigger] {
        guard let token, ending.outcome == .succeeded, ending.failure == nil else {
            return [.taskEnded(attempt, ending)]
        }
        let answer = Callback(
            attempt: attempt, word: .succeeded(ending.result ?? .null), by: "a mock",
            request: nil)
        return [
            .callback(CallbackDelivery(answer, token: token, said: nil)),
            .taskEnded(attempt, ending),
        ]
    }
}

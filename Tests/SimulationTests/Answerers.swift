import SagaDefinition
import SagaMachine
import SagaValue

/// Those who were given a task's token, and what they will say.
///
/// What they say is left as a request, which is there until the facts that it led to are durable.
struct Answerers {
    private var asked: [CallbackDelivery] = []
    private var left: [CallbackDelivery] = []
    private var takenCount = 0

    var isWaiting: Bool { !asked.isEmpty || takenCount < left.count }

    /// Whether the fate of a task is that its work ends well and somebody answers, or nobody does
    /// until its time is up.
    mutating func takeOver(_ order: TaskOrder, _ fate: Fate, _ state: State) -> Bool {
        guard let token = order.token, case .task(let task) = state.kind else { return false }
        let word: Callback.Word
        switch fate {
        case .succeeds, .succeedsOddly, .isUnusable: word = .succeeded(fate.result(of: order))
        case .fails(let name, _): word = .failed(Failure(name))
        case .isUnknown: return task.boundsWait || task.heartbeat != nil
        case .hasNoEffect, .findsNothing, .isPartial: return false
        }
        let callback = Callback(
            attempt: order.attempt, word: word, by: "somebody", request: "\(asked.count)")
        asked.append(CallbackDelivery(callback, token: token, said: nil))
        return true
    }

    /// The next one leaves a request, and the process that runs takes it.
    mutating func take(at time: Timestamp) -> CallbackDelivery? {
        if takenCount == left.count, !asked.isEmpty {
            let next = asked.removeFirst()
            left.append(CallbackDelivery(next.callback, token: next.token, said: time...time))
        }
        guard takenCount < left.count else { return nil }
        takenCount += 1
        return left[takenCount - 1]
    }

    /// What the next process finds; half of those who are asked have spoken meanwhile.
    mutating func left(at time: Timestamp) -> [CallbackDelivery] {
        for next in asked where next.token.attempt.visit % 2 == 1 {
            left.append(CallbackDelivery(next.callback, token: next.token, said: time...time))
        }
        asked.removeAll { $0.token.attempt.visit % 2 == 1 }
        takenCount = left.count
        return left
    }

    /// The facts that requests led to are durable.
    mutating func removeTaken() {
        left.removeFirst(takenCount)
        takenCount = 0
    }
}

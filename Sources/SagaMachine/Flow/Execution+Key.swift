import SagaDefinition
import SagaValue

extension Execution {
    /// The idempotency key of a visit: the same over retries and crashes, new for each visit,
    /// direction and round (`saga.md` §3; RFC 9562, version 5).
    func key(_ direction: Direction, _ state: State, _ scope: Scope) -> String {
        key(
            direction, path: "\(scope.path(of: state))#\(scope.visit.number)",
            round: scope.visit.round)
    }

    /// The key of a visit that has ended.
    func key(_ direction: Direction, of entry: UndoEntry) -> String {
        key(direction, path: entry.path, round: entry.round)
    }

    /// By which an attempt is answered; nil before the start.
    func token(of attempt: AttemptID) -> TaskToken? {
        start.map { TaskToken(of: attempt, in: $0) }
    }

    private func key(_ direction: Direction, path: String, round: Int) -> String {
        guard let start else { return "" }
        let suffix = round == 1 ? "" : "|\(round)"
        let name = "\(start.id)|\(start.startTime.text)|\(path)|\(direction.rawValue)\(suffix)"
        return UUID(namespace: Self.keyNamespace, name: name).text
    }

    /// The namespace of all keys: a random UUID, fixed for ever.
    private static let keyNamespace = UUID(high: 0x6d1f_0c5e_7a3b_4c19, low: 0x9e52_d8b4_a06f_31c7)
}

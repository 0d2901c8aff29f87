import Glibc
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaValue

/// Brings what somebody says to an execution: as a request that outlives a crash of either side,
/// whose fate it then looks for in the journal.
struct CallbackSender {
    let store: Store
    let token: TaskToken
    let word: Callback.Word
    let by: String

    /// What became of it.
    enum Delivery {
        /// The process that runs the execution has taken it.
        case taken
        /// Nobody runs the execution; the next process to do so takes it first.
        case kept
        /// A process runs the execution, and has not said anything yet.
        case unconfirmed
    }

    /// - Parameter requestName: A name that no other request has.
    /// - Throws: `SAGA6020` for a token that is not the execution's, `SAGA6021` for an answer that
    ///   is too long, `SAGA6022` where it comes too late; the journal's faults.
    func send(requestName: String) throws(Fault) -> Delivery {
        var journal = try FollowedJournal(token.execution, in: store)
        let requests: Requests
        do throws(JournalFault) { requests = Requests(try store.folder(token.execution)) } catch {
            throw Fault(error)
        }
        let now = SteadyClock(after: journal.anchor).steady
        let waiting = try Self.deliveries(in: requests, of: token)
        try refuse(try refusal(journal, waiting.map(\.delivery), now))
        let name = isAnswer ? "answer-\(token.attempt.visit)-\(token.attempt.number)" : requestName
        let from =
            isAnswer || journal.isOwned ? now : waiting.first?.delivery.said?.lowerBound ?? now
        try leave(name, in: requests, id: requestName, said: min(from, now)...now)
        if !isAnswer, !journal.isOwned { Self.forget(waiting.map(\.file), in: requests) }
        return try fate(of: requestName, file: Requests.fileName(of: name), &journal, requests)
    }

    private var isAnswer: Bool {
        if case .alive = word { return false }
        return true
    }

    /// Why it would change nothing, what was left counted that nobody was there to take.
    private func refusal(
        _ journal: FollowedJournal, _ waiting: [CallbackDelivery], _ now: Timestamp
    ) throws(Fault) -> CallbackRefusal.Reason? {
        guard let workflow = journal.fold.replay.workflow else { return .forged }
        var execution = journal.fold.replay.execution
        var step = Step()
        for delivery in waiting {
            execution.decide(
                .callback(delivery), in: workflow, at: Moment(steady: now, wall: now, entropy: 0),
                into: &step)
        }
        return execution.refusal(of: token, word: word, said: now...now)
    }

    private func refuse(_ reason: CallbackRefusal.Reason?) throws(Fault) {
        guard let reason else { return }
        let id = token.execution
        switch reason {
        case .forged:
            throw Fault(
                .badToken, "the token is none of \(id)",
                notes: ["`saga inspect \(id)` shows those that are waited for"])
        case .ended: throw tooLate("that attempt of \(id) is over")
        case .answered: throw tooLate("that attempt of \(id) was answered before")
        case .late: throw tooLate("the time for that attempt of \(id) is up")
        }
    }

    private func tooLate(_ detail: String) -> Fault {
        Fault(
            .tooLate, "too late: \(detail)",
            notes: ["saga inspect \(token.execution) shows what became of it"])
    }

    private func leave(
        _ name: String, in requests: Requests, id: String, said: ClosedRange<Timestamp>
    ) throws(Fault) {
        let callback = Callback(attempt: token.attempt, word: word, by: by, request: id)
        let body = CallbackDelivery(callback, token: token, said: said).request
        do throws(JournalFault) {
            if isAnswer {
                guard try requests.leaveFirst(name, body) else {
                    throw JournalFault(.executionTaken, path: store.path, detail: "")
                }
            } else {
                try requests.leave(name, body)
            }
        } catch {
            switch error.code {
            case .executionTaken: throw tooLate("it was answered before")
            case .badRequest:
                throw Fault(
                    .badAnswer, "the answer is longer than \(Limits.requestBytes) bytes",
                    notes: ["write it to a file, and answer with the file's name"])
            default: throw Fault(error)
            }
        }
    }

    /// Waits until the owner has said what becomes of it, as long as there is one.
    private func fate(
        of id: String, file: String, _ journal: inout FollowedJournal, _ requests: Requests
    ) throws(Fault) -> Delivery {
        for _ in 0..<Self.looks {
            try journal.readOn()
            switch journal.answers[id] {
            case .taken: return .taken
            case .refused(let reason):
                try refuse(reason)
            case nil: break
            }
            // Another answer's record was on disk before its request made room for ours.
            let now = SteadyClock(after: journal.anchor).steady
            let reason = journal.fold.replay.execution.refusal(
                of: token, word: word, said: now...now)
            if let reason, reason != .late {
                Self.forget([file], in: requests)
                try refuse(reason)
            }
            if !journal.isOwned { return .kept }
            _ = poll(nil, 0, Self.pauseMilliseconds)
        }
        return .unconfirmed
    }

    private static let pauseMilliseconds: Int32 = 5
    /// Ten seconds, in pauses.
    private static let looks = 2000

    /// What was said by a token and nobody has taken yet, in the order in which it will be.
    private static func deliveries(
        in requests: Requests, of token: TaskToken
    ) throws(Fault) -> [(file: String, delivery: CallbackDelivery)] {
        do throws(JournalFault) {
            return try requests.waiting().compactMap { request in
                guard let delivery = CallbackDelivery(request), delivery.token == token else {
                    return nil
                }
                return (request.name, delivery)
            }
        } catch { throw Fault(error) }
    }

    /// What cannot be removed is taken, and changes nothing.
    private static func forget(_ names: [String], in requests: Requests) {
        for name in names { try? requests.remove(fileName: name) }
    }
}

/// An execution's journal, read on as its owner writes it.
private struct FollowedJournal {
    private let id: ExecutionID
    private let store: Store
    private let reader: JournalReader
    private(set) var fold = ExecutionFold(.summary)
    /// Whether a process owned the execution before the journal was read.
    private(set) var isOwned = false
    /// What became of requests, by their names.
    private(set) var answers: [String: Answer] = [:]

    enum Answer {
        case taken
        case refused(CallbackRefusal.Reason)
    }

    init(_ id: ExecutionID, in store: Store) throws(Fault) {
        self.id = id
        self.store = store
        do throws(JournalFault) { reader = try store.reader(id) } catch { throw Fault(error) }
        try readOn()
    }

    var anchor: TimeAnchor? { reader.anchor }

    mutating func readOn() throws(Fault) {
        var fold = fold
        var answers = answers
        do throws(JournalFault) {
            // Asked first: what an owner wrote before it left is then read.
            isOwned = try store.isOwned(id)
            while try reader.read({ (record) throws(JournalFault) in
                switch try fold.add(record) {
                case .callbackReceived(let callback, _)?:
                    if let request = callback.request { answers[request] = .taken }
                case .callbackRefused(let refusal)?:
                    if let request = refusal.request { answers[request] = .refused(refusal.reason) }
                default: break
                }
            }) == .restarted {
                fold = ExecutionFold(.summary)
                answers = [:]
            }
        } catch { throw Fault(error) }
        self.fold = fold
        self.answers = answers
    }
}

import Glibc
import SagaValue
import Synchronization

/// The bank of the order saga: charges and refunds, each key once, kept in a ledger file.
///
/// `POST /v1/charges` takes `{amount, card}` and answers 201, or 402 with a problem for a card that
/// ends in 0. `POST /v1/refunds` takes `{charge_key}`, answers 200 also when there was nothing, and
/// leaves a tombstone: a charge that comes later under that key takes nothing (410).
package final class Bank: Sendable {
    private struct Account {
        var entries: [String: Entry] = [:]
        let ledger: Int32?
    }

    /// What became of a key: the amount that is held, 0 once it was given back.
    private struct Entry {
        var amount: Int
        var isRefunded: Bool
    }

    private let account: Mutex<Account>

    /// - Parameter ledger: A file to which a line of JSON is added for all that is done; nil for
    ///   none. What stands there already is taken up.
    package init?(ledger path: String?) {
        var entries: [String: Entry] = [:]
        var ledger: Int32?
        if let path {
            let file = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else { return nil }
            for line in Self.text(of: file).split(separator: "\n") {
                Self.takeUp(String(line), into: &entries)
            }
            ledger = file
        }
        account = Mutex(Account(entries: entries, ledger: ledger))
    }

    deinit { account.withLock { if let ledger = $0.ledger { close(ledger) } } }

    /// What all charges that were not given back come to.
    package var balance: Int {
        account.withLock { $0.entries.values.reduce(0) { $0 + $1.amount } }
    }

    /// Answers a request; to be the handler of a server.
    package func answer(_ request: ServerRequest) -> [ServerAction] {
        guard request.method == "POST", let body = try? Value(json: request.body) else {
            return [.problem(400, "a POST with a JSON body is wanted")]
        }
        switch request.target {
        case "/v1/charges": return charge(request, body)
        case "/v1/refunds": return refund(body)
        default: return [.problem(404, "there is no such account")]
        }
    }

    private func charge(_ request: ServerRequest, _ body: Value) -> [ServerAction] {
        guard let name = request.bareKey else {
            return [.problem(400, "an Idempotency-Key is wanted")]
        }
        guard let amount = body["amount"]?.number?.exactInteger, 1...1_000_000_000 ~= amount else {
            return [.problem(422, "the amount is none")]
        }
        let id = "ch_\(name.prefix(8))"
        return account.withLock { account in
            switch account.entries[name] {
            case let entry? where entry.isRefunded:
                return [.problem(410, "the charge was taken back before it came")]
            case .some: break
            case nil where body["card"]?.string?.hasSuffix("0") == true:
                return [.problem(402, "the card was declined")]
            case nil:
                account.entries[name] = Entry(amount: amount, isRefunded: false)
                Self.note(["charge": .string(name), "amount": .integer(amount)], account.ledger)
            }
            let answer: Value = ["id": .string(id), "amount": .integer(amount)]
            return [.json(201, answer)]
        }
    }

    private func refund(_ body: Value) -> [ServerAction] {
        guard let name = body["charge_key"]?.string else {
            return [.problem(422, "a charge_key is wanted")]
        }
        return account.withLock { account in
            let held = account.entries[name]?.amount ?? 0
            if account.entries[name]?.isRefunded != true {
                account.entries[name] = Entry(amount: 0, isRefunded: true)
                Self.note(["refund": .string(name), "amount": .integer(held)], account.ledger)
            }
            return [.json(200, ["refunded": .integer(held)])]
        }
    }

    private static func text(of file: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe read(file, &buffer, buffer.count), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func takeUp(_ line: String, into entries: inout [String: Entry]) {
        guard let note = try? Value(json: line) else { return }
        if let name = note["charge"]?.string, let amount = note["amount"]?.number?.exactInteger {
            entries[name] = Entry(amount: amount, isRefunded: false)
        } else if let name = note["refund"]?.string {
            entries[name] = Entry(amount: 0, isRefunded: true)
        }
    }

    private static func note(_ entry: Value, _ ledger: Int32?) {
        guard let ledger else { return }
        let line = Array("\(entry.json)\n".utf8)
        _ = unsafe write(ledger, line, line.count)
    }
}

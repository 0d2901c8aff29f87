import SagaValue
import Synchronization

/// The tables that the pipeline loads: each load under its key, once.
///
/// `PUT /tables/NAME` adds rows and answers 201, or 422 where there are none. `DELETE /loads/KEY`
/// takes a load away, answers 200 also when there was none, and leaves a tombstone: a load that
/// comes later under that key adds nothing (410). `GET /tables/NAME` counts the rows.
package final class Tables: Sendable {
    private struct Load {
        let table: String
        let rows: Int
    }

    /// What became of a key; nil once it was taken away.
    private let loads = Mutex<[String: Load?]>([:])

    package init() {}

    /// How many rows a table has.
    package func rows(in table: String) -> Int {
        loads.withLock { loads in
            loads.values.reduce(0) { $0 + ($1?.table == table ? $1?.rows ?? 0 : 0) }
        }
    }

    /// Answers a request; nil where it is about something else.
    package func answer(_ request: ServerRequest) -> [ServerAction]? {
        let parts = request.target.split(separator: "/").map(String.init)
        guard parts.count == 2 else { return nil }
        switch (request.method, parts[0]) {
        case ("GET", "tables"): return [.json(200, ["rows": .integer(rows(in: parts[1]))])]
        case ("PUT", "tables"): return [put(request, into: parts[1])]
        case ("DELETE", "loads"): return [delete(parts[1])]
        default: return nil
        }
    }

    private func put(_ request: ServerRequest, into table: String) -> ServerAction {
        guard let key = request.bareKey else {
            return .problem(400, "an Idempotency-Key is wanted")
        }
        guard let rows = (try? Value(json: request.body))?.array?.count, rows > 0 else {
            return .problem(422, "there are no rows for `\(table)`")
        }
        return loads.withLock { loads in
            if case .some(nil) = loads[key] {
                return .problem(410, "the load was taken back before it came")
            }
            loads[key] = Load(table: table, rows: rows)
            return .json(201, ["table": .string(table), "rows": .integer(rows)])
        }
    }

    private func delete(_ key: String) -> ServerAction {
        loads.withLock { loads in
            let rows = (loads[key] ?? nil)?.rows ?? 0
            loads.updateValue(nil, forKey: key)
            return .json(200, ["removed": .integer(rows)])
        }
    }
}

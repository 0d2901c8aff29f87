import SagaSource
import SagaValue

/// What `ErrorEquals` may say.
enum ErrorNames {
    static let all = "States.ALL"

    /// The names that the language reserves (`States.` and what follows).
    private static let reserved = [
        all, "States.BranchFailed", "States.DataLimitExceeded",
        "States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout", "States.Http.Socket",
        "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched",
        "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
        "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime",
        "States.TaskFailed", "States.Timeout",
    ]

    /// Names of errors that end an execution whatever a retrier or a catcher says.
    private static let unmatchable = ["States.Runtime"]

    /// The names of one retrier or catcher.
    static func names(_ fields: Fields) -> [String] {
        guard let parts = fields.list("ErrorEquals") else { return [] }
        for part in parts { check(part, fields) }
        if parts.count > 1, let part = parts.first(where: { $0.string == all }) {
            fields.reading.report(
                .allNotAlone, "`States.ALL` must stand alone in its list", at: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "'States.ALL' should be the only element in the"
                        + " list of errors."))
        }
        return parts.compactMap(\.string)
    }

    private static func check(_ part: Part, _ fields: Fields) {
        guard let name = fields.reading.text(part) else { return }
        if name.isEmpty { fields.reportEmpty(part) }
        Extensions.checkError(name, part, fields.reading)
        if unmatchable.contains(name) {
            fields.reading.report(
                .unmatchableError, "`\(name)` is neither retried nor caught, even when named",
                at: part)
        }
        guard name.hasPrefix("States."), !reserved.contains(name), !isStatusCode(name) else {
            return
        }
        fields.reading.report(
            .unknownReservedError, "`\(name)` is not an error of the language", at: part,
            label: fields.reading.nearest(to: name, among: reserved).map {
                "did you mean `\($0)`?"
            },
            notes: ["names that begin with `States.` are reserved"])
    }

    /// `States.Http.StatusCode.404` and its like.
    private static func isStatusCode(_ name: String) -> Bool {
        let prefix = "States.Http.StatusCode."
        guard name.hasPrefix(prefix) else { return false }
        return Int(name.dropFirst(prefix.count)).map { (100...999).contains($0) } ?? false
    }

    /// Handlers are tried in their order, and the first that matches has the error: a retrier used
    /// up or not, but a catcher that rewinds only until its save-point allows it no more.
    ///
    /// Then it leaves the error to those behind it, but for such as rewind to the same save-point.
    private static func checkRepeats(among handlers: [Part], _ reading: Reading) {
        var always: [String: Int] = [:]
        var whileRewinding: [ExactKey: [String: Int]] = [:]
        for handler in handlers {
            let parts = handler["ErrorEquals"]?.elements ?? []
            let point = savePoint(of: handler)
            // Of two entries that have the name, the first is the one that matches.
            let rewinding = point.flatMap { whileRewinding[$0] } ?? [:]
            let lines = always.merging(rewinding, uniquingKeysWith: min)
            for part in parts {
                guard let name = part.string else { continue }
                let wider = isTaskFailure(name) ? lines["States.TaskFailed"] : nil
                guard let line = lines[name] ?? wider else { continue }
                let matching = lines[name] == nil ? "States.TaskFailed" : name
                reading.report(
                    .shadowedHandler, "an entry before this one has every `\(name)` already",
                    at: part, label: "`\(matching)` on line \(line)")
            }
            let names = parts.compactMap { part in part.string.map { ($0, part.node.mark.line) } }
            if let point {
                whileRewinding[point, default: [:]].merge(names, uniquingKeysWith: min)
            } else {
                always.merge(names, uniquingKeysWith: min)
            }
        }
    }

    /// The save-point that a catcher rewinds to; for `All` nothing counts.
    private static func savePoint(of handler: Part) -> ExactKey? {
        guard let name = handler["Compensate"]?.string, !["All", "None"].contains(name) else {
            return nil
        }
        return ExactKey(name)
    }

    /// Whether `States.TaskFailed` surely matches the name too.
    private static func isTaskFailure(_ name: String) -> Bool {
        name.hasPrefix("States.Http.") || !name.hasPrefix("States.") && !name.hasPrefix("Saga.")
    }

    /// `States.ALL` matches everything, so whatever follows it can never match.
    static func checkOrder(of handlers: [Part], _ reading: Reading) {
        checkRepeats(among: handlers, reading)
        for handler in handlers.dropLast() {
            guard let errors = handler["ErrorEquals"]?.elements,
                let part = errors.first(where: { $0.string == all })
            else { continue }
            reading.report(
                .allNotLast,
                "`States.ALL` must stand in the last entry, as nothing after it can"
                    + " match", at: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED", "'States.ALL' can only appear in the last entry"))
        }
    }
}

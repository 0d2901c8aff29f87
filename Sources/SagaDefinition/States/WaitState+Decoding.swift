import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func wait() -> WaitState {
        let keys = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
        return WaitState(until: fields.exactlyOne(keys).flatMap(until) ?? .seconds(.constant(0)))
    }

    private func until(_ key: String) -> WaitState.Until? {
        if key.hasPrefix("Seconds") {
            return soleSeconds("Seconds", in: 0...Limits.maximumSeconds).map { .seconds($0) }
        }
        guard let part = fields[key] else { return nil }
        if key == "TimestampPath" {
            return reading.path(part).map { .computedTimestamp(.path($0)) }
        }
        if language == .jsonata, part.isQuery {
            return reading.query(part).map { .computedTimestamp($0) }
        }
        guard let text = reading.text(part) else { return nil }
        if let moment = Timestamp(text) { return .timestamp(moment) }
        reading.report(
            .badTimestamp,
            "`\(text)` is not a moment of RFC 3339 with an upper-case `T` and a zone",
            at: part, label: "write it like 2016-03-14T01:59:00Z",
            aws: .init("SCHEMA_VALIDATION_FAILED", "Expected value of type [TIMESTAMP]"))
        return nil
    }
}

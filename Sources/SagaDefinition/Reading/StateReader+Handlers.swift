import SagaSource
import SagaValue

// Retry and Catch of a state, a compensation and `Defaults`.
extension StateReader {
    /// The state's own retriers, else those of `Defaults` for commands and requests.
    func retriers() -> [Retrier] {
        if fields.has("Retry") { return RetryRules.retriers(fields) }
        guard type == "Task", fields.has("Run") || fields.has("Http") else { return [] }
        return defaults.retriers
    }

    func catchers() -> [Catcher] {
        guard let parts = fields.list("Catch", isEmptyAllowed: true) else { return [] }
        ErrorNames.checkOrder(of: parts, reading)
        return parts.compactMap(catcher)
    }

    private func catcher(_ part: Part) -> Catcher? {
        guard let fields = Fields(part, reading) else { return nil }
        fields.allow(
            ["ErrorEquals", "Next", "ResultPath", "Assign", "Output", "Comment", "Compensate"],
            in: "a catcher", language: language)
        Extensions.check(fields)
        fields.require(["ErrorEquals", "Next"])
        let next = fields["Next"].flatMap { reading.state(named: $0, in: graph) }
        return Catcher(
            errors: ErrorNames.names(fields), next: next ?? member.id,
            resultPath: resultPath(fields), namesResultPath: fields.has("ResultPath"),
            output: fields["Output"].map { template($0, offering: .errorOutput) },
            assign: assign(fields, offering: .errorOutput),
            compensate: reach(fields))
    }

    private func reach(_ fields: Fields) -> Catcher.Reach {
        guard let part = fields["Compensate"], let name = reading.text(part) else { return .none }
        switch name {
        case "None": return .none
        case "All": return .all
        default:
            if let point = graph.savePoints.first(where: { $0.name.hasSameCodePoints(as: name) }) {
                return .savePoint(point.id)
            }
            let words = graph.savePoints.map(\.name) + ["All", "None"]
            reading.report(
                .unknownSavePoint, "there is no save-point `\(name)` in these `States`", at: part,
                label: reading.nearest(to: name, among: words).map { "did you mean `\($0)`?" },
                notes: ["a catcher names `None`, `All` or a `SavePoint` of its own `States`"])
            return .none
        }
    }
}

/// `Retry`.
enum RetryRules {
    static func retriers(_ owner: Fields) -> [Retrier] {
        guard let parts = owner.list("Retry", isEmptyAllowed: true) else { return [] }
        ErrorNames.checkOrder(of: parts, owner.reading)
        return parts.compactMap { retrier($0, owner.reading) }
    }

    private static func retrier(_ part: Part, _ reading: Reading) -> Retrier? {
        guard let fields = Fields(part, reading) else { return nil }
        fields.allow(
            [
                "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
                "JitterStrategy", "Comment",
            ], in: "a retrier")
        fields.require(["ErrorEquals"])
        let interval = fields.integer("IntervalSeconds", in: 1...Limits.maximumSeconds)
        let delay = fields.integer("MaxDelaySeconds", in: 1...Limits.maximumRetryDelaySeconds)
        if let delay, delay <= interval ?? 1, let part = fields["MaxDelaySeconds"] {
            reading.report(
                .delayNotAboveInterval,
                "`MaxDelaySeconds` must be more than `IntervalSeconds`, which is \(interval ?? 1)",
                at: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "MaxDelaySeconds must be greater than IntervalSeconds"))
        }
        return Retrier(
            errors: ErrorNames.names(fields), intervalSeconds: Double(interval ?? 1),
            maxAttempts: fields.integer("MaxAttempts", in: 0...Limits.maximumSeconds) ?? 3,
            backoffRate: fields.number("BackoffRate", in: 1...Double.greatestFiniteMagnitude) ?? 2,
            maxDelaySeconds: delay.map(Double.init),
            jitter: fields.word("JitterStrategy") ?? .none)
    }
}

extension Retrier.Jitter: CaseIterable {
    package static let allCases: [Retrier.Jitter] = [.full, .none]
}

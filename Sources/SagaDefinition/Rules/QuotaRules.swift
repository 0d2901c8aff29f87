import SagaSource
import SagaValue

/// What of the service's quotas can be told from the text; the rest is watched while it runs.
enum QuotaRules {
    /// The time that an execution may take.
    static func checkDuration(_ fields: Fields) {
        guard fields.reading.demands.keepsQuotas,
            let part = fields["TimeoutSeconds"], let seconds = part.scalar?.number?.exactInteger
        else { return }
        let isExpress = fields.reading.demands.machineType == .express
        let most = isExpress ? ServiceQuotas.expressSeconds : ServiceQuotas.standardSeconds
        guard seconds > most else { return }
        fields.reading.report(
            .beyondQuota, "the service ends an execution after \(most) seconds", at: part)
    }

    /// A constant that becomes an output.
    static func checkPayload(_ part: Part, _ reading: Reading) {
        guard reading.demands.keepsQuotas else { return }
        let count = part.node.value.json.utf8.count
        guard count > ServiceQuotas.payloadBytes else { return }
        reading.report(
            .beyondQuota,
            "this has \(count) bytes as JSON, and the service passes on at most "
                + "\(ServiceQuotas.payloadBytes)",
            at: part)
    }

    /// `Error` or `Cause` of a Fail state.
    static func check(error key: String, _ text: String, _ part: Part, _ reading: Reading) {
        guard reading.demands.keepsQuotas else { return }
        let most = key == "Error" ? ServiceQuotas.errorLength : ServiceQuotas.causeLength
        let count = text.unicodeScalars.count
        guard count > most else { return }
        reading.report(
            .beyondQuota, "`\(key)` has \(count) characters, and on the service at most \(most)",
            at: part)
    }

    /// `MaxConcurrency` of a Map.
    static func checkConcurrency(_ fields: Fields, isDistributed: Bool) {
        guard fields.reading.demands.keepsQuotas, let part = fields["MaxConcurrency"],
            let count = part.scalar?.number?.exactInteger
        else { return }
        let most = isDistributed ? ServiceQuotas.distributedConcurrency : Limits.mapConcurrency
        guard count > most else { return }
        let kind = isDistributed ? "a distributed" : "an inline"
        fields.reading.report(
            .beyondQuota, "the service runs at most \(most) iterations of \(kind) Map at once",
            at: part)
    }
}

import SagaSource
import SagaValue

/// What `Resource` may say: an ARN, or another name that a binding can stand for.
enum ResourceRules {
    /// - Parameter text: Of the resource; empty where that is reported already.
    static func check(_ text: String, _ part: Part, _ reading: Reading) {
        guard !text.isEmpty else { return }
        var problem: String?
        if text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.isControl }) {
            problem = "it contains a blank or a control character"
        } else if text.hasPrefix("arn:"), !text.contains("${") {
            // arn:partition:service:region:account:resource. `${…}` is a template's to fill in.
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count < 6 || parts[1].isEmpty || parts[2].isEmpty || parts[5].isEmpty {
                problem =
                    "an ARN has six parts, as in `arn:aws:lambda:REGION:ACCOUNT:function:NAME`"
            }
        }
        if let problem {
            reading.report(
                .badResource, "`\(text)` is not a resource: \(problem)", at: part,
                aws: .init("SCHEMA_VALIDATION_FAILED", "Value is not a valid resource ARN"))
            return
        }
        Extensions.checkResource(text, part, reading)
        if reading.demands.machineType == .express { checkExpress(text, part, reading) }
    }

    /// What an express state machine cannot wait for.
    private static func checkExpress(_ text: String, _ part: Part, _ reading: Reading) {
        let pattern = [".waitForTaskToken", ".sync", ".sync:2"].first(where: text.hasSuffix)
        if let pattern {
            reading.report(
                .notForExpress, "an express state machine cannot wait as `\(pattern)` does",
                at: part,
                // The blank at the end is the service's.
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "Express state machine does not support '\(pattern)' service integration "))
        } else if text.hasPrefix("arn:"), text.contains(":activity:") {
            reading.report(
                .notForExpress, "an express state machine cannot wait for an activity", at: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "Express state machine does not support Activity ARN"))
        }
    }
}

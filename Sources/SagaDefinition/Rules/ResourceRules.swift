import SagaSource
import SagaValue

/// What `Resource` may say: an ARN, or another name that a binding can stand for.
enum ResourceRules {
    static func check(_ part: Part, _ reading: Reading) {
        guard let text = part.string else { return }
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
        guard let problem else { return }
        reading.report(
            .badResource, "`\(text)` is not a resource: \(problem)", at: part,
            aws: .init("SCHEMA_VALIDATION_FAILED", "Value is not a valid resource ARN"))
    }
}

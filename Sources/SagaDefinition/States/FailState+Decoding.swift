import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func fail() -> FailState { FailState(error: field("Error"), cause: field("Cause")) }

    private func field(_ key: String) -> FailState.TextField? {
        fields.atMostOne([key, key + "Path"])
        if let part = fields[key + "Path"] {
            checkFunction(part)
            return reading.pathOrIntrinsic(part).map { .computed(.path($0)) }
        }
        guard let part = fields[key], let text = reading.text(part) else { return nil }
        if language == .jsonata, part.isQuery { return reading.query(part).map { .computed($0) } }
        switch language {
        case .jsonata: reading.checkDelimiters(part)
        case .jsonPath: PathLookalikes.check(field: key, part, reading)
        }
        QuotaRules.check(error: key, text, part, reading)
        return .constant(text)
    }

    private static let textFunctions = [
        "ArrayGetItem", "Base64Encode", "Base64Decode", "Format", "JsonToString", "Hash", "UUID",
    ]

    /// An error's name and cause are texts, so only functions that may give one can stand here.
    private func checkFunction(_ part: Part) {
        guard let text = part.string, text.hasPrefix("States.") else { return }
        let name = String(text.dropFirst("States.".count).prefix { $0 != "(" })
        if Self.textFunctions.contains(name) { return }
        reading.report(
            .brokenPath, "`States.\(name)` does not give a text", at: part,
            notes: ["those that do: " + Self.textFunctions.joined(separator: ", ")],
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "Value must be a valid JSONPath or an intrinsic function that returns a string"))
    }
}

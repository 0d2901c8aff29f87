import SagaSource
import SagaValue

/// A script is a constant: data reaches it by the environment, its arguments or standard input, and
/// never becomes code.
enum ScriptRules {
    static func check(_ script: String, _ part: Part, _ language: QueryLanguage, _ reading: Reading)
    {
        if script.isEmpty {
            reading.report(
                .emptyValue, "a script must not be empty", at: part,
                aws: .init("SCHEMA_VALIDATION_FAILED", "Value cannot be empty"))
        }
        if script.utf8.contains(0) {
            reading.report(.nulInCommand, "a script cannot contain the character NUL", at: part)
        }
        if script.contains("{%") {
            reading.report(
                .expressionInScript, "an expression cannot stand in a script", at: part,
                notes: ["or write `Run` as a list, of which each element may be an expression"],
                fix: fix(script))
        } else if language == .jsonPath, readsPath(script) {
            reading.report(
                .pathInScript, "`$.` is not replaced in a script; the shell reads it", at: part,
                notes: ["if a value of the input is meant, pass it by `Env`"])
        }
    }

    /// `Env: {VALUE: "{% … %}"}` with the script's first expression.
    private static func fix(_ script: String) -> String? {
        let parts = script.split(separator: "{%", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let body = parts[1].split(separator: "%}", maxSplits: 1, omittingEmptySubsequences: false)
        guard body.count == 2 else { return nil }
        let quote = body[0].contains("\"") ? "'" : "\""
        return "Env: {VALUE: \(quote){%\(body[0])%}\(quote)} and \"$VALUE\" in the script"
    }

    /// Whether `$.` and a letter stand in the script, as in `$.order.id`.
    private static func readsPath(_ script: String) -> Bool {
        script.split(separator: "$.", omittingEmptySubsequences: false).dropFirst().contains {
            $0.unicodeScalars.first?.properties.isIDStart == true
        }
    }
}

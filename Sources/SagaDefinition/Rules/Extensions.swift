import SagaSource
import SagaValue

/// What this language has beside the plain States Language: all of it is an error where a
/// definition shall run on the service too.
enum Extensions {
    /// Why the service has no such field.
    private static let reasons = [
        "Run": "the service runs no commands; there a task has a `Resource`",
        "Http": "there a request is `Resource: arn:aws:states:::http:invoke` with a connection",
        "Compensate": "the service undoes nothing; there a `Catch` leads to states that do",
        "Defaults": "there every task says for itself what holds of it",
        "SavePoint": "the service goes back to no state; there a `Catch` leads on to one",
        "MaxRewinds": "the service goes back to no state; there a `Catch` leads on to one",
        "Env": "it belongs to `Run`, and the service runs no commands",
        "PassEnv": "it belongs to `Run`, and the service runs no commands",
        "Secrets": "it belongs to `Run` and `Http`; there a connection holds secrets",
        "Token": "it belongs to `Run`; there a `Resource` ends in `.waitForTaskToken`",
        "OnInterrupt": "the service's tasks are not interrupted by a crash of it",
    ]

    /// Beginnings of the names of errors that only occur here.
    private static let errors = [
        "Exit.", "Http.ClientError", "Http.ServerError", "Http.RateLimited", "Http.Connection",
        "Saga.",
    ]

    /// Reports the fields of a workflow, a scope, a state or a catcher that are not the service's.
    static func check(_ fields: Fields) {
        guard fields.reading.demands.isPlain else { return }
        for member in fields.part.node.members ?? [] {
            guard let reason = reasons[member.name] else { continue }
            fields.reading.report(
                .extensionRefused, "`\(member.name)` is not a field of the plain language",
                atKey: member.key, of: fields.part, notes: [reason],
                aws: .init("SCHEMA_VALIDATION_FAILED", "Field '\(member.name)' is not supported"))
        }
    }

    /// Reports `States` that are a list.
    static func checkStates(_ scope: Fields) {
        guard scope.reading.demands.isPlain, let member = scope.part.node.member("States"),
            let part = scope["States"]
        else { return }
        scope.reading.report(
            Finding(
                .extensionRefused, "`States` is a list, and in the plain language a map",
                at: member.key.extent, path: part.path,
                notes: ["a map needs `StartAt`, and `Next` or `End: true` in each state"],
                aws: .init("SCHEMA_VALIDATION_FAILED", "Expected value of type [OBJECT]")))
    }

    /// Reports the name of an error that the service's tasks cannot have.
    static func checkError(_ name: String, _ part: Part, _ reading: Reading) {
        guard reading.demands.isPlain, errors.contains(where: name.hasPrefix) else { return }
        reading.report(
            .extensionRefused, "no task of the service fails with `\(name)`", at: part,
            notes: ["commands and the classes of `Http` errors are known here only"])
    }

    /// Reports a resource that only a binding can stand for.
    ///
    /// `${…}` is a template's to fill in.
    static func checkResource(_ text: String, _ part: Part, _ reading: Reading) {
        guard reading.demands.isPlain, !text.hasPrefix("arn:"), !text.contains("${") else { return }
        reading.report(
            .extensionRefused, "`\(text)` is not an ARN, and the service takes nothing else",
            at: part, aws: .init("SCHEMA_VALIDATION_FAILED", "Value is not a valid resource ARN"))
    }

    /// Reports an expression that reads what only our context object has.
    static func checkContext(_ text: String, _ part: Part, _ reading: Reading) {
        guard reading.demands.isPlain, text.contains("Task.IdempotencyKey") else { return }
        reading.report(
            .extensionRefused, "the service's context object has no `Task.IdempotencyKey`",
            at: part)
    }
}

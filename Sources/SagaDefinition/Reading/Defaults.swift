import SagaSource
import SagaValue

/// What `Defaults` of a scope and of those around it say for commands and requests.
struct Defaults {
    var timeoutSeconds: Int?
    var retriers: [Retrier] = []
    /// Maps of variables, the outermost first: an inner one replaces by key.
    var environments: [Part] = []
    var passEnv: [String]?
    var onInterrupt: TaskState.OnInterrupt?
    var needsNoUndo = false

    /// These, changed by the `Defaults` of an inner scope.
    func nested(_ scope: Fields) -> Defaults {
        guard let fields = scope.map("Defaults") else { return self }
        fields.allow(
            ["TimeoutSeconds", "Retry", "Env", "PassEnv", "OnInterrupt", "Compensate", "Comment"],
            in: "`Defaults`")
        var inner = self
        if let seconds = fields.integer("TimeoutSeconds", in: 1...Limits.maximumSeconds) {
            inner.timeoutSeconds = seconds
        }
        if fields.has("Retry") { inner.retriers = RetryRules.retriers(fields) }
        if let environment = fields.map("Env") { inner.environments.append(environment.part) }
        if fields.has("PassEnv") { inner.passEnv = EnvironmentRules.passEnv(fields) }
        if let choice: TaskState.OnInterrupt = fields.word("OnInterrupt") {
            inner.onInterrupt = choice
        }
        if let part = fields["Compensate"] {
            if part.string == "None" {
                inner.needsNoUndo = true
            } else {
                fields.reportWord(part, part.node.text ?? "", ["None"])
            }
        }
        return inner
    }
}

extension TaskState.OnInterrupt: CaseIterable {
    package static let allCases: [TaskState.OnInterrupt] = [.rerun, .fail, .ask]
}

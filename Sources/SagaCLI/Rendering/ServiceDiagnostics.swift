import SagaDefinition
import SagaSource
import SagaValue

/// The answer of the service's `ValidateStateMachineDefinition`, as far as it is known.
enum ServiceDiagnostics {
    /// The most that the service returns.
    private static let most = 100

    static func document(_ file: DefinitionFile) -> Value {
        // Our own lints are no concern of the service.
        let findings = Findings(file.definition.findings + file.definition.consequences).inOrder
            .filter { $0.severity == .error || $0.aws != nil }
        var seen: Set<Value> = []
        let diagnostics = findings.compactMap { finding -> Value? in
            let diagnostic = diagnostic(finding)
            return seen.insert(diagnostic).inserted ? diagnostic : nil
        }
        let hasErrors = findings.contains { $0.severity == .error }
        return [
            "result": hasErrors ? "FAIL" : "OK",
            "diagnostics": .array(Array(diagnostics.prefix(most))),
            "truncated": .bool(diagnostics.count > most),
        ]
    }

    /// What the service has no words for keeps ours.
    private static func diagnostic(_ finding: Finding) -> Value {
        var object = Object()
        object["severity"] = .string(finding.severity == .error ? "ERROR" : "WARNING")
        object["code"] = .string(finding.aws?.code ?? finding.code.code)
        object["message"] = .string(finding.aws?.message ?? finding.message)
        let location = finding.aws == nil ? finding.path?.text : finding.awsLocation
        object["location"] = location.map { .string($0) }
        return .object(object)
    }
}

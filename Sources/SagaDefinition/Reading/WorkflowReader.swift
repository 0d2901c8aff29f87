package import SagaSource
import SagaValue

/// What reading a definition gives.
package struct Definition: Sendable {
    /// Nil when a finding is an error.
    package let workflow: Workflow?
    /// In the order of the text.
    package let findings: [Finding]
    /// What Step Functions reports beside them, though to a person it only follows from them.
    package let consequences: [Finding]

    package init(workflow: Workflow?, findings: [Finding], consequences: [Finding] = []) {
        self.workflow = workflow
        self.findings = findings
        self.consequences = consequences
    }
}

/// Makes a workflow of a text, and finds everything that is wrong with it.
package struct WorkflowReader {
    private let demands: Demands
    private let fileExists: (String) -> Bool

    /// - Parameters:
    ///   - demands: What the definition has to satisfy beside the language.
    ///   - fileExists: Whether a path names a file, as seen from the folder of the definition.
    ///     Commands that are missing are a warning.
    package init(
        demands: Demands = Demands(), fileExists: @escaping (String) -> Bool = { _ in true }
    ) {
        self.demands = demands
        self.fileExists = fileExists
    }

    /// Reads a definition, never stopping at the first thing that is wrong.
    ///
    /// Runs no code, and opens no file: `fileExists` is asked for the programs of `Run`.
    ///
    /// - Complexity: Grows with the text; `Limits.definitionNodes` bounds it.
    package func read(_ source: Source) -> Definition {
        let text = source.read()
        guard let root = text.node else {
            return Definition(workflow: nil, findings: text.findings.inOrder)
        }
        let (workflow, reading) = read(root)
        var findings = text.findings
        findings.add(contentsOf: reading.findings.inOrder)
        return Definition(
            workflow: findings.hasErrors ? nil : workflow, findings: findings.inOrder,
            consequences: findings.hasSchemaErrors ? [] : reading.consequences)
    }

    private func read(_ root: Node) -> (workflow: Workflow?, reading: Reading) {
        let part = Part(node: root, path: NodePath())
        let outline = Outline(part)
        let language =
            part["QueryLanguage"]?.string == "JSONata" ? QueryLanguage.jsonata : .jsonPath
        let reading = Reading(
            outline: outline, queryLanguage: language, demands: demands, fileExists: fileExists)
        for finding in outline.findings.inOrder { reading.report(finding) }
        guard let fields = Fields(part, reading) else { return (nil, reading) }
        fields.allow(
            [
                "Comment", "Version", "StartAt", "States", "QueryLanguage", "TimeoutSeconds",
                "Defaults",
            ], in: "a workflow")
        Extensions.check(fields)
        let _: QueryLanguage? = fields.word("QueryLanguage")
        _ = fields.string("Version")
        let timeout = fields.integer("TimeoutSeconds", in: 0...Limits.maximumSeconds)
        QuotaRules.checkDuration(fields)
        let comment = fields.string("Comment")
        if !fields.has("States") { requireStates(fields) }
        guard outline.graphs.first?.owner == nil, !outline.graphs.isEmpty else {
            return (nil, reading)
        }
        var reader = WorkflowGraphs(reading)
        let (graphs, states) = reader.read()
        guard !reading.findings.hasErrors else { return (nil, reading) }
        let workflow = Workflow(
            comment: comment, queryLanguage: language, timeoutSeconds: timeout, graphs: graphs,
            states: states)
        return (workflow, reading)
    }

    /// A definition without states misses `StartAt` too, unless its states were to be a list.
    private func requireStates(_ fields: Fields) {
        fields.require(["States", "StartAt"])
    }
}

extension Findings {
    /// Whether the service would not get as far as the ways between the states.
    fileprivate var hasSchemaErrors: Bool {
        inOrder.contains { $0.aws?.code == "SCHEMA_VALIDATION_FAILED" }
    }
}

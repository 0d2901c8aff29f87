package import SagaDefinition
package import SagaValue

/// What a task would do, in a line that a person can read: its command, or its request.
package enum BodyWords {
    /// - Parameter arguments: As they were evaluated; nil where they are not known.
    package static func text(_ body: TaskBody, _ arguments: Value?) -> String {
        switch body.kind {
        case .run: command(arguments)
        case .http: request(arguments)
        case .resource(let spec): spec.resource
        case .workflow(let spec): workflow(spec, arguments)
        }
    }

    private static func workflow(_ spec: WorkflowSpec, _ arguments: Value?) -> String {
        if spec.form == .undo { return "its own undo" }
        let target = arguments?["File"]?.string ?? arguments?["StateMachineArn"]?.string
        return "the workflow " + (target ?? "of \(spec.resource)")
    }

    private static func command(_ arguments: Value?) -> String {
        if let words = arguments?["Argv"]?.array {
            return words.map { $0.string ?? $0.json }.joined(separator: " ")
        }
        let script = arguments?["Script"]?.string ?? ""
        let lines = script.split(separator: "\n")
        guard let first = lines.first else { return "a command" }
        return lines.count > 1 ? "\(first) …" : String(first)
    }

    private static func request(_ arguments: Value?) -> String {
        let method = arguments?["Method"]?.string ?? "a request"
        guard let endpoint = arguments?["ApiEndpoint"]?.string else { return method }
        return "\(method) \(endpoint)"
    }
}

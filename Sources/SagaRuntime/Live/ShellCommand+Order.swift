import SagaDefinition
import SagaJournal
import SagaMachine
import SagaValue

extension TaskSettings {
    /// The command that a `Run` task is, with everything that it is told by its environment.
    func command(_ order: TaskOrder, _ body: TaskBody, _ spec: RunSpec) -> ShellCommand {
        let arguments = order.arguments?.object ?? Object()
        let program: ShellCommand.Program
        if let words = arguments["Argv"]?.array {
            program = .arguments(words.compactMap(\.string))
        } else {
            program = .script(
                arguments["Script"]?.string ?? "",
                shell: spec.shell ?? ShellCommand.defaultShell)
        }
        return command(
            order, body, program, input: Self.input(arguments["Stdin"] ?? order.input),
            directory: directory(arguments["Dir"]?.string), variables: arguments["Env"]?.object,
            wantsResult: spec.parse != .none && !spec.isCallback)
    }

    /// The command that a foreign resource is bound to: it reads the payload on standard input.
    func command(_ order: TaskOrder, _ body: TaskBody, bound words: [String]) -> ShellCommand {
        command(
            order, body, .arguments(words), input: Self.input(order.arguments ?? order.input),
            directory: folder, variables: nil, wantsResult: order.token == nil)
    }

    private func command(
        _ order: TaskOrder, _ body: TaskBody, _ program: ShellCommand.Program, input: [UInt8],
        directory: String, variables: Object?, wantsResult: Bool
    ) -> ShellCommand {
        let attempt = order.attempt
        let base = "\(filesPath)/\(attempt.fileName)"
        var additions: [(name: String, value: String)] = []
        // What a command asks `saga` is about this store, whichever way it was named.
        if let children { additions.append(("SAGA_STORE", children.store)) }
        for (name, value) in variables?.members ?? [] {
            additions.append((name, value.string ?? value.json))
        }
        additions += secrets.variables(body.secrets)
        additions += [
            ("SAGA_EXECUTION_ID", executionID.text),
            ("SAGA_STATE", workflow[order.state].name),
            ("SAGA_ATTEMPT", String(attempt.number)),
            ("SAGA_DIRECTION", attempt.direction.rawValue),
            ("SAGA_IDEMPOTENCY_KEY", order.key),
            ("SAGA_OUTPUT", base + TaskFiles.outputSuffix),
            ("TRACEPARENT", traceParent(order)),
        ]
        if let token = order.token { additions.append(("SAGA_TASK_TOKEN", token.text)) }
        if let forwardKey = order.forwardKey {
            additions.append(("SAGA_FORWARD_KEY", forwardKey))
        }
        return ShellCommand(
            program: program, directory: directory,
            environment: .make(
                inherited: environment, passEnv: body.passEnv, additions: additions),
            input: input, timeout: order.timeoutSeconds.map { .seconds($0) },
            outputFile: base + TaskFiles.outputSuffix, streamsPath: base, inheritedLock: lock,
            wantsResult: wantsResult, mask: secrets.mask)
    }

    /// A text goes as it is, everything else as JSON.
    private static func input(_ value: Value) -> [UInt8] {
        if case .string(let text) = value { return Array(text.utf8) }
        var bytes: [UInt8] = []
        value.write(to: &bytes)
        return bytes
    }

    /// `Dir` from the folder of the workflow file on.
    private func directory(_ path: String?) -> String {
        guard let path, !path.isEmpty else { return folder }
        return path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    /// The place of an attempt in the trace of its execution.
    func traceParent(_ order: TaskOrder) -> String {
        trace.parent(attempt: "\(order.key)|\(order.attempt.number)")
    }
}

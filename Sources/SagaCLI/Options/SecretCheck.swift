import SagaDefinition
import SagaRuntime
import SagaValue

/// Finds the secrets that the tasks of a workflow name, before anything has run.
enum SecretCheck {
    /// What to do about one that is nowhere.
    static let remedy = "set the variable, or give it by --secret-file, --env-file or --secret"

    /// - Parameter mocked: The names of states whose tasks are answered by mocks.
    /// - Throws: `SAGA6023` for one that is nowhere, `SAGA6024` for one that could not be kept,
    ///   `SAGA6002`, `SAGA6003` or `SAGA6004` for what gives it.
    static func secrets(
        of workflow: Workflow, _ options: BindingOptions, _ environment: TaskEnvironment,
        mocked: Set<String>, _ surroundings: Surroundings
    ) throws(Fault) -> TaskSecrets {
        let given = try given(options, surroundings)
        var values: [String: String] = [:]
        for state in workflow.states where !mocked.contains(state.name) {
            for name in state.secrets {
                guard let value = given[name] ?? environment[name] else {
                    throw Fault(
                        .missingSecret, "`\(state.name)` needs the secret `\(name)`",
                        notes: [remedy])
                }
                guard value.utf8.count >= Limits.secretBytes, !value.utf8.contains(0) else {
                    throw Fault(
                        .badSecret,
                        "the secret `\(name)` is shorter than \(Limits.secretBytes) bytes")
                }
                values[name] = value
            }
        }
        return TaskSecrets(values)
    }

    /// What the command line gives, by name; `--secret` before `--secret-file` before `--env-file`.
    static func given(
        _ options: BindingOptions, _ surroundings: Surroundings
    ) throws(Fault) -> [String: String] {
        var given: [String: String] = [:]
        if let file = options.envFile {
            let bytes = try FileReading.bytes(
                surroundings.absolute(file), limit: Limits.environmentFileBytes)
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            where !line.hasPrefix("#") {
                let parts = line.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                given[String(parts[0])] = String(parts[1])
            }
        }
        for text in options.secretFile {
            let (name, file) = try KeyValue.split(text, option: "--secret-file")
            let bytes = try FileReading.bytes(
                surroundings.absolute(file), limit: Limits.environmentFileBytes)
            let end = bytes.last == UInt8(ascii: "\n") ? bytes.count - 1 : bytes.count
            given[name] = String(decoding: bytes[..<end], as: UTF8.self)
        }
        for text in options.secret where text.contains("=") {
            let (name, value) = try KeyValue.split(text, option: "--secret")
            given[name] = value
        }
        return given
    }
}

extension State {
    /// The names of the secrets that its task and its undos are handed.
    fileprivate var secrets: [String] {
        var bodies: [TaskBody] = []
        if case .task(let task) = kind { bodies.append(task.body) }
        if case .handler(let compensation) = compensation {
            bodies.append(compensation.primary.body)
            if let alternate = compensation.alternate { bodies.append(alternate.body) }
        }
        return bodies.flatMap(\.secrets)
    }
}

package import SagaDefinition
package import SagaValue

/// What the arguments of a sub-workflow ask for, checked.
package struct ChildRequest: Sendable {
    package let target: Target
    package let input: Value
    /// As `Name` gives it; nil makes one of the key.
    package let name: String?

    package enum Target: Hashable, Sendable {
        /// A file, seen from the folder of the parent's definition.
        case file(String)
        /// A state machine: an ARN, or the last part of one.
        case machine(String)
    }

    /// - Throws: `Saga.NotStarted` for arguments that cannot be meant, and the service's own names
    ///   where it has them.
    package init(_ spec: WorkflowSpec, _ arguments: Value?) throws(Failure) {
        guard let object = arguments?.object else {
            throw Failure(Failure.notStartedName, cause: "its arguments are no object")
        }
        let isOwn = spec.form == .output
        let field = isOwn ? "File" : "StateMachineArn"
        guard let text = object[field]?.string, !text.isEmpty, !text.utf8.contains(0) else {
            throw Failure(
                Failure.notStartedName,
                cause: "`\(field)` must be a text, but was \((object[field] ?? .null).json)")
        }
        if isOwn, !spec.isFileFixed, Self.leadsOut(text) {
            throw Failure(
                Failure.notStartedName,
                cause: "the computed `File` leads out of the definition's folder: \(text)")
        }
        target = isOwn ? .file(text) : .machine(text)
        name = try Self.name(object["Name"])
        input = isOwn ? object["Input"] ?? .emptyObject : try Self.serviceInput(object["Input"])
    }

    /// Whether data would choose what runs beyond what the definition's author laid beside it.
    private static func leadsOut(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/") || path.split(separator: "/").contains("..")
    }

    private static func name(_ value: Value?) throws(Failure) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string, ExecutionID(text) != nil else {
            throw Failure(
                "StepFunctions.InvalidNameException",
                cause: "Invalid Name: '\(value.string ?? value.json)': a name has 1 to 64 letters, "
                    + "digits, `-` or `_`, and begins with a letter or a digit")
        }
        return text
    }

    /// The service takes the text of a JSON value, or a value, of which it makes the text.
    private static func serviceInput(_ value: Value?) throws(Failure) -> Value {
        guard let value, !value.isNull else { return .emptyObject }
        guard let text = value.string else { return value }
        guard let parsed = try? Value(json: text) else {
            throw Failure(
                "StepFunctions.InvalidExecutionInputException",
                cause: "Invalid State Machine Execution Input: it is not JSON: \(text)")
        }
        return parsed
    }
}

extension ChildRequest {
    /// The child's id, derived so that whoever comes back after a crash finds the same one.
    ///
    /// - Parameters:
    ///   - key: Of the visit and direction.
    ///   - spent: How many children of this visit have ended for good: a retry starts another.
    package func id(key: String, spent: Int) -> ExecutionID? {
        let digits = String(decoding: key.utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
        let first = name ?? "\(ExecutionID.stem(of: stem))-\(digits.prefix(16))"
        return ExecutionID(spent == 0 ? first : "\(first.prefix(56))-\(spent + 1)")
    }

    /// What the workflow is called: a file without folder and endings, the last part of an ARN.
    private var stem: String {
        switch target {
        case .file(let path): DefinitionText.name(ofFile: path)
        case .machine(let text): Self.machineName(text)
        }
    }

    /// The name in a state machine's ARN, or the text itself where it is none.
    package static func machineName(_ text: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        // arn:partition:states:region:account:stateMachine:NAME, and a version or alias after it.
        if parts.count > 6, parts[0] == "arn" { return parts[6] }
        return parts.last ?? text
    }
}

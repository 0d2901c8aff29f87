import SagaDefinition
import SagaExpression
import SagaRuntime
import SagaValue

/// What a definition needs around it, and what of that is missing; looked at, not touched.
struct PlanNeeds {
    /// Something that is not there.
    struct Lack: Equatable {
        let state: StateID
        let isUndo: Bool
        let kind: Kind
        let name: String
        let reason: String

        enum Kind: String { case program, variable, secret, resource, workflow }
    }

    private let folder: String
    private let environment: TaskEnvironment
    private let bindings: [String: [String]]
    private let secrets: Set<String>

    /// - Parameter secrets: The names of those that the command line gives.
    init(
        folder: String, environment: TaskEnvironment, bindings: [String: [String]],
        secrets: Set<String>
    ) {
        self.folder = folder.isEmpty ? "/" : folder
        self.environment = environment
        self.bindings = bindings
        self.secrets = secrets
    }

    /// What all tasks and compensations of a definition lack.
    func lacks(of workflow: Workflow) -> [Lack] {
        workflow.states.flatMap { state -> [Lack] in
            var lacks: [Lack] = []
            if case .task(let task) = state.kind { lacks += self.lacks(task.body, state, false) }
            if case .handler(let compensation) = state.compensation {
                lacks += self.lacks(compensation.primary.body, state, true)
                if let alternate = compensation.alternate {
                    lacks += self.lacks(alternate.body, state, true)
                }
            }
            return lacks
        }
    }

    private func lacks(_ body: TaskBody, _ state: State, _ isUndo: Bool) -> [Lack] {
        func lack(_ kind: Lack.Kind, _ name: String, _ reason: String) -> Lack {
            Lack(state: state.id, isUndo: isUndo, kind: kind, name: name, reason: reason)
        }
        var lacks: [Lack] = []
        switch body.kind {
        case .run(let spec):
            if let (name, directory) = program(body, spec) {
                let found = ProgramLookup.find(
                    name, path: environment["PATH"], directory: directory)
                if let reason = found.reason { lacks.append(lack(.program, name, reason)) }
            }
            for name in unsetVariables(body) {
                lacks.append(lack(.variable, name, "the script reads it and nothing sets it"))
            }
        case .http: break
        case .workflow(let spec):
            if let file = missingFile(body, spec) {
                lacks.append(lack(.workflow, file, "there is no such file"))
            }
        case .resource(let spec):
            if !isBound(spec, state) {
                lacks.append(
                    lack(
                        .resource, spec.resource,
                        "bind a command: --task \(state.name)=./command"))
            }
        }
        for name in body.passEnv ?? [] where !name.hasSuffix("*") && environment[name] == nil {
            lacks.append(lack(.variable, name, "`PassEnv` names it and it is not set"))
        }
        for name in body.secrets where environment[name] == nil && !secrets.contains(name) {
            lacks.append(lack(.secret, name, SecretCheck.remedy))
        }
        return lacks
    }

    private func isBound(_ spec: ResourceSpec, _ state: State) -> Bool {
        let last = spec.resource.split(separator: ":").last.map(String.init) ?? ""
        return [state.name, spec.resource, last].contains { bindings[$0] != nil }
    }

    /// The file of a sub-workflow, where it is written and is not there.
    private func missingFile(_ body: TaskBody, _ spec: WorkflowSpec) -> String? {
        guard spec.isFileFixed, let file = body.arguments?.member("File"), file.isConstant,
            let name = file.outline.string
        else { return nil }
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        return FileReading.kind(path) == .file ? nil : name
    }

    /// The program that would be started, where it is written and not computed, and its folder.
    private func program(_ body: TaskBody, _ spec: RunSpec) -> (String, String)? {
        var directory = folder
        if let dir = body.arguments?.member("Dir") {
            guard dir.isConstant, let path = dir.outline.string else { return nil }
            directory = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        }
        if body.arguments?.member("Argv") == nil {
            return ((spec.shell ?? ShellCommand.defaultShell).first ?? "/bin/sh", directory)
        }
        guard let first = body.arguments?.member("Argv")?.first, first.isConstant,
            let name = first.outline.string
        else { return nil }
        return (name, directory)
    }

    /// The variables that a script reads as they are, in capitals, and that nobody sets.
    private func unsetVariables(_ body: TaskBody) -> [String] {
        guard let script = body.arguments?.member("Script")?.outline.string else { return [] }
        let own = body.arguments?.member("Env")?.outline.object?.keys ?? []
        return ScriptVariables.read(by: script).filter { name in
            !name.hasPrefix("SAGA_") && name != "TRACEPARENT" && !own.contains(name)
                && environment[name] == nil && !Self.shellOwn.contains(name)
        }
    }

    /// What a shell sets by itself.
    private static let shellOwn: Set<String> = [
        "PWD", "OLDPWD", "IFS", "PPID", "OPTARG", "OPTIND", "LINENO", "RANDOM", "SECONDS", "UID",
        "EUID", "HOSTNAME", "BASH", "PATH", "PS1", "PS2", "PS4",
    ]
}

/// The variables of a shell script, as far as a look at its text tells.
enum ScriptVariables {
    /// Names in capitals that are read without a default and never assigned, each once.
    static func read(by script: String) -> [String] {
        let text = Array(script.utf8)
        var names: [String] = []
        var index = 0
        while index < text.count {
            defer { index += 1 }
            if text[index] == UInt8(ascii: "\\") {
                index += 1
                continue
            }
            guard text[index] == UInt8(ascii: "$"), index + 1 < text.count else { continue }
            let isBraced = text[index + 1] == UInt8(ascii: "{")
            let start = index + (isBraced ? 2 : 1)
            var end = start
            while end < text.count, isNamePart(text[end], isFirst: end == start) { end += 1 }
            guard end > start else { continue }
            if end < text.count, isLetter(text[end]) { continue }
            // `${NAME:-…}`, `${NAME-…}` and their like say what holds without it.
            if isBraced, end < text.count, text[end] != UInt8(ascii: "}") { continue }
            let name = String(decoding: text[start..<end], as: UTF8.self)
            if !names.contains(name), !isSet(name, in: script) { names.append(name) }
        }
        return names
    }

    private static func isNamePart(_ byte: UInt8, isFirst: Bool) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
            || !isFirst && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    /// Whether the script assigns it, reads it from somewhere, or loops over it.
    private static func isSet(_ name: String, in script: String) -> Bool {
        let separators: Set<Character> = [" ", "\t", "\n", ";", "&", "|", "(", ")", "{", "}"]
        let words = script.split(whereSeparator: separators.contains)
        for (position, word) in words.enumerated() {
            if word.hasPrefix("\(name)=") || word.hasPrefix("\(name)+=") { return true }
            guard word == name, position > 0 else { continue }
            if words[..<position].suffix(4).contains(where: {
                ["for", "read", "getopts"].contains($0)
            }) {
                return true
            }
        }
        return false
    }
}

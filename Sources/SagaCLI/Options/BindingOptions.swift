import ArgumentParser
import SagaDefinition

/// What runs in the place of resources that are not here.
struct BindingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Run a shell command for a resource or state of this name.", valueName: "name=command"))
    var task: [String] = []

    @Option(
        help: ArgumentHelp(
            "The definition of a state machine, by its name or ARN.", valueName: "name=file"))
    var workflow: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take a folder for a bucket of this name.", valueName: "name=folder"))
    var bucket: [String] = []

    @Option(
        help: ArgumentHelp(
            "A secret that tasks name; without a value, the variable of the environment.",
            valueName: "name[=value]"))
    var secret: [String] = []

    @Option(
        help: ArgumentHelp(
            "A secret that is the text of a file, without its last line break.",
            valueName: "name=file"))
    var secretFile: [String] = []

    @Option(
        help: ArgumentHelp("Read secrets from a file of lines NAME=VALUE.", valueName: "file"))
    var envFile: String?

    /// Argument lists by the name of a state, a resource, or a resource's last part.
    ///
    /// - Throws: `SAGA6002` for one without a command.
    func bindings() throws(Fault) -> [String: [String]] {
        var bindings: [String: [String]] = [:]
        for text in task {
            let (name, command) = try KeyValue.split(text, option: "--task")
            bindings[name] = ["/bin/sh", "-c", command]
        }
        return bindings
    }

    /// Files by the name or ARN of a state machine, absolute.
    ///
    /// - Throws: `SAGA6002` for one without a file, `SAGA6025` for one that is not there.
    func workflows(_ surroundings: Surroundings) throws(Fault) -> [String: String] {
        var files: [String: String] = [:]
        for text in workflow {
            let (name, file) = try KeyValue.split(text, option: "--workflow")
            let path = surroundings.absolute(file)
            guard FileReading.kind(path) == .file else {
                throw Fault(.badWorkflowFile, "there is no file `\(file)` for `\(name)`")
            }
            files[name] = path
        }
        return files
    }

    /// Folders by the names of buckets, absolute.
    ///
    /// - Throws: `SAGA6002` for one without a folder.
    func buckets(_ surroundings: Surroundings) throws(Fault) -> [String: String] {
        var buckets: [String: String] = [:]
        for text in bucket {
            let (name, folder) = try KeyValue.split(text, option: "--bucket")
            buckets[name] = surroundings.absolute(folder)
        }
        return buckets
    }
}

extension BindingOptions {
    /// Refuses a workflow with a resource that nothing is bound to, before anything has run.
    ///
    /// - Throws: `SAGA6016`.
    static func check(
        _ workflow: Workflow, _ bindings: [String: [String]], mocked: Set<String>
    ) throws(Fault) {
        for state in workflow.states where !mocked.contains(state.name) {
            try check(state, bindings)
        }
    }

    /// Refuses a state whose resource nothing is bound to.
    ///
    /// - Throws: `SAGA6016`.
    static func check(_ state: State, _ bindings: [String: [String]]) throws(Fault) {
        guard case .task(let task) = state.kind, case .resource(let spec) = task.body.kind
        else { return }
        let last = spec.resource.split(separator: ":").last.map(String.init) ?? ""
        guard [state.name, spec.resource, last].allSatisfy({ bindings[$0] == nil }) else { return }
        throw Fault(
            .unboundResource,
            "nothing is bound to `\(spec.resource)`, the resource of `\(state.name)`",
            notes: ["bind a command: --task \(state.name)=./command"])
    }
}

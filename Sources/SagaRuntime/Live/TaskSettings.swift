package import SagaDefinition
import SagaMachine
package import SagaValue

/// What all tasks of an execution have in common.
package struct TaskSettings {
    package let workflow: Workflow
    package let executionID: ExecutionID
    /// The folder of the workflow file, where commands run unless they say otherwise.
    package let folder: String
    /// Where long outputs go; a folder that exists.
    package let filesPath: String
    /// What commands inherit.
    package let environment: TaskEnvironment
    /// What runs in the place of a foreign resource: a command, by the resource's name or its end.
    package let bindings: [String: [String]]
    /// Folders in the place of buckets, absolute, by name.
    package let buckets: [String: String]
    /// The descriptor by which a later process knows that a task still runs.
    package let lock: Int32?
    /// Nil where no sub-workflows can be run.
    package let children: ChildSettings?
    package let secrets: TaskSecrets
    /// Where its tasks are in a distributed trace.
    let trace: TraceContext

    package init(
        workflow: Workflow, executionID: ExecutionID, folder: String, filesPath: String,
        environment: TaskEnvironment, bindings: [String: [String]], buckets: [String: String] = [:],
        lock: Int32?, children: ChildSettings? = nil, secrets: TaskSecrets = TaskSecrets()
    ) {
        self.secrets = secrets
        trace = TraceContext(executionID: executionID.text, incoming: environment["TRACEPARENT"])
        self.workflow = workflow
        self.executionID = executionID
        self.folder = folder
        self.filesPath = filesPath
        self.environment = environment
        self.bindings = bindings
        self.buckets = buckets
        self.lock = lock
        self.children = children
    }
}

extension TaskSettings {
    /// The command of a foreign resource.
    func binding(of resource: String, state: String) -> [String]? {
        if let command = bindings[state] ?? bindings[resource] { return command }
        // An ARN may be bound by its last part: the function's or activity's own name.
        guard let name = resource.split(separator: ":").last else { return nil }
        return bindings[String(name)]
    }
}

extension TaskSettings {
    /// Reads the items or writes the results of a Map.
    ///
    /// - Returns: How that ended; it takes as long as it takes, as nothing else has to be done on
    ///   behalf of files.
    func fileEnding(_ order: TaskOrder) -> TaskEnding {
        let buckets = Buckets(folder: folder, bindings: buckets)
        let arguments = order.arguments ?? .emptyObject
        guard case .map(let map) = workflow[order.state].kind else {
            return TaskEnding(outcome: .noEffect, failure: .itemReader("There is no Map here."))
        }
        if order.role == .reader, let reader = map.reader {
            return ItemSource(reader, buckets, arguments).ending
        }
        guard let writer = map.writer, let results = order.results else {
            return TaskEnding(outcome: .noEffect, failure: .itemReader("There is nothing to read."))
        }
        return ResultFiles.ending(writer, buckets, arguments, results)
    }
}

extension Workflow {
    /// The body that an order runs; nil where the definition has none in that role.
    func body(of order: TaskOrder) -> TaskBody? {
        let state = self[order.state]
        switch order.role {
        case .forward:
            guard case .task(let task) = state.kind else { return nil }
            return task.body
        case .reader, .writer: return nil
        case .compensation, .alternate:
            guard case .handler(let compensation) = state.compensation else { return nil }
            return order.role == .compensation
                ? compensation.primary.body : compensation.alternate?.body
        }
    }
}

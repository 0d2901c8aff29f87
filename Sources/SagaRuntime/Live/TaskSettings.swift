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
    /// The descriptor by which a later process knows that a task still runs.
    package let lock: Int32?

    package init(
        workflow: Workflow, executionID: ExecutionID, folder: String, filesPath: String,
        environment: TaskEnvironment, bindings: [String: [String]], lock: Int32?
    ) {
        self.workflow = workflow
        self.executionID = executionID
        self.folder = folder
        self.filesPath = filesPath
        self.environment = environment
        self.bindings = bindings
        self.lock = lock
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

extension Workflow {
    /// The body that an order runs; nil where the definition has none in that role.
    func body(of order: TaskOrder) -> TaskBody? {
        let state = self[order.state]
        switch order.role {
        case .forward:
            guard case .task(let task) = state.kind else { return nil }
            return task.body
        case .compensation, .alternate:
            guard case .handler(let compensation) = state.compensation else { return nil }
            return order.role == .compensation
                ? compensation.primary.body : compensation.alternate?.body
        }
    }
}

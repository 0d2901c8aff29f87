import SagaDefinition
import SagaMachine
import SagaValue

extension TaskSettings {
    /// What the process of a sub-workflow is told.
    ///
    /// - Throws: Why nothing can be started: arguments that cannot be meant, a machine that is not
    ///   here, too many of them one in the other.
    func childOrder(_ order: TaskOrder, _ spec: WorkflowSpec) throws(Failure) -> ChildOrder {
        guard let children else {
            throw Failure(Failure.notStartedName, cause: "no sub-workflows can be run here")
        }
        let isUndo = spec.form == .undo
        let request = isUndo ? nil : try ChildRequest(spec, order.arguments)
        guard children.depth < Limits.workflowDepth else {
            let code = RuntimeCode.workflowsTooDeep
            throw Failure(Failure.notStartedName, cause: "\(code.code): \(code.explanation.title)")
        }
        guard isUndo || !order.executions.isEmpty else {
            throw Failure(Failure.notStartedName, cause: "no name can be made for the execution")
        }
        return ChildOrder(
            work: isUndo ? .undo : spec.isDetached ? .start : .run, executions: order.executions,
            file: try request.map { (request) throws(Failure) in try file(of: request, children) },
            input: request?.input ?? .null,
            parent: ExecutionParent(
                execution: executionID, visit: order.path,
                key: isUndo ? order.forwardKey ?? order.key : order.key,
                depth: children.depth + 1),
            keepsEffects: children.keepsEffects && order.attempt.direction == .forward,
            restsWhenWaiting: children.restsWhenWaiting && !isUndo && !spec.isDetached,
            store: children.store, bindings: bindings, buckets: buckets,
            workflows: children.workflows)
    }

    /// The definition's file, absolute.
    private func file(
        of request: ChildRequest, _ children: ChildSettings
    ) throws(Failure) -> String {
        switch request.target {
        case .file(let path):
            let file = path.utf8.first == UInt8(ascii: "/") ? path : "\(folder)/\(path)"
            guard MachineFile.isFile(file) else {
                throw Failure(Failure.notStartedName, cause: "there is no file `\(file)`")
            }
            return file
        case .machine(let text):
            guard
                let file = MachineFile.find(text, bindings: children.workflows, folder: folder)
            else {
                throw Failure(
                    "StepFunctions.StateMachineDoesNotExistException",
                    cause: "State Machine Does Not Exist: '\(text)'")
            }
            return file
        }
    }

    /// The command that such a process is.
    func command(_ child: ChildOrder, _ order: TaskOrder) -> ShellCommand {
        let attempt = order.attempt
        var input: [UInt8] = []
        child.value.write(to: &input)
        let words = child.executions.first.map { [child.work.rawValue, $0.text] } ?? []
        // Each level outlasts the one below it, which has tasks of its own to end.
        let levels = max(0, Limits.workflowDepth - child.parent.depth) + 1
        return ShellCommand(
            program: .arguments(
                [children?.program ?? "", ChildSettings.verb] + words),
            directory: folder,
            environment: .make(
                inherited: environment, passEnv: nil,
                // What is secret here is so in its tasks, too.
                additions: secrets.variables(secrets.values.keys.sorted())
                    + [("TRACEPARENT", traceParent(order))]),
            input: input, timeout: order.timeoutSeconds.map { .seconds($0) },
            streamsPath:
                "\(filesPath)/\(attempt.visit).\(attempt.direction.rawValue).\(attempt.number)",
            inheritedLock: lock, grace: .seconds(Limits.graceSeconds + levels))
    }
}

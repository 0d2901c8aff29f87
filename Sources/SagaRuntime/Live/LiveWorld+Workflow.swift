import SagaDefinition
import SagaMachine
import SagaValue

// Sub-workflows: processes of this same program, one for each, which own their journals.
extension LiveWorld {
    /// - Returns: Whether something runs now.
    func startWorkflow(
        _ order: TaskOrder, _ body: TaskBody, _ spec: WorkflowSpec, as task: TaskID
    ) -> Bool {
        if let words = binding(of: spec, order) {
            guard spec.form != .undo else {
                // A command took the place of the workflow, and nothing undoes that.
                end(order, TaskEnding(outcome: .noEffect, nothingToUndo: true))
                return false
            }
            pool.start(settings.command(order, body, bound: words), as: task)
            return true
        }
        do throws(Failure) {
            let child = try settings.childOrder(order, spec)
            pool.start(settings.command(child, order), as: task)
            return true
        } catch {
            refuse(order, error)
            return false
        }
    }

    /// What the ending of such a process means.
    ///
    /// A workflow that is not waited for has begun and now gets a process of its own. Nothing is
    /// lost if that dies: whoever repeats this attempt starts it again.
    func ended(
        _ order: TaskOrder, _ spec: WorkflowSpec, _ shell: ShellEnding, _ isInterrupted: Bool
    ) -> TaskEnding {
        let outcome = ChildOutcome(
            form: spec.form, direction: order.attempt.direction,
            machine: order.arguments?["StateMachineArn"]?.string,
            execution: spec.form == .undo ? nil : order.executions.first,
            deaths: deaths[order.key] ?? 0)
        let ending = outcome.ending(of: shell, isInterrupted: isInterrupted)
        if case .killed = shell.status, !shell.wasSignalled {
            deaths[order.key, default: 0] += 1
        } else {
            deaths[order.key] = nil
        }
        if spec.isDetached, ending.outcome == .succeeded { detach(order, spec) }
        return ending
    }

    private func detach(_ order: TaskOrder, _ spec: WorkflowSpec) {
        guard let child = try? settings.childOrder(order, spec) else { return }
        var command = settings.command(child.asking(for: .run), order)
        command.inheritedLock = nil
        _ = DetachedProcess.start(command)
    }

    /// Whether a command runs in the place of the workflow.
    func isBound(_ spec: WorkflowSpec, _ order: TaskOrder) -> Bool {
        binding(of: spec, order) != nil
    }

    private func binding(of spec: WorkflowSpec, _ order: TaskOrder) -> [String]? {
        let state = settings.workflow[order.state]
        // The undo of a workflow is of the resource that started it.
        guard spec.form == .undo, case .task(let task) = state.kind,
            case .workflow(let forward) = task.body.kind
        else { return settings.binding(of: spec.resource, state: state.name) }
        return settings.binding(of: forward.resource, state: state.name)
    }
}

/// A task that is an execution of its own: `saga:workflow`, or the resource with which AWS starts
/// an execution.
package struct WorkflowSpec: Sendable, Hashable {
    package let resource: String
    package let form: Form
    /// Whether `File` is written and not computed, so that it may lead anywhere.
    package let isFileFixed: Bool

    /// What is waited for, and what the result is.
    package enum Form: Sendable, Hashable {
        /// `saga:workflow`: the output of the child, or its own error.
        case output
        /// `startExecution`: nothing is waited for; where and when it began.
        case started
        /// `startExecution.waitForTaskToken`: the same, and then an answer by token.
        case callback
        /// `startExecution.sync`: the child described, its output as text.
        case described
        /// `startExecution.sync:2`: the child described, its output as JSON.
        case parsed
        /// The undo of whatever the same state started; never written.
        case undo
    }

    /// The resource that runs another definition of this machine.
    static let own = "saga:workflow"
    /// The resource with which AWS starts an execution.
    static let foreign = "arn:aws:states:::states:startExecution"

    /// Nil where the resource starts no execution.
    package init?(resource: String, isFileFixed: Bool = false) {
        switch resource {
        case Self.own: form = .output
        case Self.foreign: form = .started
        case Self.foreign + ".waitForTaskToken": form = .callback
        case Self.foreign + ".sync": form = .described
        case Self.foreign + ".sync:2": form = .parsed
        default: return nil
        }
        self.resource = resource
        self.isFileFixed = isFileFixed
    }

    fileprivate init(undoOf resource: String) {
        self.resource = resource
        form = .undo
        isFileFixed = false
    }

    /// Whether the task has ended when the child has begun.
    package var isDetached: Bool { form == .started || form == .callback }
}

extension TaskBody {
    /// The undo of what a workflow's own task started: it needs no arguments but who they are.
    static let undoOfWorkflow = TaskBody(
        kind: .workflow(WorkflowSpec(undoOf: WorkflowSpec.own)), arguments: nil, passEnv: nil,
        secrets: [])
}

import SagaDefinition
import SagaValue

extension TaskBody {
    /// The execution that an attempt starts or goes on with; nil of other kinds of task, and where
    /// the arguments are refused.
    func child(_ arguments: Value?, key: String, spent: Int) -> ExecutionID? {
        guard case .workflow(let spec) = kind, spec.form != .undo,
            let request = try? ChildRequest(spec, arguments)
        else { return nil }
        return request.id(key: key, spent: spent)
    }

    /// Whether it undoes what the same state has started.
    var isUndoOfWorkflow: Bool {
        guard case .workflow(let spec) = kind else { return false }
        return spec.form == .undo
    }
}

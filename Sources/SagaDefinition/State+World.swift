import SagaExpression
import SagaValue

extension State {
    /// Whether it is a task that does something which stays, unless the definition says, of it or
    /// of a state around it, that nothing needs undoing.
    package func changesWorld(in workflow: Workflow) -> Bool {
        guard case .task(let task) = kind else { return false }
        switch compensation {
        case .handler: return true
        case .none: return false
        case .unsaid: break
        }
        var graph = graph
        while let owner = workflow[graph].owner {
            if case .none = workflow[owner].compensation { return false }
            graph = workflow[owner].graph
        }
        return !task.body.onlyReads
    }

    /// Whether it changes the world and says nothing of how it is undone.
    package func lacksUndo(in workflow: Workflow) -> Bool {
        guard case .unsaid = compensation else { return false }
        return changesWorld(in: workflow)
    }
}

extension TaskBody {
    /// Whether it is a request that by its method changes nothing.
    fileprivate var onlyReads: Bool {
        guard case .http = kind, case .constant(let value)? = arguments?.member("Method"),
            let method = value.string
        else { return false }
        return ["GET", "HEAD", "OPTIONS"].contains(method)
    }
}

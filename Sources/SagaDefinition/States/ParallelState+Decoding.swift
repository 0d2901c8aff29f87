import SagaSource

extension StateReader {
    func parallel() -> ParallelState {
        fields.require(["Branches"])
        let parts = fields.list("Branches") ?? []
        let branches = parts.compactMap { part -> GraphID? in
            guard let branch = Fields(part, reading) else { return nil }
            branch.allow(["Comment", "StartAt", "States", "Defaults"], in: "a branch")
            Extensions.check(branch)
            branch.require(["States"])
            return reading.outline.graph(at: part.path)?.id
        }
        return ParallelState(branches: branches)
    }
}

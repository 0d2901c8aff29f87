import SagaDefinition

extension ProgressLines {
    /// What tells of a run, as options and environment ask for it; nil where nothing does.
    ///
    /// - Throws: `SAGA6012` for a word in `SAGA_PROGRESS` that is none.
    static func asked(
        _ options: GlobalOptions, _ workflow: Workflow, _ desk: Desk
    ) throws(Fault) -> ProgressLines? {
        let style = try options.progressStyle(desk.surroundings.environment)
        if style == .none { return nil }
        return ProgressLines(
            workflow: workflow, style: desk.talkStyle, isVerbose: options.verbose > 0,
            isJSON: style == .json, tell: desk.surroundings.standardError.write)
    }
}

import SagaDefinition

/// Refuses what the language has and this version would leave out, before anything has run.
///
/// Passing over a field in silence would do something else than what was written.
enum Runnability {
    /// - Parameter mocked: The names of states whose tasks are answered by mocks.
    /// - Throws: `SAGA6018`.
    static func check(_ workflow: Workflow, mocked: Set<String>) throws(Fault) {
        for state in workflow.states {
            guard let missing = missing(state, isMocked: mocked.contains(state.name)) else {
                continue
            }
            throw Fault(
                .notRunnable, "`\(state.name)` has \(missing), which this version cannot do yet",
                notes: ["nothing was started"])
        }
    }

    private static func missing(_ state: State, isMocked: Bool) -> String? {
        if case .handler(let compensation) = state.compensation {
            let bodies = [compensation.primary.body, compensation.alternate?.body]
            for body in bodies.compactMap(\.self) {
                if let missing = missing(body) { return missing }
            }
        }
        switch state.kind {
        case .task(let task): return isMocked ? nil : missing(task.body)
        case .pass, .choice, .wait, .succeed, .fail, .parallel, .map: return nil
        }
    }

    private static func missing(_ body: TaskBody) -> String? {
        guard case .http = body.kind, !body.secrets.isEmpty else { return nil }
        return "`Secrets` beside `Http`"
    }
}

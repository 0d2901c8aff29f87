import SagaDefinition
import SagaRuntime
import SagaValue

extension SessionSettings {
    /// What the command line and the environment bring to an execution.
    ///
    /// - Throws: `SAGA6016` where a foreign resource is bound to nothing.
    init(
        _ workflow: Workflow, _ bindings: BindingOptions, _ options: GlobalOptions, _ desk: Desk
    ) throws(Fault) {
        let commands = try bindings.bindings()
        try BindingOptions.check(workflow, commands)
        self.init(
            store: try desk.surroundings.store(options), version: Version.current,
            environment: .ofThisProcess(), bindings: commands,
            observer: try ProgressLines.asked(options, workflow, desk))
    }
}

import SagaDefinition
import SagaRuntime
import SagaValue

extension SessionSettings {
    /// What the command line and the environment bring to an execution.
    ///
    /// - Throws: `SAGA6030` and `SAGA6031` for the files of Maps; `SAGA6016` where
    ///   a foreign resource is bound to nothing, `SAGA6018` for what this version cannot do.
    init(
        _ workflow: Workflow, _ bindings: BindingOptions, _ options: GlobalOptions, _ desk: Desk,
        mocks: [String: MockedTask] = [:], death: DeathOptions? = nil
    ) throws(Fault) {
        let commands = try bindings.bindings()
        try BindingOptions.check(workflow, commands, mocked: Set(mocks.keys))
        let buckets = try bindings.buckets(desk.surroundings)
        try BucketCheck.check(workflow, buckets, mocked: Set(mocks.keys))
        try Runnability.check(workflow, mocked: Set(mocks.keys))
        let environment = TaskEnvironment.ofThisProcess()
        let secrets = try SecretCheck.secrets(
            of: workflow, bindings, environment, mocked: Set(mocks.keys), desk.surroundings)
        self.init(
            store: try desk.surroundings.store(options), version: Version.current,
            environment: environment, bindings: commands, buckets: buckets,
            workflows: try bindings.workflows(desk.surroundings), mocks: mocks,
            supervisor: Self.program, tasksSurvive: death?.onDeath.map { $0 == .continue },
            observer: try ProgressLines.asked(options, workflow, desk),
            lines: options.verbose > 0 ? Self.teller(desk) : nil)
        self.secrets = secrets
    }

    /// This program itself, also where another has taken its place on disk.
    static let program = "/proc/self/exe"

    /// With `-v` every line that a task prints is told of, behind the name of its state.
    private static func teller(_ desk: Desk) -> LineListener {
        { state, _, line in
            let bar = desk.talkStyle.sign("│", ascii: "|")
            desk.tell("  \(terminalText(state)) \(bar) \(terminalText(line))\n")
        }
    }
}

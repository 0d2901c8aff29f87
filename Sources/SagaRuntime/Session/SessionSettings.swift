package import SagaDefinition
package import SagaJournal

/// What a process brings to an execution that it starts or takes over.
package struct SessionSettings {
    package let store: Store
    /// Of `saga`, for the head of a new journal.
    package let version: String
    /// What commands inherit.
    package var environment: TaskEnvironment
    /// Commands in the place of foreign resources: by the state's name, the resource, or its end.
    package var bindings: [String: [String]]
    /// Folders in the place of buckets, absolute, by name.
    package var buckets: [String: String]
    /// Files of state machines, absolute, by the machine's name or ARN.
    package var workflows: [String: String]
    /// The file of `saga` itself, which runs sub-workflows.
    package var program: String
    /// Answers in the place of tasks, by the state's name.
    package var mocks: [String: MockedTask]
    package var permissions: Store.Permissions
    /// What tasks are told by the names that their `Secrets` hold.
    package var secrets = TaskSecrets()
    /// Whether to suspend once nothing but answers by token is waited for.
    package var restsWhenWaiting = false
    /// The program that supervises commands; nil runs them in this process.
    package var supervisor: String?
    /// Whether tasks go on when this process dies; nil is as the execution was started.
    package var tasksSurvive: Bool?
    package var observer: (any RunObserver)?
    /// Is told of every line that a task prints.
    package var lines: LineListener?

    /// - Parameter state: The name of the state whose task it is.
    package typealias LineListener = (
        _ state: String, _ stream: TaskPool.StreamName, _ line: String
    ) -> Void

    package init(
        store: Store, version: String, environment: TaskEnvironment,
        bindings: [String: [String]] = [:], buckets: [String: String] = [:],
        workflows: [String: String] = [:], program: String = "/proc/self/exe",
        mocks: [String: MockedTask] = [:],
        permissions: Store.Permissions = Store.Permissions(),
        supervisor: String? = nil, tasksSurvive: Bool? = nil, observer: (any RunObserver)? = nil,
        lines: LineListener? = nil
    ) {
        self.store = store
        self.version = version
        self.environment = environment
        self.bindings = bindings
        self.buckets = buckets
        self.workflows = workflows
        self.program = program
        self.mocks = mocks
        self.permissions = permissions
        self.supervisor = supervisor
        self.tasksSurvive = tasksSurvive
        self.observer = observer
        self.lines = lines
    }
}

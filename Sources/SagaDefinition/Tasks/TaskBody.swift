package import SagaExpression

/// The work of a task, forward or undoing: a command, a request, a bound resource, or
/// another workflow.
package struct TaskBody: Sendable {
    package let kind: Kind
    /// Everything that is evaluated per visit, as one object or value:
    /// of `Run` an object with `Argv` or `Script`, `Env`, `Stdin`, `Dir`, as far as they are there;
    /// of `Http` the arguments of AWS's HTTP task; of a resource its `Arguments` or `Parameters`,
    /// nil for the effective input.
    package let arguments: Template?
    /// Names and patterns (`PREFIX_*`) of inherited variables; nil inherits all.
    package let passEnv: [String]?
    package let secrets: [String]

    package enum Kind: Hashable, Sendable {
        case run(RunSpec)
        case http(HTTPSpec)
        case resource(ResourceSpec)
        case workflow(WorkflowSpec)
    }

    package init(kind: Kind, arguments: Template?, passEnv: [String]?, secrets: [String]) {
        self.kind = kind
        self.arguments = arguments
        self.passEnv = passEnv
        self.secrets = secrets
    }
}

extension TaskBody {
    /// The end of a resource whose state waits for an answer.
    static let callbackSuffix = ".waitForTaskToken"

    /// Whether the state waits for an answer by token once its work has ended well.
    package var isCallback: Bool {
        switch kind {
        case .run(let spec): spec.isCallback
        case .http(let spec): spec.isCallback
        case .workflow(let spec): spec.form == .callback
        case .resource(let spec): spec.resource.hasSuffix(Self.callbackSuffix)
        }
    }

    /// Whether its expressions may read a token: as on the service also where AWS itself would
    /// wait for the end of what was started.
    package var offersToken: Bool {
        switch kind {
        case .run, .http: isCallback
        case .workflow: true
        case .resource(let spec):
            isCallback || spec.resource.hasSuffix(".sync") || spec.resource.hasSuffix(".sync:2")
        }
    }
}

/// `Run`: what of a shell task is fixed when the definition is read.
package struct RunSpec: Hashable, Sendable {
    /// A program that takes a script: its words, to which the script is added after `-c`;
    /// nil where an argument list is run without a shell.
    package let shell: [String]?
    package let parse: Parse
    /// Error names by exit code.
    package let errors: [Int: String]
    package let noEffect: Set<Int>
    /// Whether the state waits for `saga send` after the command has ended well.
    package let isCallback: Bool

    package enum Parse: String, Sendable {
        case auto = "Auto"
        case json = "Json"
        case lines = "Lines"
        case text = "Text"
        case none = "None"
    }

    package init(
        shell: [String]?, parse: Parse = .auto, errors: [Int: String] = [:],
        noEffect: Set<Int> = [], isCallback: Bool = false
    ) {
        self.shell = shell
        self.parse = parse
        self.errors = errors
        self.noEffect = noEffect
        self.isCallback = isCallback
    }
}

/// `Http`, or the `Resource` of AWS's HTTP task.
package struct HTTPSpec: Hashable, Sendable {
    /// Status codes after which the engine knows that nothing happened.
    package let noEffect: Set<Int>
    /// Whether the state waits for `saga send` after the request has been answered well.
    package let isCallback: Bool

    package init(noEffect: Set<Int> = [], isCallback: Bool = false) {
        self.noEffect = noEffect
        self.isCallback = isCallback
    }
}

/// A foreign `Resource`, which runs by binding.
package struct ResourceSpec: Hashable, Sendable {
    package let resource: String

    package init(resource: String) { self.resource = resource }
}

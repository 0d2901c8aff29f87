import SagaDefinition
import SagaMachine
import SagaValue

/// How the service tells of a task: in which words, and what it calls its resource.
struct ServiceTask {
    /// The beginning of the types of its events.
    let family: Family
    /// The whole name of the resource.
    let resource: String
    /// `lambda` of `arn:aws:states:::lambda:invoke`, and `invoke`.
    let service: String
    let call: String

    enum Family: String {
        case task = "Task"
        case function = "LambdaFunction"
        case activity = "Activity"
    }

    init(_ body: TaskBody) {
        switch body.kind {
        case .run: self.init(.task, resource: "saga:run", service: "saga", call: "run")
        case .http: self.init(.task, resource: "http:invoke", service: "http", call: "invoke")
        case .resource(let spec): self.init(resource: spec.resource)
        case .workflow(let spec): self.init(resource: spec.resource)
        }
    }

    private init(_ family: Family, resource: String, service: String, call: String) {
        self.family = family
        self.resource = resource
        self.service = service
        self.call = call
    }

    private init(resource: String) {
        let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count > 5, parts[2] == "lambda" {
            self.init(.function, resource: resource, service: "lambda", call: "")
        } else if parts.count > 6, parts[2] == "states", parts[5] == "activity" {
            self.init(.activity, resource: resource, service: "activity", call: "")
        } else if parts.count > 6, parts[2] == "states" {
            self.init(
                .task, resource: resource,
                service: parts[5..<(parts.count - 1)].joined(separator: ":"),
                call: String(parts[parts.count - 1]))
        } else {
            self.init(.task, resource: resource, service: "saga", call: resource)
        }
    }

    /// `resourceType` and `resource` of the details of a task's events.
    var names: Object {
        family == .task
            ? Object([("resourceType", .string(service)), ("resource", .string(call))]) : Object()
    }

    /// The details of the event that an attempt is scheduled.
    func scheduled(_ start: AttemptStart, input: Value) -> ServiceEvent.Details {
        var members = names
        switch family {
        case .task:
            members["region"] = "us-east-1"
            members["parameters"] = .string(input.json)
        case .function, .activity:
            members["resource"] = .string(resource)
            members.setData("input", input)
        }
        members["timeoutInSeconds"] = start.timeoutSeconds.map { .integer($0) }
        members["heartbeatInSeconds"] = start.callback?.heartbeatSeconds.map { .integer($0) }
        return ServiceEvent.Details(detailsName("Scheduled"), members)
    }

    /// The details of the event that an attempt began; a function has none.
    func started() -> ServiceEvent.Details? {
        switch family {
        case .task: return ServiceEvent.Details(detailsName("Started"), names)
        case .function: return nil
        case .activity:
            return ServiceEvent.Details(
                detailsName("Started"), Object([("workerName", "saga")]))
        }
    }

    /// The details of the event that an attempt ended well.
    func succeeded(_ result: Value) -> ServiceEvent.Details {
        var members = names
        members.setData("output", result)
        return ServiceEvent.Details(detailsName("Succeeded"), members)
    }

    /// The details of the event that an attempt ended badly.
    ///
    /// - Parameter word: `Failed` or `TimedOut`.
    func failed(_ failure: Failure, as word: String) -> ServiceEvent.Details {
        var members = names
        let isTimeout = word == "TimedOut"
        members.setFailure(
            FailureWords(error: failure.name, cause: isTimeout ? nil : failure.cause))
        return ServiceEvent.Details(detailsName(word), members)
    }

    private func detailsName(_ word: String) -> String {
        let name = family.rawValue
        return name.prefix(1).lowercased() + name.dropFirst() + word
    }
}

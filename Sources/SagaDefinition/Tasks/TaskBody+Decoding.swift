import SagaExpression
import SagaSource
import SagaValue

/// Decodes the body of a task, forward or undoing.
struct TaskReader {
    let fields: Fields
    let language: QueryLanguage
    let defaults: Defaults
    let reading: Reading
    /// A compensation sees the result of what it undoes.
    private let offer: QueryOffer

    init(
        _ fields: Fields, _ language: QueryLanguage, _ defaults: Defaults, _ reading: Reading,
        offering offer: QueryOffer = []
    ) {
        self.fields = fields
        self.language = language
        self.defaults = defaults
        self.reading = reading
        self.offer = offer
    }

    /// A value with computed parts.
    func template(_ part: Part, omitting omitted: [String] = []) -> Template {
        reading.template(part, language, omitting: omitted, offering: offer)
    }

    /// One JSONata expression.
    func query(_ part: Part) -> Expression? { reading.query(part, offering: offer) }

    /// The resource with which AWS sends HTTP requests.
    static let httpResource = "arn:aws:states:::http:invoke"
    /// What AWS allows such a request, in seconds.
    private static let httpResourceSeconds = 60

    /// - Parameter inherited: The step that this body undoes, whose environment it takes over.
    func body(inherited step: Fields?) -> TaskBody {
        if fields.has("Run") { return run(inherited: step) }
        refuseCommandFields()
        if fields.has("Http") { return http() }
        return resource()
    }

    private func resource() -> TaskBody {
        let reference = fields["Resource"].flatMap(TemplateReference.text)
        let resource = reference ?? fields.name("Resource") ?? ""
        if let part = fields["Resource"] { ResourceRules.check(resource, part, reading) }
        let arguments = fields["Parameters"] ?? fields["Arguments"]
        if let workflow = workflow(resource, arguments) { return workflow }
        let template = arguments.map { self.template($0) }
        let isCallback = resource == Self.httpResource + TaskBody.callbackSuffix
        let isRequest = resource == Self.httpResource || isCallback
        return TaskBody(
            kind: isRequest
                ? .http(HTTPSpec(isCallback: isCallback))
                : .resource(ResourceSpec(resource: resource)),
            arguments: template, passEnv: nil, secrets: [])
    }

    /// Reports what only a command can use.
    private func refuseCommandFields() {
        for key in ["Env", "PassEnv", "Secrets", "Token"] {
            guard let member = fields.part.node.member(key) else { continue }
            // A request may name secrets that its arguments read.
            if key == "Secrets", fields.has("Http") { continue }
            reading.report(
                .commandFieldWithoutCommand, "`\(key)` needs a `Run` beside it", atKey: member.key,
                of: fields.part)
        }
    }

    /// The seconds of one attempt where the task itself gives none.
    static func timeout(of body: TaskBody, _ fields: Fields, _ defaults: Defaults) -> SecondsField?
    {
        if fields.has("Run") || fields.has("Http") {
            return .constant(defaults.timeoutSeconds ?? Limits.defaultTimeoutSeconds)
        }
        if case .http = body.kind { return .constant(httpResourceSeconds) }
        return nil
    }
}

import SagaMachine
import SagaSource
import SagaValue

/// What is asked of one state: the members of the service's TestState.
struct TestStateRequest {
    /// The text of a state, or of a workflow of which `stateName` is one.
    var definition: String?
    /// Where the definition came from, absolute; nil where it is part of the request.
    var file: String?
    var stateName: String?
    var input = Value.emptyObject
    var level = InspectionLevel.info
    var revealsSecrets = false
    var variables = Object()
    var mock: Mock?
    var context: Value?
    var configuration = Configuration()
    var roleARN: String?

    enum InspectionLevel: String, CaseIterable {
        case info = "INFO"
        case debug = "DEBUG"
        case trace = "TRACE"
    }

    /// What is answered in the place of the state's work.
    struct Mock {
        var result: Value?
        var failure: Failure?
        var validation = ValidationMode.strict

        enum ValidationMode: String, CaseIterable {
            case strict = "STRICT"
            case present = "PRESENT"
            case none = "NONE"
        }
    }

    /// What the state finds of attempts and iterations that went before.
    struct Configuration {
        var retries = 0
        var errorCausedBy: String?
        var failedIterations = 0
        var items: [Value]?
    }
}

extension TestStateRequest {
    private static let names = [
        "definition", "roleArn", "input", "inspectionLevel", "revealSecrets", "variables",
        "stateName", "mock", "context", "stateConfiguration",
    ]

    /// Takes the members of a request as the service has them.
    ///
    /// A member that the service has as a string of JSON may be the JSON itself.
    mutating func take(_ request: Value) throws(TestStateRefusal) {
        let members = try Self.members(request, "the request", Self.names)
        if let definition = members["definition"] {
            self.definition = definition.string ?? definition.json
        }
        roleARN = members["roleArn"]?.string ?? roleARN
        stateName = members["stateName"]?.string ?? stateName
        if let input = members["input"] { self.input = try Self.json(input, "input", .input) }
        if let word = members["inspectionLevel"] { level = try Self.word(word, "inspectionLevel") }
        if case .bool(let flag)? = members["revealSecrets"] { revealsSecrets = flag }
        if let variables = members["variables"] { try takeVariables(variables) }
        if let mock = members["mock"] { try takeMock(mock) }
        if let context = members["context"] { try takeContext(context) }
        if let configuration = members["stateConfiguration"] {
            try take(configuration: configuration)
        }
    }

    mutating func takeVariables(_ value: Value) throws(TestStateRefusal) {
        guard case .object(let variables) = try Self.json(value, "variables", .validation) else {
            throw TestStateRefusal(.validation, "Variables must be a JSON object")
        }
        self.variables = variables
    }

    mutating func takeContext(_ value: Value) throws(TestStateRefusal) {
        let context = try Self.json(value, "context", .validation)
        guard case .object = context else {
            throw TestStateRefusal(.validation, "Context must be a JSON object")
        }
        self.context = context
    }

    private mutating func takeMock(_ value: Value) throws(TestStateRefusal) {
        let members = try Self.members(
            value, "mock", ["result", "errorOutput", "fieldValidationMode"])
        var mock = Mock()
        if let result = members["result"] { mock.result = try Self.mockedResult(result) }
        if let error = members["errorOutput"] {
            let parts = try Self.members(error, "mock.errorOutput", ["error", "cause"])
            let name = parts["error"]?.string
            mock.failure = Failure(
                name, classes: Failure.classes(of: name), cause: parts["cause"]?.string)
        }
        if let word = members["fieldValidationMode"] {
            mock.validation = try Self.word(word, "mock.fieldValidationMode")
        }
        self.mock = mock
    }

    /// A result as the service has it, a string of JSON, or the value itself.
    static func mockedResult(_ value: Value) throws(TestStateRefusal) -> Value {
        guard case .string(let text) = value else { return value }
        guard let result = try? Value(json: text) else {
            throw TestStateRefusal(.validation, "Mocked result must be valid JSON")
        }
        return result
    }

    mutating func take(configuration value: Value) throws(TestStateRefusal) {
        let members = try Self.members(
            value, "stateConfiguration",
            [
                "retrierRetryCount", "errorCausedByState", "mapIterationFailureCount",
                "mapItemReaderData",
            ])
        configuration.retries = try Self.count(members["retrierRetryCount"], "retrierRetryCount")
        configuration.failedIterations = try Self.count(
            members["mapIterationFailureCount"], "mapIterationFailureCount")
        configuration.errorCausedBy = members["errorCausedByState"]?.string
        guard let data = members["mapItemReaderData"] else { return }
        guard case .array(let items) = try Self.json(data, "mapItemReaderData", .validation) else {
            throw TestStateRefusal(.validation, "mapItemReaderData must be a JSON array")
        }
        configuration.items = items
    }

    private static func members(
        _ value: Value, _ place: String, _ names: [String]
    ) throws(TestStateRefusal) -> Object {
        guard case .object(let members) = value else {
            throw TestStateRefusal(.validation, "\(place) must be an object")
        }
        for name in members.keys where !names.contains(name) {
            let near = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" }
            throw TestStateRefusal(
                .validation, "\(place) has no member '\(name)'\(near ?? "")")
        }
        return members
    }

    private static func json(
        _ value: Value, _ name: String, _ code: TestStateRefusal.Code
    ) throws(TestStateRefusal) -> Value {
        guard case .string(let text) = value else { return value }
        do throws(JSONError) { return try Value(json: text) } catch {
            throw TestStateRefusal(
                code, "\(name) is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
        }
    }

    static func word<Word: RawRepresentable & CaseIterable>(
        _ value: Value, _ name: String
    ) throws(TestStateRefusal) -> Word where Word.RawValue == String {
        guard let text = value.string, let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw TestStateRefusal(.validation, "\(name) must be one of [\(words)]")
        }
        return word
    }

    private static func count(
        _ value: Value?, _ name: String
    ) throws(TestStateRefusal) -> Int {
        guard let value else { return 0 }
        guard let count = value.number?.exactInteger, count >= 0 else {
            throw TestStateRefusal(.validation, "\(name) must be a whole number of at least 0")
        }
        return count
    }
}

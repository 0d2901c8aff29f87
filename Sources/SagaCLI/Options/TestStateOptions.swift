import ArgumentParser
import SagaMachine
import SagaValue

/// The members of a TestState request, one by one; they replace those of `--request`.
struct TestStateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The definition of a state, or of a workflow.", valueName: "file"),
        completion: .file())
    var definition: String?

    @Option(
        name: [.customLong("state"), .customLong("state-name")],
        help: ArgumentHelp("Which state of a workflow.", valueName: "name"))
    var state: String?

    @Option(
        name: [.customShort("i"), .long],
        parsing: .unconditional,
        help: ArgumentHelp("What the state gets: JSON text, @file, or -.", valueName: "json"))
    var input: String?

    @Option(help: ArgumentHelp("INFO, DEBUG or TRACE.", valueName: "level"))
    var inspectionLevel: TestStateRequest.InspectionLevel?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Variables: an object.", valueName: "json"))
    var variables: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The context object, beside a mock.", valueName: "json"))
    var context: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What the state's work gives.", valueName: "json"))
    var mockResult: String?

    @Option(help: ArgumentHelp("The error that the state's work ends with.", valueName: "name"))
    var mockError: String?

    @Option(help: ArgumentHelp("The cause of that error.", valueName: "text"))
    var mockCause: String?

    @Option(
        help: ArgumentHelp(
            "How a mocked result is held against the service's: STRICT, PRESENT or NONE.",
            valueName: "mode"))
    var fieldValidationMode: TestStateRequest.Mock.ValidationMode?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "retrierRetryCount, errorCausedByState, mapIterationFailureCount, mapItemReaderData.",
            valueName: "json"))
    var stateConfiguration: String?

    @Flag(help: "Show the secrets of an HTTP request and its answer.")
    var revealSecrets = false
}

extension TestStateRequest.InspectionLevel: ExpressibleByArgument {}
extension TestStateRequest.Mock.ValidationMode: ExpressibleByArgument {}

extension TestStateOptions {
    /// What the options say, read.
    struct Values {
        var state: String?
        var input: Value?
        var level: TestStateRequest.InspectionLevel?
        var variables: Value?
        var context: Value?
        var result: Value?
        var failure: Failure?
        var mode: TestStateRequest.Mock.ValidationMode?
        var configuration: Value?
        var revealsSecrets = false
    }

    /// - Throws: `SAGA6003` or `SAGA6004` where the definition cannot be read.
    func readDefinition(
        into request: inout TestStateRequest, _ surroundings: Surroundings
    ) throws(Fault) {
        guard let definition else { return }
        let path = surroundings.absolute(definition)
        let bytes = try FileReading.bytes(path, limit: Limits.sourceFileBytes)
        request.definition = String(decoding: bytes, as: UTF8.self)
        request.file = path
    }

    /// - Throws: `SAGA6003`, `SAGA6004` or `SAGA6005` for what is not JSON, `SAGA6002` for a cause
    ///   without an error.
    func values(_ surroundings: Surroundings) throws(Fault) -> Values {
        func json(_ text: String?, _ option: String) throws(Fault) -> Value? {
            guard let text else { return nil }
            return try JSONArgument.value(text, option: option, surroundings)
        }
        if mockCause != nil, mockError == nil {
            throw Fault(.badArguments, "`--mock-cause` needs a `--mock-error`")
        }
        return Values(
            state: state, input: try json(input, "--input"), level: inspectionLevel,
            variables: try json(variables, "--variables"), context: try json(context, "--context"),
            result: try json(mockResult, "--mock-result"),
            failure: mockError.map { Failure($0, cause: mockCause) }, mode: fieldValidationMode,
            configuration: try json(stateConfiguration, "--state-configuration"),
            revealsSecrets: revealSecrets)
    }
}

extension TestStateRequest {
    /// Takes what options say, over what was there.
    mutating func take(_ values: TestStateOptions.Values) throws(TestStateRefusal) {
        stateName = values.state ?? stateName
        input = values.input ?? input
        level = values.level ?? level
        if let variables = values.variables { try takeVariables(variables) }
        if let context = values.context { try takeContext(context) }
        if let configuration = values.configuration { try take(configuration: configuration) }
        revealsSecrets = revealsSecrets || values.revealsSecrets
        guard values.result != nil || values.failure != nil || values.mode != nil else { return }
        var mock = mock ?? Mock()
        mock.result = values.result ?? mock.result
        mock.failure = values.failure ?? mock.failure
        mock.validation = values.mode ?? mock.validation
        self.mock = mock
    }
}

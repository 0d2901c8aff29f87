import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaValue

/// `saga test-state`: tries one state on an input, as the service's TestState does.
struct TestStateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test-state", abstract: "Try one state of a workflow on an input.",
        discussion: """
            Takes a request in the shape of the service's TestState, or its members as options, \
            and prints the response. Waits take no time. Without a mock a `Run` or `Http` task is \
            done for real. Ends with 0 when the workflow would go on, with 1 when it would fail, \
            with 4 when the state would be tried again, with 65 where the request is refused.
            """)
    static let examples = [
        Example("saga test-state --definition order.saga.yaml --state Charge", "one state"),
        Example(
            "saga test-state --definition state.json --mock-result '{\"id\": 7}' "
                + "--inspection-level DEBUG", "each step of its data"),
        Example("saga test-state --request @request.json", "the service's own request"),
    ]

    @Option(
        help: ArgumentHelp(
            "A whole request: JSON text, @file, or - for standard input.", valueName: "json"))
    var request: String?

    @OptionGroup var parts: TestStateOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: answer.output)
        let status: ExitStatus
        do throws(Stop) {
            let result = try test(surroundings)
            desk.write(result.value, as: answer.format ?? .json)
            status = result.exitStatus
        } catch {
            guard case .refused(let refusal) = error else { throw error.fault }
            desk.write(
                ["code": .string(refusal.code.rawValue), "message": .string(refusal.message)],
                as: answer.format ?? .json)
            try desk.finish()
            throw error.fault
        }
        try desk.finish()
        return status
    }

    /// What keeps an answer from being given.
    private enum Stop: Error {
        case refused(TestStateRefusal)
        case fault(Fault)

        var fault: Fault {
            switch self {
            case .refused(let refusal):
                Fault(.testStateRefused, "\(refusal.code.rawValue): \(refusal.message)")
            case .fault(let fault): fault
            }
        }
    }

    private func test(_ surroundings: Surroundings) throws(Stop) -> StateTestAnswer {
        var asked = TestStateRequest()
        let test: StateUnderTest
        do throws(Fault) { try parts.readDefinition(into: &asked, surroundings) } catch {
            throw .fault(error)
        }
        let request: Value?
        let named: TestStateOptions.Values
        do throws(Fault) {
            request = try self.request.map { text throws(Fault) in
                try JSONArgument.value(text, option: "--request", surroundings)
            }
            named = try parts.values(surroundings)
        } catch { throw .fault(error) }
        do throws(TestStateRefusal) {
            if let request { try asked.take(request) }
            try asked.take(named)
            test = try StateUnderTest(asked)
            try TestStateChecks.check(asked, test)
        } catch { throw .refused(error) }
        do throws(Fault) { return try run(asked, test, surroundings) } catch {
            throw .fault(error)
        }
    }

    private func run(
        _ request: TestStateRequest, _ test: StateUnderTest, _ surroundings: Surroundings
    ) throws(Fault) -> StateTestAnswer {
        let commands = try bindings.bindings()
        let file = request.file ?? surroundings.absolute("definition")
        let folder = file.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let text = DefinitionText(
            file: file, folder: folder.isEmpty ? "/" : folder, text: request.definition ?? "",
            hash: "")
        let start = ExecutionStart(
            id: try surroundings.executionID(name: nil, workflow: "test-state"),
            startTime: surroundings.now, input: request.input, definition: text)
        let moment = Moment(
            steady: surroundings.now, wall: surroundings.now, entropy: surroundings.random())
        var stateTest = StateTest(request, test, start, at: moment)
        return try stateTest.run { order throws(Fault) in
            try work(order, test, start, commands, surroundings)
        }
    }

    /// Does the state's task for real, in a folder that goes when it is done.
    private func work(
        _ order: TaskOrder, _ test: StateUnderTest, _ start: ExecutionStart,
        _ commands: [String: [String]], _ surroundings: Surroundings
    ) throws(Fault) -> TaskEnding {
        try BindingOptions.check(test.state, commands)
        let place = try TemporaryFolder(surroundings.environment)
        defer { place.remove() }
        let settings = TaskSettings(
            workflow: test.workflow, executionID: start.id, folder: start.definition.folder,
            filesPath: place.path, environment: .ofThisProcess(), bindings: commands,
            buckets: try bindings.buckets(surroundings), lock: nil)
        do throws(RuntimeFault) { return try SoleTask.run(order, settings) } catch {
            throw Fault(error)
        }
    }
}

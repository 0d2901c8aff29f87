import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaValue

/// `saga test FILE`: runs test cases with mocks for tasks, on a clock that jumps.
struct TestCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run a workflow's test cases, with mocks for its tasks.",
        discussion: """
            FILE holds cases (order.test.yaml), or is a workflow with such a file beside it. Waits \
            and retry delays take no time, nothing real is started and nothing is kept. Ends with \
            0 when all cases pass, with 1 when one fails.
            """)
    static let examples = [
        Example("saga test order.test.yaml", "all cases of a file"),
        Example("saga test order.saga.yaml --case 'no courier'", "one of them"),
        Example("saga test order.test.yaml --format junit -o report.xml", "for a build server"),
        Example(
            "saga test order.asl.json --mocks MockConfigFile.json",
            "Step Functions Local's cases, which must succeed"),
    ]

    @Argument(
        help: ArgumentHelp("A file of cases, or a workflow.", valueName: "file"),
        completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "Take the cases from this MockConfigFile.json.", valueName: "file"))
    var mocks: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Only the case of this name; may be given again.", valueName: "name"))
    var testCases: [String] = []

    @Option(
        name: [.customShort("i"), .long],
        parsing: .unconditional,
        help: ArgumentHelp("With --mocks: the input of its cases.", valueName: "json"))
    var input: String?

    @Flag(help: "Do tasks without a mock for real.")
    var live = false

    @Option(help: "The form of the answer.")
    var format: TestFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var bindings: BindingOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: output)
        let plan = try self.plan(desk)
        let place = live ? try TemporaryFolder(surroundings.environment) : nil
        defer { place?.remove() }
        let commands = try bindings.bindings()
        let buckets = try bindings.buckets(surroundings)
        var runs: [CaseRun] = []
        for testCase in try plan.cases(named: testCases) {
            runs.append(
                try CaseRun(
                    testCase, of: plan,
                    live: place.map { Self.worker(plan, commands, buckets, in: $0) }))
        }
        let report = TestReport(name: file, source: plan.source, runs: runs)
        desk.write(report.text(format ?? .text, desk.style))
        desk.tell(report.summary)
        try desk.finish()
        return report.hasFailures ? .failed : .success
    }

    private func plan(_ desk: Desk) throws(Fault) -> TestPlan {
        guard let mocks else {
            if input != nil {
                throw Fault(
                    .badArguments, "`--input` belongs to `--mocks`",
                    notes: ["in a file of cases every case has its `Input`"])
            }
            return try TestPlan.read(file, desk)
        }
        let value = try input.map { text throws(Fault) in
            try JSONArgument.value(text, option: "--input", desk.surroundings)
        }
        return try TestPlan.read(
            file, mocks: mocks, cases: testCases, input: value ?? .emptyObject, desk)
    }

    /// Does a task for real, one at a time: the clock of the case stands still meanwhile.
    private static func worker(
        _ plan: TestPlan, _ commands: [String: [String]], _ buckets: [String: String],
        in place: TemporaryFolder
    ) -> MockScript.LiveTask {
        { order in
            guard let id = ExecutionID("test") else { preconditionFailure("a valid id") }
            let settings = TaskSettings(
                workflow: plan.workflow, executionID: id, folder: plan.definition.folder,
                filesPath: place.path, environment: .ofThisProcess(), bindings: commands,
                buckets: buckets, lock: nil)
            do throws(RuntimeFault) { return try SoleTask.run(order, settings) } catch {
                return .unmocked(error.message)
            }
        }
    }
}

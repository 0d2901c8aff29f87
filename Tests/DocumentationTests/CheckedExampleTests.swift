import SagaTesting
import SagaValue
import Testing

/// What `saga check` says of the examples.
@Suite struct CheckedExampleTests {
    /// The states of which a path is shown, by example; none where it is proved.
    static let refuted: [String: [String]] = [
        "01-hello.saga.yaml": ["Greet"],
        "02-retry-and-catch.saga.yaml": ["WarmUp", "AskForPrice", "AskForPrice"],
        "03-compensate-a-payment.saga.yaml": ["Ship"],
        "04-save-point.saga.yaml": ["Load", "Load", "LeaveAtCounter"],
        "05-choice-loop.saga.yaml": [],
        "06-wait.saga.yaml": [],
        "07-http.saga.yaml": [],
        "08-nothing-to-undo.saga.yaml": [],
        "09-environment-and-output.saga.yaml": ["Measure"],
        "10-parallel.saga.yaml": [],
        "11-map.saga.yaml": ["Greet"],
        "12-jsonata-and-variables.saga.yaml": ["Say"],
        "13-ask-a-person.saga.yaml": ["NobodyApproved"],
        "14-answer-by-token.saga.yaml": ["Weigh"],
        "15-sub-workflow.saga.yaml": ["Charge"],
        "16-start-execution.saga.yaml": [],
        "17-read-a-csv.saga.yaml": ["Tell"],
        "18-list-and-write.saga.yaml": ["Name", "Read"],
        "19-map-with-partial-rollback.saga.yaml": [],
        "20-a-task-that-survives.saga.yaml": [],
        "21-another-warehouse.saga.yaml": [],
        "22-once.saga.yaml": [],
        "23-checked.saga.yaml": [],
        "order.saga.yaml": [],
        "order-jsonpath.saga.yaml": [],
        "pipeline.saga.yaml": [],
        "provision.saga.yaml": [],
        "ship.saga.yaml": [],
    ]

    @Test(arguments: Example.all)
    func `an example is proved, or refuted for a known reason`(example: Example) throws {
        let shell = try Shell()
        defer { shell.remove() }
        let answer = try shell.run(
            "saga check \(example.name) -qq --format json", in: example.folder)
        let problems = try Value(json: answer.output)["problems"]?.array ?? []
        let states = problems.compactMap { $0["state"]?.string }
        let expected = try #require(Self.refuted[example.name], "it needs a row in this table")
        #expect(states.sorted() == expected.sorted(), "\(answer.error)")
        #expect(answer.status == (expected.isEmpty ? 0 : 1))
    }
}

import SagaValue

// The codes of `test-state` and `test`.
extension Explanation {
    static let testStateRefused = Explanation(
        title: "the request for a state's test is refused",
        meaning: "`test-state` refuses what the service's TestState refuses: a definition that is "
            + "wrong, a mock where the state's type takes none, a mocked result that the service "
            + "could not have given. The message begins with the service's name of the error and "
            + "goes on in its words. Nothing was tried; the same stands on standard output, as "
            + "JSON.",
        example: "saga test-state --definition pass.asl.json --mock-result 1",
        remedy: "The message names the member of the request. `--field-validation-mode NONE` "
            + "takes any mocked result.")
    static let badTestFile = Explanation(
        title: "the file of test cases has errors",
        meaning: "`saga test` reads every case before it runs one. What is wrong was printed, "
            + "with its place. Nothing ran.",
        example: "saga test order.test.yaml",
        remedy: "Correct what was found; every finding has a code of its own.")
    static let noTestFile = Explanation(
        title: "a workflow has no test cases beside it, or they no workflow",
        meaning: "Test cases stand in a file of the workflow's name: `order.test.yaml` belongs "
            + "to `order.saga.yaml` in the same folder.",
        example: "saga test order.saga.yaml",
        remedy: "Name the file of cases, or say in it which `Workflow` it is for. `--mocks` takes "
            + "cases from a MockConfigFile.json instead.")
    static let unknownTestCase = Explanation(
        title: "there is no test case of that name",
        meaning: "`--case` chooses by the `Name` of a case, the whole of it.",
        example: "saga test order.test.yaml --case 'no courier'",
        remedy: "The message lists the names that there are.")
}

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
}

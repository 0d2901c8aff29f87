/// A request that the service would refuse, in its words.
struct TestStateRefusal: Error {
    let code: Code
    let message: String

    /// The service's names of its errors.
    enum Code: String {
        case validation = "ValidationException"
        case definition = "InvalidDefinition"
        case input = "InvalidExecutionInput"
    }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

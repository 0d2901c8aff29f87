import SagaMachine
import Testing

/// A name says by itself which classes it is in.
@Suite struct FailureClassTests {
    @Test(arguments: [
        ("States.Http.StatusCode.404", ["Http.ClientError"]),
        ("States.Http.StatusCode.429", ["Http.RateLimited", "Http.ClientError"]),
        ("States.Http.StatusCode.503", ["Http.ServerError"]),
        ("States.Http.StatusCode.302", []),
        ("States.Http.StatusCode.x", []),
        ("States.Http.Socket", ["Http.Connection"]),
        ("Exit.3", []),
    ])
    func `an error of HTTP is in the classes of its status`(name: String, classes: [String]) {
        #expect(Failure.classes(of: name) == classes)
    }
}

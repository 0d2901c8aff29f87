import SagaLoopback
import SagaMachine
import SagaValue
import Testing

@testable import SagaRuntime

/// What each kind of hostile server comes to in a workflow: the outcome, by which it is decided
/// whether to undo, and the error that `Retry` and `Catch` see.
@Suite struct HostileOutcomeTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the server does on every request.
        let actions: [ServerAction]
        let outcome: Outcome
        /// Nil where the task succeeds.
        let error: String?

        init(_ name: String, _ actions: ServerAction..., gives outcome: Outcome, _ error: String?) {
            testDescription = name
            self.actions = actions
            self.outcome = outcome
            self.error = error
        }
    }

    private static let lost = "States.Http.Socket"
    private static let head = "HTTP/1.1 200 OK\r\n"
    private static let chunked = head + "Transfer-Encoding: chunked\r\n\r\n"

    static let kinds = [
        Kind("closes at once", .close, gives: .unknown, lost),
        Kind("resets", .reset, gives: .unknown, lost),
        Kind("closes one direction", .halfClose, gives: .unknown, lost),
        Kind("says nothing", .hold, gives: .unknown, "States.Timeout"),
        Kind("drips bytes that are no HTTP", .drip, gives: .unknown, lost),
        Kind("drips a header", .send(head + "X: "), .drip, gives: .unknown, "States.Timeout"),
        Kind(
            "drips a body", .send(head + "Content-Length: 99999\r\n\r\n"), .drip, gives: .unknown,
            "States.Timeout"),
        Kind(
            "stops in the body", .send(head + "Content-Length: 9\r\n\r\nabc"), .hold,
            gives: .unknown, "States.Timeout"),
        Kind(
            "truncates the body", .send(head + "Content-Length: 9\r\n\r\nabc"), .close,
            gives: .unknown, lost),
        Kind("truncates the header", .send(head + "Content-Le"), .close, gives: .unknown, lost),
        Kind("truncates a chunk", .send(chunked + "5\r\nab"), .close, gives: .unknown, lost),
        Kind("lies about a chunk", .send(chunked + "zz\r\nab\r\n"), .close, gives: .unknown, lost),
        Kind(
            "announces an endless chunk", .send(chunked + "FFFFFFFFFFFFFFFFF\r\nab"), .close,
            gives: .unknown, lost),
        Kind(
            "says two lengths", .send(head + "Content-Length: 3\r\nContent-Length: x\r\n\r\nabc"),
            .close, gives: .unknown, lost),
        Kind("speaks garbage", .send("\u{1}\u{2}garbage\n\n"), .close, gives: .unknown, lost),
        Kind("speaks SSH", .send("SSH-2.0-OpenSSH_9.2\r\n"), .close, gives: .unknown, lost),
        Kind("speaks a later HTTP", .send("HTTP/9.9 OK\r\n\r\n"), .close, gives: .unknown, lost),
        Kind(
            "continues for ever",
            .repeated("HTTP/1.1 100 Continue\r\n\r\n", times: 10_000), .hold,
            gives: .unknown, lost),
        Kind(
            "only continues", .send("HTTP/1.1 100 Continue\r\n\r\n"), .hold,
            gives: .unknown, "States.Timeout"),
        Kind(
            "floods the header", .send("HTTP/1.1 503 Busy\r\n"),
            .repeated("X-Bomb: \(String(repeating: "x", count: 900))\r\n", times: 1_000_000),
            gives: .unknown, "States.Http.StatusCode.503"),
        Kind(
            "floods the body", .send(head + "\r\n"),
            .repeated(String(repeating: "x", count: 1000), times: 1_000_000), gives: .succeeded,
            "States.DataLimitExceeded"),
        Kind(
            "sends what would unpack to more",
            .respond(200, headers: [("Content-Encoding", "gzip")], body: "packed"),
            gives: .succeeded, nil),
        Kind(
            "redirects to itself", .respond(302, headers: [("Location", "/")]), gives: .failed,
            "States.Http.StatusCode.302"),
        Kind(
            "redirects to a file", .respond(307, headers: [("Location", "file:///etc/passwd")]),
            gives: .failed, "States.Http.StatusCode.307"),
        Kind("is too busy", .respond(429), gives: .unknown, "States.Http.StatusCode.429"),
        Kind("breaks down", .respond(500), gives: .unknown, "States.Http.StatusCode.500"),
        Kind("refuses", .respond(403), gives: .failed, "States.Http.StatusCode.403"),
    ]

    @Test(arguments: kinds)
    func `a hostile server has its outcome and its error`(kind: Kind) throws {
        let server = try server { _ in kind.actions }
        var limits = HTTPLimits()
        limits.bodyBytes = 10_000
        limits.headerBytes = 10_000
        let isSilent = kind.error == "States.Timeout"
        // A body for which a client might wait to be told to continue.
        let body = String(repeating: "x", count: 100_000)
        let ending = try ending(
            .post(server.url, body, timeout: isSilent ? .milliseconds(100) : .seconds(60)), limits)
        #expect(ending.outcome == kind.outcome)
        #expect(ending.failure?.name == kind.error)
        #expect(server.requests.allSatisfy { $0.header("expect") == nil })
    }

    @Test func `nothing was sent to a server that refuses to be connected to`() throws {
        let listener = try #require(Listener(backlog: nil))
        let ending = try ending(.post("http://127.0.0.1:\(listener.port)/", "x"), HTTPLimits())
        #expect(ending.outcome == .noEffect)
        #expect(ending.failure?.name == Self.lost)
        #expect(ending.failure?.classes == ["Http.Connection"])
    }

    private func ending(_ call: HTTPCall, _ limits: HTTPLimits) throws -> TaskEnding {
        let pool = try TaskPool(httpLimits: limits)
        pool.start(call, as: 5)
        let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
        guard case .http(5, let ending)? = arrivals.first else { throw Unexpected() }
        return HTTPOutcome().ending(of: ending, now: SteadyClock.wall)
    }
}

import SagaMachine
import SagaValue
import Testing

@testable import SagaRuntime

/// The table of outcomes, and the names that an error has.
@Suite struct HTTPOutcomeTests {
    private let now = Timestamp(seconds: 784_111_777)

    static let statuses: [(Int, Outcome, [String])] = [
        (300, .failed, []), (301, .failed, []), (304, .failed, []),
        (400, .failed, ["Http.ClientError"]), (404, .failed, ["Http.ClientError"]),
        (408, .unknown, ["Http.ClientError"]), (409, .failed, ["Http.ClientError"]),
        (425, .unknown, ["Http.ClientError"]),
        (429, .unknown, ["Http.RateLimited", "Http.ClientError"]),
        (499, .failed, ["Http.ClientError"]), (500, .unknown, ["Http.ServerError"]),
        (503, .unknown, ["Http.ServerError"]), (599, .unknown, ["Http.ServerError"]),
        (600, .unknown, []), (0, .unknown, []),
    ]

    private func ending(
        _ answer: HTTPEnding.Answer, noEffect: Set<Int> = [], direction: Direction = .forward
    ) -> TaskEnding {
        HTTPOutcome(noEffect: noEffect, direction: direction).ending(
            of: HTTPEnding(answer), now: now)
    }

    @Test(arguments: statuses)
    func `a status that is no success means what the table says`(
        status: Int, outcome: Outcome, classes: [String]
    ) {
        let ending = ending(.response(HTTPResponse(status: status)))
        #expect(ending.outcome == outcome)
        #expect(ending.failure?.name == "States.Http.StatusCode.\(status)")
        #expect(ending.failure?.classes == classes)
        #expect(ending.result == nil)
    }

    @Test(arguments: [200, 201, 204, 299])
    func `a success is one, NoEffect or not`(status: Int) {
        let ending = ending(.response(HTTPResponse(status: status)), noEffect: [status])
        #expect(ending.outcome == .succeeded)
        #expect(ending.result?["StatusCode"] == .integer(status))
        #expect(ending.failure == nil)
    }

    @Test(arguments: [302, 404, 429, 503])
    func `a status in NoEffect had none`(status: Int) {
        let response = HTTPEnding.Answer.response(HTTPResponse(status: status))
        #expect(ending(response, noEffect: [status]).outcome == .noEffect)
    }

    @Test(arguments: [
        (HTTPEnding.Answer.notSent("refused"), Outcome.noEffect, "States.Http.Socket"),
        (.lost("broken"), .unknown, "States.Http.Socket"),
        (.dropped, .unknown, "States.Http.Socket"),
        (.timedOut, .unknown, "States.Timeout"),
    ])
    func `no answer means what the table says`(
        answer: HTTPEnding.Answer, outcome: Outcome, name: String
    ) {
        let ending = ending(answer)
        #expect(ending.outcome == outcome)
        #expect(ending.failure?.name == name)
        #expect(ending.failure?.classes == (name == "States.Timeout" ? [] : ["Http.Connection"]))
        #expect(ending.failure?.cause?.isEmpty == false)
    }

    @Test func `the service's own time limit is reported as its socket's`() {
        let outcome = HTTPOutcome(timeoutName: Failure.socketName)
        let failure = outcome.ending(of: HTTPEnding(.timedOut), now: now).failure
        #expect(failure?.name == "States.Http.Socket")
        #expect(failure?.classes == ["Http.Connection"])
    }

    @Test func `the result has the service's shape`() {
        let response = HTTPResponse(
            status: 200, reason: "OK",
            headers: [
                .init("Content-Type", "application/json; charset=utf-8"), .init("X-A", "1"),
                .init("x-a", "2"),
            ], body: Array(#"{"id":"ch_1","amount":1.10}"#.utf8))
        #expect(
            ending(.response(response)).result?.json == #"{"StatusCode":200,"StatusText":"OK","#
                + #""Headers":{"content-type":["application/json; charset=utf-8"],"#
                + #""x-a":["1","2"]},"ResponseBody":{"id":"ch_1","amount":1.10}}"#)
    }

    static let bodies: [(String?, String, Value)] = [
        ("application/json", "[1]", [1]), ("application/vnd.api+json", "{}", [:]),
        (nil, "{\"a\":1}", ["a": 1]), (nil, "plain", "plain"), ("text/plain", "42", "42"),
        ("APPLICATION/JSON ;charset=x", "42", 42), ("application/json", "{broken", "{broken"),
        ("application/json", "", ""), ("text/html", "", ""), ("image/png", "", ""),
    ]

    @Test(arguments: bodies)
    func `a body is parsed where it is JSON, and is text otherwise`(
        type: String?, body: String, value: Value
    ) {
        let headers = type.map { [HTTPCall.Header("Content-Type", $0)] } ?? []
        let response = HTTPResponse(status: 200, headers: headers, body: Array(body.utf8))
        #expect(ending(.response(response)).result?["ResponseBody"] == value)
    }

    @Test(arguments: [("image/png", Array("text".utf8)), ("text/plain", [0xFF]), ("audio/x", [0])])
    func `a body that is no text fails the state, not the task`(type: String, body: [UInt8]) {
        let response = HTTPResponse(
            status: 200, headers: [.init("Content-Type", type)], body: body)
        let ending = ending(.response(response))
        #expect(ending.outcome == .succeeded)
        #expect(ending.failure?.name == "States.Runtime")
    }

    @Test func `a body that is cut fails the state, not the task`() {
        let ending = ending(.response(HTTPResponse(status: 200, isCut: true)))
        #expect(ending.outcome == .succeeded)
        #expect(ending.failure?.name == "States.DataLimitExceeded")
    }

    @Test func `the cause of an error is the result that it would have been`() throws {
        let response = HTTPResponse(
            status: 404, reason: "Not Found", headers: [.init("Content-Type", "application/json")],
            body: Array(#"{"why":"gone"}"#.utf8))
        let cause = try #require(ending(.response(response)).failure?.cause)
        #expect(try Value(json: cause)["ResponseBody"]?["why"] == "gone")
    }

    @Test func `the cause of a long answer is short, and JSON all the same`() throws {
        let response = HTTPResponse(
            status: 500,
            headers: (0..<1000).map { .init("X-\($0)", String(repeating: "v", count: 99)) },
            body: Array(String(repeating: "é", count: 100_000).utf8))
        let cause = try #require(ending(.response(response)).failure?.cause)
        #expect(cause.utf8.count <= Limits.httpCauseBytes)
        #expect(try Value(json: cause)["ResponseBody"]?.string?.hasPrefix("éé") == true)
    }

    @Test func `a problem names itself and says what it is`() {
        let response = HTTPResponse(
            status: 403, headers: [.init("Content-Type", "application/problem+json")],
            body: Array(
                #"{"type":"https://pay.test/no-credit","title":"No credit","detail":"30 of 50"}"#
                    .utf8))
        #expect(
            ending(.response(response)).failure
                == Failure(
                    "States.Http.StatusCode.403",
                    classes: ["https://pay.test/no-credit", "Http.ClientError"],
                    cause: "No credit: 30 of 50"))
    }

    @Test(arguments: [#"{"type":"about:blank","title":"T"}"#, #"{"title":"T"}"#])
    func `a problem without a type of its own adds no name`(body: String) {
        let response = HTTPResponse(
            status: 500, headers: [.init("Content-Type", "application/problem+json")],
            body: Array(body.utf8))
        let failure = ending(.response(response)).failure
        #expect(failure?.classes == ["Http.ServerError"])
        #expect(failure?.cause == "T")
    }

    @Test(arguments: [
        ("120", 120.0), ("0", 0), ("99999999999999999999", 99_999_999),
        ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
        ("Sun Nov  6 08:49:47 1994", 10), ("Sun, 06 Nov 1994 08:49:27 GMT", 0),
    ])
    func `Retry-After is seconds or a date in one of three forms`(text: String, seconds: Double) {
        let response = HTTPResponse(status: 503, headers: [.init("Retry-After", text)])
        #expect(ending(.response(response)).retryAfterSeconds == seconds)
    }

    @Test(arguments: ["", "-1", "1.5", "soon", "Sun, 99 Nov 1994 08:49:47 GMT", "GMT", "a b c d e"])
    func `any other Retry-After means nothing`(text: String) {
        let response = HTTPResponse(status: 503, headers: [.init("Retry-After", text)])
        #expect(ending(.response(response)).retryAfterSeconds == nil)
    }

    @Test(arguments: [(404, true), (410, true), (409, false), (500, false)])
    func `an undo of what is not there has nothing to do`(status: Int, isNothing: Bool) {
        let response = HTTPEnding.Answer.response(HTTPResponse(status: status))
        #expect(ending(response, direction: .undo).nothingToUndo == isNothing)
        #expect(!ending(response).nothingToUndo)
        #expect(ending(response, noEffect: [status], direction: .undo).nothingToUndo)
    }
}

import SagaMachine
import SagaValue
import Testing

@testable import SagaRuntime

/// From the arguments of AWS's HTTP task to a request.
@Suite struct HTTPArgumentTests {
    private func call(_ more: Object = Object(), method: String = "POST") throws(Failure)
        -> HTTPCall
    {
        var arguments = Object([
            ("ApiEndpoint", "https://pay.test/v1/charges"), ("Method", .string(method)),
        ])
        for (name, value) in more { arguments[name] = value }
        return try HTTPCall(arguments: .object(arguments), timeout: .seconds(9))
    }

    @Test func `a body is JSON and says so`() throws {
        let call = try call(Object([("RequestBody", ["amount": 1])]))
        #expect(call.url == "https://pay.test/v1/charges")
        #expect(call.body == Array(#"{"amount":1}"#.utf8))
        #expect(
            call.headers == [
                .init("Content-Type", "application/json"),
                .init("User-Agent", "saga/\(Version.current)"),
            ])
        #expect(call.timeout == .seconds(9))
    }

    @Test(arguments: [
        ("text/plain", "plain"), ("application/json", #""plain""#), (nil, #""plain""#),
    ])
    func `a string goes out raw where its type is not JSON`(type: String?, body: String) throws {
        var more = Object([("RequestBody", "plain")])
        if let type { more["Headers"] = ["content-type": .string(type)] }
        #expect(try call(more).body == Array(body.utf8))
    }

    @Test(
        arguments: [
            (["a": "b c&d", "n": 1, "t": true], "?a=b%20c%26d&n=1&t=true"),
            (["a": ["x", "y"]], "?a=x&a=y"), (["ä": "~-._"], "?%C3%A4=~-._"), ([:], ""),
        ] as [(Value, String)])
    func `query parameters are escaped, and a list repeats its name`(
        parameters: Value, query: String
    ) throws {
        let url = try call(Object([("QueryParameters", parameters)])).url
        #expect(url == "https://pay.test/v1/charges" + query)
    }

    @Test func `query parameters join those of the endpoint, and a fragment goes`() throws {
        let call = try call(
            Object([
                ("ApiEndpoint", "HTTPS://pay.test/?x=1#top"), ("QueryParameters", ["y": "2"]),
            ]))
        #expect(call.url == "HTTPS://pay.test/?x=1&y=2")
    }

    @Test(arguments: [
        ("INDICES", "a%20b[0]=1&a%20b[1]=x%2Fy&o[p][q]=true&z="),
        ("REPEAT", "a%20b=1&a%20b=x%2Fy&o[p][q]=true&z="),
        ("COMMAS", "a%20b=1,x%2Fy&o[p][q]=true&z="),
        ("BRACKETS", "a%20b[]=1&a%20b[]=x%2Fy&o[p][q]=true&z="),
    ])
    func `a form is encoded as its format says`(format: String, body: String) throws {
        let call = try call(
            Object([
                ("RequestBody", ["a b": [1, "x/y"], "o": ["p": ["q": true]], "z": .null]),
                (
                    "Transform",
                    [
                        "RequestBodyEncoding": "URL_ENCODED",
                        "RequestEncodingOptions": ["ArrayFormat": .string(format)],
                    ]
                ),
            ]))
        #expect(String(decoding: call.body ?? [], as: UTF8.self) == body)
        #expect(call.headers.first?.value == "application/x-www-form-urlencoded")
    }

    static let refused: [(String, Value)] = [
        ("Method", "get"), ("Method", "CONNECT"), ("Method", .null), ("ApiEndpoint", .null),
        ("ApiEndpoint", "pay.test"), ("ApiEndpoint", "file:///etc/passwd"),
        ("ApiEndpoint", "https://"), ("ApiEndpoint", "https://user:word@pay.test/"),
        ("ApiEndpoint", "https://pay.test/a b"), ("ApiEndpoint", "https://pay.test/\r\nX: y"),
        ("Headers", ["X": "a\r\nY: b"]), ("Headers", ["X\r\n": "a"]), ("Headers", ["": "a"]),
        ("Headers", ["Host": "x"]), ("Headers", ["content-length": "1"]), ("Headers", []),
        ("Headers", ["X-Forwarded-For": "10.0.0.1"]), ("Headers", ["x-amz-date": "now"]),
        ("Headers", ["via": "1.1 us"]),
        ("Headers", ["X": .null]), ("QueryParameters", "a=b"), ("QueryParameters", ["a": [:]]),
        ("Transform", ["RequestBodyEncoding": "XML"]),
        ("Transform", ["RequestBodyEncoding": "URL_ENCODED"]),
    ]

    @Test(arguments: refused)
    func `arguments that make no request are refused`(name: String, value: Value) {
        #expect(throws: Failure.self) {
            try call(Object([("RequestBody", "text"), (name, value)]))
        }
    }

    @Test(arguments: ["GET", "HEAD", "POST", "DELETE"])
    func `a request that changes something carries its key`(method: String) throws {
        var forward = try call(method: method)
        forward.identify(key: "k", forwardKey: nil, traceParent: "t")
        #expect(forward.hasHeader("idempotency-key") == ["POST", "DELETE"].contains(method))
        #expect(!forward.hasHeader("saga-forward-key"))
        #expect(forward.headers.contains(.init("traceparent", "t")))
        var undo = try call(method: method)
        undo.identify(key: "k", forwardKey: "f", traceParent: nil)
        #expect(undo.headers.contains(.init("Idempotency-Key", "\"k\"")))
        #expect(undo.headers.contains(.init("Saga-Forward-Key", "\"f\"")))
    }

    @Test func `a key that the workflow sets stays`() throws {
        var call = try call(Object([("Headers", ["idempotency-key": "mine"])]))
        call.identify(key: "k", forwardKey: nil, traceParent: nil)
        #expect(call.headers.filter { $0.name.lowercased() == "idempotency-key" }.count == 1)
    }

    @Test func `an execution is one trace, and each attempt a span of it`() {
        let first = TraceContext(executionID: "order-1").parent(attempt: "a1")
        let second = TraceContext(executionID: "order-1").parent(attempt: "a2")
        #expect(first.utf8.count == 55)
        #expect(first.prefix(35) == second.prefix(35))
        #expect(first != second)
        #expect(first == TraceContext(executionID: "order-1").parent(attempt: "a1"))
    }

    @Test func `a trace that saga was started in is joined`() {
        let incoming = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
        let parent = TraceContext(executionID: "x", incoming: incoming).parent(attempt: "a")
        #expect(parent.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-"))
        #expect(parent.hasSuffix("-00"))
        #expect(!parent.contains("00f067aa0ba902b7"))
    }

    @Test(arguments: [
        "", "00-0-0-0", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
    ])
    func `a trace that is none is not joined`(incoming: String) {
        #expect(
            TraceContext(executionID: "x", incoming: incoming).parent(attempt: "a")
                == TraceContext(executionID: "x").parent(attempt: "a"))
    }
}

import SagaLoopback
import SagaValue
import Testing

@testable import SagaRuntime

/// Requests to a server that behaves.
@Suite struct HTTPRunTests {
    @Test func `a request arrives as it was written, and the answer as it was sent`() throws {
        let server = try server(
            always: .respond(
                201, headers: [("X-One", "a"), ("x-one", "b"), ("Empty", "")], body: "made"))
        var call = HTTPCall.post("\(server.url)/v1/charges?a=b%20c", "{\"amount\":1}")
        call.headers = [.init("Content-Type", "application/json"), .init("X-Empty", "")]
        let answer = try send(call)
        let response = try #require(answer.response)
        #expect(response.status == 201)
        #expect(response.reason == "Created")
        #expect(response.values(of: "x-one") == ["a", "b"])
        #expect(response.values(of: "empty") == [""])
        #expect(response.body == Array("made".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/charges?a=b%20c")
        #expect(request.text == "{\"amount\":1}")
        #expect(
            Set(request.headers.map(\.name)) == [
                "host", "content-type", "content-length", "x-empty",
            ])
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
    func `every method goes out, with the length of its body where it is due`(method: String) throws
    {
        let server = try server(always: .respond(204))
        let answer = try send(HTTPCall(method: method, url: server.url))
        #expect(answer.response?.status == 204)
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        let hasBody = ["POST", "PUT", "PATCH"].contains(method)
        #expect(request.header("content-length") == (hasBody ? "0" : nil))
    }

    @Test func `a megabyte goes out without asking first`() throws {
        let server = try server(always: .respond(200))
        let body = String(repeating: "x", count: 2 << 20)
        #expect(try send(.post(server.url, body)).response?.status == 200)
        #expect(server.requests.first?.body.count == 2 << 20)
        #expect(server.requests.first?.header("expect") == nil)
    }

    @Test func `one connection serves one request after the other`() throws {
        let server = try server { .init([.respond(200, body: $0.text)]) }
        let pool = try TaskPool()
        for number in 0..<50 {
            let answer = try send(.post(server.url, "\(number)"), pool: pool)
            #expect(answer.response?.body == Array("\(number)".utf8))
        }
        #expect(server.connectionCount == 1)
    }

    @Test func `a connection that the server closed meanwhile is replaced`() throws {
        let server = try server(always: .respond(200), .close)
        let pool = try TaskPool()
        for _ in 0..<5 {
            #expect(try send(.post(server.url, "x"), pool: pool).response?.status == 200)
            #expect(try pool.wait(until: .now).isEmpty)
        }
        #expect(server.requests.count == 5)
    }

    @Test func `forty requests run at once`() throws {
        let server = try server { [.respond(200, body: $0.text)] }
        let pool = try TaskPool()
        for task in 0..<40 { pool.start(HTTPCall.post(server.url, "\(task)"), as: task) }
        var bodies: [Int: [UInt8]] = [:]
        while bodies.count < 40 {
            let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
            try #require(!arrivals.isEmpty)
            for case .http(let task, let ending) in arrivals {
                bodies[task] = ending.answer.response?.body
            }
        }
        #expect(bodies.allSatisfy { $0.value == Array("\($0.key)".utf8) })
    }

    @Test func `commands and requests run side by side`() throws {
        let server = try server(always: .respond(200))
        let stage = try ShellStage()
        let pool = try TaskPool()
        pool.start(HTTPCall.get(server.url), as: 1)
        pool.start(stage.script("exit 0"), as: 2)
        var ended: Set<Int> = []
        while ended.count < 2 {
            for arrival in try pool.wait(until: Instant.now.advanced(by: .seconds(60))) {
                switch arrival {
                case .http(let task, _), .shell(let task, _): ended.insert(task)
                default: break
                }
            }
        }
        #expect(ended == [1, 2])
    }

    @Test func `an interim answer is not the answer`() throws {
        let server = try server(
            always: .send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"), .respond(200))
        let response = try #require(try send(.get(server.url)).response)
        #expect(response.status == 200)
        #expect(response.values(of: "link") == [])
    }

    @Test func `a body in chunks is put together, and its trailer is no header`() throws {
        let server = try server(
            always: .send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n"))
        let response = try #require(try send(.get(server.url)).response)
        #expect(response.body == Array("abcde".utf8))
        #expect(response.values(of: "x-late") == [])
    }

    @Test func `a body without a length ends with the connection`() throws {
        let server = try server(always: .send("HTTP/1.1 200\r\n\r\nall"), .close)
        let response = try #require(try send(.get(server.url)).response)
        #expect(response.body == Array("all".utf8))
        #expect(response.reason == "")
    }

    @Test func `a compressed body is left as it is`() throws {
        let server = try server(
            always: .respond(200, headers: [("Content-Encoding", "gzip")], body: "not gzip"))
        #expect(try send(.get(server.url)).response?.body == Array("not gzip".utf8))
        #expect(server.requests.first?.header("accept-encoding") == nil)
    }
}

import Foundation
import SagaLoopback
import SagaValue
import Testing

@testable import SagaRuntime

/// Servers that refuse, break off, never end, or do not speak HTTP.
@Suite struct HostileServerTests {
    @Test func `a refused connection means that nothing was sent`() throws {
        let listener = try #require(Listener(backlog: nil))
        #expect(try send(.get("http://127.0.0.1:\(listener.port)/")).notSentReason != nil)
    }

    @Test func `a name that does not exist means that nothing was sent`() throws {
        #expect(try send(.get("http://no-such-host.invalid/")).notSentReason != nil)
    }

    @Test func `a server that takes no connection means that nothing was sent`() throws {
        // With its queue full the kernel drops every attempt to connect.
        let listener = try #require(Listener(backlog: 0))
        let pool = try TaskPool(httpLimits: limits { $0.connect = .milliseconds(200) })
        for task in 0..<4 {
            pool.start(HTTPCall.get("http://127.0.0.1:\(listener.port)/"), as: task)
        }
        var reasons: [String] = []
        let end = Instant.now.advanced(by: .seconds(60))
        while reasons.isEmpty {
            let arrivals = try pool.wait(until: end)
            try #require(!arrivals.isEmpty)
            for case .http(_, let ending) in arrivals {
                if let reason = ending.answer.notSentReason { reasons.append(reason) }
            }
        }
        #expect(reasons.first?.isEmpty == false)
    }

    static let breaks: [[ServerAction]] = [
        [.close], [.reset], [.halfClose], [.drip],
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .close],
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .reset],
        [.send("HTTP/1.1 200 OK\r\nContent-Le"), .close],
        [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close],
        [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nab"), .close],
        [.send("SSH-2.0-OpenSSH_9.2\r\n"), .close],
        [.send("\u{1}\u{2}\u{3}garbage\n\n\n"), .close],
        [.send("HTTP/9.9 OK\r\n\r\n"), .close],
    ]

    @Test(arguments: breaks)
    func `an answer that does not come whole is lost`(actions: [ServerAction]) throws {
        let server = try server { _ in actions }
        #expect(try send(.post(server.url, "x")).isLost)
    }

    static let endless: [[ServerAction]] = [
        [.hold], [.send("HTTP/1.1 200 OK\r\n"), .hold],
        [.send("HTTP/1.1 200 OK\r\nX: "), .drip],
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"), .drip],
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .hold],
    ]

    @Test(arguments: endless)
    func `an answer that does not end is waited for until its time is up`(
        actions: [ServerAction]
    ) throws {
        let server = try server { _ in actions }
        #expect(try send(.get(server.url, timeout: .milliseconds(50))) == .timedOut)
    }

    @Test func `a server that never reads is waited for until the time is up`() throws {
        let server = try server(greeting: [.hold])
        let answer = try send(.get(server.url, timeout: .milliseconds(50)))
        #expect(answer == .timedOut)
    }

    @Test func `a flood of a body is cut at the limit, and the status counts`() throws {
        let server = try server(
            always: .send("HTTP/1.1 200 OK\r\n\r\n"),
            .repeated(String(repeating: "x", count: 1000), times: 1_000_000))
        let answer = try send(.get(server.url), limits: limits { $0.bodyBytes = 10_000 })
        #expect(answer.response?.isCut == true)
        #expect(answer.response?.status == 200)
        #expect(answer.response.map { $0.body.count <= 10_000 } == true)
    }

    @Test(arguments: [(10, false), (11, true)])
    func `a body may be as long as the limit`(count: Int, isCut: Bool) throws {
        let server = try server(always: .respond(200, body: String(repeating: "x", count: count)))
        let answer = try send(.get(server.url), limits: limits { $0.bodyBytes = 10 })
        #expect(answer.response?.isCut == isCut)
    }

    @Test func `a flood of headers is cut at the limit, and the status counts`() throws {
        let server = try server(
            always: .send("HTTP/1.1 503 Busy\r\n"),
            .repeated("X-Bomb: \(String(repeating: "x", count: 1000))\r\n", times: 1_000_000))
        let answer = try send(.get(server.url), limits: limits { $0.headerBytes = 10_000 })
        #expect(answer.response?.isCut == true)
        #expect(answer.response?.status == 503)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is an answer, and is not followed`(status: Int) throws {
        let server = try server { request in
            request.target == "/"
                ? [.respond(status, headers: [("Location", "/other")])] : [.respond(200)]
        }
        #expect(try send(.get("\(server.url)/")).response?.status == status)
        #expect(server.requests.count == 1)
    }

    @Test func `a cancelled request is dropped`() throws {
        let server = try server(always: .hold)
        let pool = try TaskPool()
        pool.start(HTTPCall.get(server.url), as: 1)
        while server.requests.isEmpty { _ = try pool.wait(until: .now) }
        pool.cancel(1)
        guard case .http(1, let ending)? = try pool.wait(until: nil).first else {
            throw Unexpected()
        }
        #expect(ending.answer == .dropped)
        #expect(!pool.isRunning(1))
    }

    @Test func `dropping everything leaves nothing to wait for`() throws {
        let server = try server(always: .hold)
        let pool = try TaskPool()
        for task in 0..<10 { pool.start(HTTPCall.get(server.url), as: task) }
        pool.abandon()
        #expect(try pool.wait(until: .now).isEmpty)
    }

    @Test func `without the library nothing is sent, and the fault says so`() throws {
        let pool = try TaskPool(httpLimits: limits { $0.library = "libno-such-library.so.4" })
        pool.start(HTTPCall.get("http://127.0.0.1:1/"), as: 1)
        do {
            _ = try pool.wait(until: .now)
            Issue.record("no fault")
        } catch {
            #expect(error.code.code == "SAGA5002")
            #expect(error.message.contains("libno-such-library"))
            #expect(error.exitStatus == 78)
        }
    }

    @Test func `a library without the functions is refused`() throws {
        let pool = try TaskPool(httpLimits: limits { $0.library = "libc.so.6" })
        pool.start(HTTPCall.get("http://127.0.0.1:1/"), as: 1)
        #expect(throws: RuntimeFault.httpLibrary("no function curl_global_init")) {
            try pool.wait(until: .now)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "//x", "x y",
    ])
    func `only HTTP is spoken`(url: String) throws {
        #expect(try send(.get(url)).notSentReason != nil)
    }

    @Test func `plain HTTP is refused where TLS is demanded`() throws {
        let server = try server(always: .respond(200))
        let answer = try send(.get(server.url), limits: limits { $0.isTLSOnly = true })
        #expect(answer.notSentReason != nil)
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        HTTPCall(method: "GET", url: "http://127.0.0.1/\r\nX: y"),
        HTTPCall(method: "GET", url: "http://127.0.0.1/ a"),
        HTTPCall(method: "GET\r\nX: y", url: "http://127.0.0.1/"),
        HTTPCall(method: "GET", url: "http://127.0.0.1/", headers: [.init("X", "a\r\nY: b")]),
        HTTPCall(method: "GET", url: "http://127.0.0.1/", headers: [.init("X", "a\nb")]),
        HTTPCall(method: "GET", url: "http://127.0.0.1/", headers: [.init("X", "a\0")]),
        HTTPCall(method: "GET", url: "http://127.0.0.1/", headers: [.init("X: y\r\nZ", "a")]),
        HTTPCall(method: "GET", url: "http://127.0.0.1/", headers: [.init("", "a")]),
    ])
    func `nothing that breaks a line goes out`(call: HTTPCall) throws {
        #expect(try send(call).notSentReason != nil)
    }

    @Test func `a private address is refused where only public ones are let out`() throws {
        let server = try server(always: .respond(200))
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
            let answer = try send(
                .get("http://\(host):\(server.port)/"), limits: limits { $0.isPublicOnly = true })
            #expect(answer.notSentReason?.contains("no public address") == true)
        }
        #expect(server.connectionCount == 0)
    }

    @Test func `a metadata service is never asked`() throws {
        for host in ["169.254.169.254", "[fe80::1]", "[::ffff:a9fe:a9fe]", "100.100.100.200"] {
            let answer = try send(.get("http://\(host)/latest/meta-data/"))
            #expect(answer.notSentReason?.contains("metadata") == true)
        }
    }

    private func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }
}

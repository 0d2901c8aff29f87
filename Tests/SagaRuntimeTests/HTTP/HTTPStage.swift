import SagaLoopback
import Testing

@testable import SagaRuntime

/// Sends a request to its end; one that never ends fails the test instead of hanging it.
func send(
    _ call: HTTPCall, limits: HTTPLimits = HTTPLimits(), pool: TaskPool? = nil
) throws -> HTTPEnding.Answer {
    let pool = try pool ?? TaskPool(httpLimits: limits)
    pool.start(call, as: 5)
    let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
    #expect(arrivals.count == 1)
    guard case .http(5, let ending) = try #require(arrivals.first) else { throw Unexpected() }
    return ending.answer
}

extension HTTPEnding.Answer {
    var response: HTTPResponse? {
        guard case .response(let response) = self else { return nil }
        return response
    }

    var isLost: Bool {
        guard case .lost = self else { return false }
        return true
    }

    var notSentReason: String? {
        guard case .notSent(let reason) = self else { return nil }
        return reason
    }
}

extension HTTPCall {
    static func get(_ url: String, timeout: Duration? = nil) -> HTTPCall {
        HTTPCall(method: "GET", url: url, timeout: timeout)
    }

    static func post(_ url: String, _ body: String, timeout: Duration? = nil) -> HTTPCall {
        HTTPCall(method: "POST", url: url, body: Array(body.utf8), timeout: timeout)
    }
}

func server(
    greeting: [ServerAction] = [], _ handler: @escaping LoopbackServer.Handler = { _ in [] }
) throws -> LoopbackServer {
    try #require(LoopbackServer(greeting: greeting, handler: handler))
}

func server(always actions: ServerAction...) throws -> LoopbackServer {
    try server { [actions] _ in actions }
}

import SagaValue

extension ServerAction {
    /// An answer of JSON.
    static func json(_ status: Int, _ body: Value, type: String = "application/json") -> Self {
        .respond(status, headers: [("Content-Type", type)], body: body.json)
    }

    /// An answer that says what was wrong (RFC 9457).
    static func problem(_ status: Int, _ title: String) -> Self {
        .json(status, ["title": .string(title)], type: "application/problem+json")
    }
}

extension ServerRequest {
    /// The key under which the request is to take effect once; nil without one.
    ///
    /// The header is a quoted string; elsewhere the same key stands bare.
    var bareKey: String? {
        guard let key = header("idempotency-key"), key.utf8.count > 2 else { return nil }
        return String(key.dropFirst().dropLast())
    }
}

/// How a request ended: what the network told, without judgement.
package struct HTTPEnding: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        case response(HTTPResponse)
        /// Nothing of the request left: no such name, refused, no route, no trust, no time to
        /// connect. The reason in words.
        case notSent(String)
        /// Something left, and no whole answer came. The reason in words.
        case lost(String)
        /// Its time ran out.
        case timedOut
        /// It was cancelled.
        case dropped
    }

    package let answer: Answer
    package let elapsed: Duration

    package init(_ answer: Answer, elapsed: Duration = .zero) {
        self.answer = answer
        self.elapsed = elapsed
    }
}

/// The answer of a server.
package struct HTTPResponse: Hashable, Sendable {
    package var status: Int
    /// The words after the status; many servers send none.
    package var reason: String
    /// In order, names as they were sent.
    package var headers: [HTTPCall.Header]
    package var body: [UInt8]
    /// Whether the header or the body is longer than what is kept.
    package var isCut: Bool

    package init(
        status: Int, reason: String = "", headers: [HTTPCall.Header] = [], body: [UInt8] = [],
        isCut: Bool = false
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.isCut = isCut
    }

    /// The values of a header, whatever the case of its name.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
}

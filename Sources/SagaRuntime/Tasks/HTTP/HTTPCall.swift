/// A request to send: complete, but for what the protocol itself adds.
package struct HTTPCall: Hashable, Sendable {
    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In capitals.
    package var method: String
    /// With its query, without a fragment.
    package var url: String
    package var headers: [Header]
    package var body: [UInt8]?
    /// After this it is dropped, outcome unknown; nil is never.
    package var timeout: Duration?

    package init(
        method: String, url: String, headers: [Header] = [], body: [UInt8]? = nil,
        timeout: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// Whether there is a header of this name, in whatever case.
    package func hasHeader(_ name: String) -> Bool {
        headers.contains { $0.name.lowercased() == name.lowercased() }
    }

    /// Adds a header unless there is one of this name.
    package mutating func addHeader(_ name: String, _ value: String) {
        if !hasHeader(name) { headers.append(Header(name, value)) }
    }

    /// Whether the request has a body, be it empty: what POST, PUT and PATCH bring is counted even
    /// when it is nothing (RFC 9110, 8.6).
    var sendsBody: Bool { body != nil || ["POST", "PUT", "PATCH"].contains(method) }

    /// Why this must not go out, in words; nil when it may.
    ///
    /// A line break that came in with data would begin another header or another request.
    var defect: String? {
        let separators = Set("()<>@,;:\\\"/[]?={} \t".utf8)
        func isToken(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !separators.contains($0) }
        }
        guard isToken(method) else { return "the method is no token" }
        guard url.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            return "the URL holds a blank, a control character or one that is not ASCII"
        }
        for header in headers {
            guard isToken(header.name) else { return "the header's name `\(header.name)` is none" }
            guard header.value.utf8.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
                return "the header `\(header.name)` holds a control character"
            }
        }
        return nil
    }
}

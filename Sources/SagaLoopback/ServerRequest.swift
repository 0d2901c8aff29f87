/// What a loopback server was asked.
package struct ServerRequest: Sendable {
    package let method: String
    /// The path and the query, as they were sent.
    package let target: String
    /// In order, names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(
        method: String, target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The first value of a header, whose name is given in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Reads a request line and headers; nil when they are no HTTP/1.
    init?(head: String, body: [UInt8]) {
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        let words = lines.popFirst()?.split(separator: " ") ?? []
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
        method = String(words[0])
        target = String(words[1])
        headers = lines.map { line in
            let name = line.prefix { $0 != ":" }
            return (name.lowercased(), String(line.dropFirst(name.count + 1).drop { $0 == " " }))
        }
        self.body = body
    }
}

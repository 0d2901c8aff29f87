/// A request under way, and what has come of its answer so far.
final class HTTPTransfer {
    let start: Instant
    private let limits: HTTPLimits
    private(set) var response: HTTPResponse?
    /// Whether the header has come to its end.
    private(set) var hasHeader = false
    private var headerBytes = 0
    private var isInTrailer = false
    /// An address that was not asked, and why.
    private(set) var refusal: String?

    init(limits: HTTPLimits, start: Instant) {
        self.limits = limits
        self.start = start
    }

    /// Takes one line of the header with its end; false breaks the transfer off.
    func takeHeader(_ line: [UInt8]) -> Bool {
        headerBytes += line.count
        guard headerBytes <= limits.headerBytes else {
            response?.isCut = true
            return false
        }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // An answer such as 100 Continue comes before the one that counts.
            response = Self.statusLine(text)
            hasHeader = false
        } else if !isInTrailer {
            addHeader(text)
        }
        return true
    }

    /// Takes a piece of the body; false breaks the transfer off.
    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        isInTrailer = true
        guard let count = response?.body.count else { return false }
        guard count + bytes.count <= limits.bodyBytes else {
            response?.isCut = true
            return false
        }
        unsafe response?.body.append(contentsOf: bytes)
        return true
    }

    /// Whether a connection to `address` may be made.
    func allows(_ address: NetworkAddress) -> Bool {
        guard let reason = address.refusal(publicOnly: limits.isPublicOnly) else { return true }
        refusal = "\(address) is \(reason) and is not asked"
        return false
    }

    private func addHeader(_ line: String) {
        let trimmed = Self.trimmed(line[...])
        guard !trimmed.isEmpty else {
            hasHeader = true
            return
        }
        let isFolded = line.utf8.first == 0x20 || line.utf8.first == 0x09
        if isFolded, let last = response?.headers.popLast() {
            response?.headers.append(.init(last.name, "\(last.value) \(trimmed)"))
        } else if let colon = trimmed.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = Self.trimmed(trimmed[trimmed.utf8.index(after: colon)...])
            response?.headers.append(.init(String(trimmed[..<colon]), String(value)))
        }
    }

    private static func statusLine(_ line: String) -> HTTPResponse {
        let parts = trimmed(line[...]).split(separator: " ", maxSplits: 2)
        return HTTPResponse(
            status: parts.count > 1 ? Int(parts[1]) ?? 0 : 0,
            reason: parts.count > 2 ? String(parts[2]) : "")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !blanks.contains($0) }),
            let last = bytes.lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        return text[first...last]
    }
}

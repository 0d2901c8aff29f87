import SagaSource
import SagaValue

/// What a request may say for itself, and what belongs to the client that sends it.
package enum HTTPRules {
    /// Headers that AWS forbids too; the client sets them, or a proxy does.
    private static let forbidden = [
        "authorization", "connection", "content-md5", "date", "expect", "host", "max-forwards",
        "proxy-authenticate", "server", "te", "transfer-encoding", "trailer", "upgrade", "via",
        "www-authenticate",
    ]
    private static let forbiddenPrefixes = ["x-forwarded-", "x-amz", "x-amzn"]
    /// Characters of a header's name beside letters and digits (RFC 9110, 5.6.2).
    private static let tokenSigns = "!#$%&'*+-.^_`|~"

    /// Whether a workflow may not set the header, in whatever case it is written.
    ///
    /// `Authorization` it may: there is no connection that would.
    package static func isForbidden(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower != "authorization"
            && (forbidden.contains(lower) || forbiddenPrefixes.contains(where: lower.hasPrefix))
    }

    static func checkHeader(_ member: Node.Member, _ headers: Fields) {
        var name = member.name
        if name.hasSuffix(".$") { name.removeLast(2) }
        let isToken =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || tokenSigns.unicodeScalars.contains($0))
            }
        if !isToken {
            headers.reading.report(
                .badHeader, "`\(name)` is not the name of a header", atKey: member.key,
                of: headers.part)
        } else if isForbidden(name) {
            headers.reading.report(
                .forbiddenHeader,
                "the header `\(name)` is set by the client that sends the request",
                atKey: member.key, of: headers.part)
        }
        let hasControl = member.value.text?.unicodeScalars.contains(where: \.isControl) == true
        if hasControl, let value = headers[member.name] {
            headers.reading.report(
                .badHeader, "the value of `\(name)` contains a control character", at: value)
        }
    }

    static func checkAddress(_ address: String, _ part: Part, _ reading: Reading) {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        var problem: String?
        if scheme != "http" && scheme != "https"
            || !address.dropFirst(scheme.count).hasPrefix("://")
        {
            problem = "it does not begin with `https://` or `http://`"
        } else if address.unicodeScalars.contains(where: { $0.isControl || $0 == " " }) {
            problem = "it contains a blank or a control character"
        } else {
            let authority = address.dropFirst(scheme.count + 3).prefix { !"/?#".contains($0) }
            if authority.isEmpty { problem = "it names no host" }
            if authority.contains("@") { problem = "it contains a user or password" }
        }
        guard let problem else { return }
        reading.report(.badAddress, "`\(address)` cannot be requested: \(problem)", at: part)
    }
}

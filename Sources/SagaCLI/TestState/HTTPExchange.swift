import SagaMachine
import SagaValue

/// What an HTTP task sent and what it got, as TestState's TRACE shows it.
struct HTTPExchange {
    private let order: TaskOrder
    private let ending: TaskEnding
    private let revealsSecrets: Bool

    /// What stands in the place of a secret.
    static let mask = "[REDACTED]"
    /// Headers whose values open doors.
    private static let secretHeaders: Set = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key",
        "x-auth-token",
    ]

    init(_ order: TaskOrder, _ ending: TaskEnding, revealsSecrets: Bool) {
        self.order = order
        self.ending = ending
        self.revealsSecrets = revealsSecrets
    }

    var request: Value {
        let arguments = order.arguments ?? .emptyObject
        let url = arguments["ApiEndpoint"]?.string ?? ""
        var request = Object([
            ("protocol", .string(Self.scheme(url))),
            ("method", arguments["Method"] ?? .null),
            ("url", .string(url)),
        ])
        if let query = arguments["QueryParameters"], !query.isNull {
            request["url"] = .string(url + Self.query(query, after: url))
        }
        if let headers = arguments["Headers"]?.object {
            request["headers"] = .string(Value.object(masked(headers)).json)
        }
        if let body = arguments["RequestBody"] { request["body"] = .string(body.json) }
        return .object(request)
    }

    /// Nil where nobody answered.
    var response: Value? {
        let answer = ending.result ?? ending.failure?.cause.flatMap { try? Value(json: $0) }
        guard let answer, let status = answer["StatusCode"] ?? ending.report["StatusCode"] else {
            return nil
        }
        var response = Object([
            ("protocol", .string(Self.scheme(order.arguments?["ApiEndpoint"]?.string ?? ""))),
            ("statusCode", .string(status.json)),
        ])
        response["statusMessage"] = answer["StatusText"] ?? ending.report["StatusText"]
        if let headers = answer["Headers"]?.object {
            response["headers"] = .string(Value.object(masked(headers)).json)
        }
        if let body = answer["ResponseBody"] {
            response["body"] = .string(body.string ?? body.json)
        }
        return .object(response)
    }

    /// The arguments of a request without the secrets in its headers.
    static func hiding(_ arguments: Value, unless isRevealing: Bool) -> Value {
        guard !isRevealing, case .object(var members) = arguments,
            let headers = members["Headers"]?.object
        else { return arguments }
        members["Headers"] = .object(masked(headers))
        return .object(members)
    }

    private func masked(_ headers: Object) -> Object {
        revealsSecrets ? headers : Self.masked(headers)
    }

    private static func masked(_ headers: Object) -> Object {
        var masked = headers
        for name in headers.keys where secretHeaders.contains(name.lowercased()) {
            masked[name] = .string(mask)
        }
        return masked
    }

    private static func scheme(_ url: String) -> String {
        url.lowercased().hasPrefix("http://") ? "http" : "https"
    }

    private static func query(_ parameters: Value, after url: String) -> String {
        var pairs: [String] = []
        for (name, value) in parameters.object?.members ?? [] {
            for each in value.array ?? [value] {
                pairs.append("\(name)=\(each.string ?? each.json)")
            }
        }
        guard !pairs.isEmpty else { return "" }
        return (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }
}

extension Failure {
    package static let socketName = "States.Http.Socket"
    package static let connectionClass = "Http.Connection"

    /// The error of an answer with this status.
    package static func statusName(_ status: Int) -> String { "\(statusPrefix)\(status)" }

    /// The classes that a name is in by itself, whoever reports it: a request, or a mock of one.
    package static func classes(of name: String?) -> [String] {
        if name == socketName { return [connectionClass] }
        guard let name, name.hasPrefix(statusPrefix),
            let status = Int(name.dropFirst(statusPrefix.count))
        else { return [] }
        switch status {
        case 429: return ["Http.RateLimited", "Http.ClientError"]
        case 400...499: return ["Http.ClientError"]
        case 500...599: return ["Http.ServerError"]
        default: return []
        }
    }

    private static let statusPrefix = "States.Http.StatusCode."
}

import SagaDefinition
package import SagaMachine
package import SagaValue

extension HTTPCall {
    private static let methods: Set = [
        "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD",
    ]

    /// What this program sets, and a workflow must not, beside what `HTTPRules` forbids.
    private static let ownHeaders: Set = ["content-length", "keep-alive", "proxy-connection"]

    /// The request that the arguments of an HTTP task describe: `ApiEndpoint`, `Method`, `Headers`,
    /// `QueryParameters`, `RequestBody`, `Transform`.
    ///
    /// - Throws: `States.Runtime`, and nothing was sent.
    package init(arguments: Value, timeout: Duration?) throws(Failure) {
        let method = arguments["Method"]?.string ?? ""
        guard Self.methods.contains(method) else {
            throw Self.refusal("`Method` is none of GET POST PUT DELETE PATCH OPTIONS HEAD")
        }
        var url = try Self.endpoint(arguments["ApiEndpoint"])
        if let parameters = arguments["QueryParameters"], !parameters.isNull {
            url += try Self.query(parameters, after: url)
        }
        self.init(method: method, url: url, timeout: timeout)
        headers = try Self.headers(arguments["Headers"])
        if let content = arguments["RequestBody"] {
            try setBody(content, transform: arguments["Transform"])
        }
        addHeader("User-Agent", "saga/\(Version.current)")
        if let defect { throw Self.refusal(defect) }
    }

    /// Says who asks: the key of the visit, and the trace that the request belongs to.
    ///
    /// A header that the workflow sets itself stays as it is.
    ///
    /// - Parameter forwardKey: In an undo, the key of what it undoes.
    package mutating func identify(key: String, forwardKey: String?, traceParent: String?) {
        if forwardKey != nil || (method != "GET" && method != "HEAD") {
            addHeader("Idempotency-Key", "\"\(key)\"")
        }
        if let forwardKey { addHeader("Saga-Forward-Key", "\"\(forwardKey)\"") }
        if let traceParent { addHeader("traceparent", traceParent) }
    }

    private static func refusal(_ cause: String) -> Failure {
        Failure(Failure.runtimeName, cause: cause)
    }

    private static func endpoint(_ value: Value?) throws(Failure) -> String {
        guard let text = value?.string else { throw refusal("`ApiEndpoint` is no string") }
        let url = text.prefix { $0 != "#" }
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, ["http:", "https:"].contains(parts[0].lowercased()),
            parts[1].isEmpty, !parts[2].isEmpty
        else { throw refusal("`ApiEndpoint` is no http: or https: URL") }
        // It would stand in the log.
        guard !parts[2].contains("@") else {
            throw refusal("`ApiEndpoint` holds a user's name; use a header made from a secret")
        }
        return String(url)
    }

    private static func headers(_ value: Value?) throws(Failure) -> [Header] {
        guard let value, !value.isNull else { return [] }
        guard let object = value.object else { throw refusal("`Headers` is no object") }
        var headers: [Header] = []
        for (name, value) in object {
            guard !ownHeaders.contains(name.lowercased()), !HTTPRules.isForbidden(name) else {
                throw refusal("the header `\(name)` cannot be set")
            }
            for each in value.array ?? [value] {
                guard let text = scalar(each) else {
                    throw refusal("the header `\(name)` is neither a string nor a list of them")
                }
                headers.append(Header(name, text))
            }
        }
        return headers
    }

    private static func query(_ value: Value, after url: String) throws(Failure) -> String {
        guard let object = value.object else { throw refusal("`QueryParameters` is no object") }
        var pairs: [String] = []
        for (name, value) in object {
            for each in value.array ?? [value] {
                guard let text = scalar(each) else {
                    throw refusal("the parameter `\(name)` is neither a string nor a list of them")
                }
                pairs.append("\(FormEncoding.escaped(name))=\(FormEncoding.escaped(text))")
            }
        }
        guard !pairs.isEmpty else { return "" }
        return (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }

    private mutating func setBody(_ content: Value, transform: Value?) throws(Failure) {
        switch transform?["RequestBodyEncoding"]?.string {
        case "URL_ENCODED":
            let named = transform?["RequestEncodingOptions"]?["ArrayFormat"]?.string
            guard let format = FormEncoding.ArrayFormat(rawValue: named ?? "INDICES") else {
                throw Self.refusal("`ArrayFormat` is none of INDICES REPEAT COMMAS BRACKETS")
            }
            guard let form = FormEncoding.body(content, format) else {
                throw Self.refusal("a `RequestBody` that is URL_ENCODED is an object")
            }
            body = Array(form.utf8)
            addHeader("Content-Type", "application/x-www-form-urlencoded")
        case nil, "NONE":
            let type = headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
            if case .string(let text) = content, !type.isEmpty, !type.contains("json") {
                body = Array(text.utf8)
            } else {
                body = Array(content.json.utf8)
            }
            addHeader("Content-Type", "application/json")
        default: throw Self.refusal("`RequestBodyEncoding` is neither NONE nor URL_ENCODED")
        }
    }

    /// A string as it is, numbers and booleans as JSON; nil for everything else.
    private static func scalar(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .number, .bool: value.json
        case .null, .array, .object: nil
        }
    }
}

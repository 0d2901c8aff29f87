package import SagaValue

extension HTTPResponse {
    /// The result in the service's shape; nil where the body is no text.
    ///
    /// `StatusCode`, `StatusText`, `Headers` with a list of values for each name in lower case, and
    /// `ResponseBody`, which is parsed where it is JSON.
    package var result: Value? { bodyValue.map { shape($0) } }

    /// The result as the cause of an error: always JSON, its body shortened where it is long.
    var cause: String {
        let whole = shape(bodyValue ?? .string(String(decoding: body, as: UTF8.self)))
        if whole.jsonByteCount <= Limits.httpCauseBytes { return whole.json }
        var short = self
        short.headers = headers.filter { $0.value.utf8.count <= 256 }.prefix(32).map(\.self)
        return short.shape(.string(Self.beginning(of: body))).json
    }

    /// A `problem+json` body (RFC 9457): what it says in a line, and its type where that is a name.
    var problem: (cause: String?, type: String?)? {
        guard mediaType == "application/problem+json", let problem = try? Value(json: body) else {
            return nil
        }
        let parts = [problem["title"]?.string, problem["detail"]?.string].compactMap(\.self)
        let type = problem["type"]?.string
        return (
            parts.isEmpty ? nil : parts.joined(separator: ": "),
            type == "about:blank" || type == "" ? nil : type
        )
    }

    /// Without its parameters, in lower case; empty where there is none.
    private var mediaType: String {
        let value = values(of: "content-type").last ?? ""
        return value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    private var bodyValue: Value? {
        let type = mediaType
        let isBinary = ["image/", "video/", "audio/"].contains { type.hasPrefix($0) }
        if isBinary || type == "application/octet-stream" { return body.isEmpty ? "" : nil }
        let isJSON = type == "" || type.hasSuffix("/json") || type.hasSuffix("+json")
        if isJSON, let value = try? Value(json: body) { return value }
        return String(validating: body, as: UTF8.self).map { .string($0) }
    }

    private func shape(_ body: Value) -> Value {
        var named = Object()
        for header in headers {
            named.update(header.name.lowercased(), default: .array([])) { values in
                guard case .array(var list) = values else { return }
                list.append(.string(header.value))
                values = .array(list)
            }
        }
        return [
            "StatusCode": .integer(status), "StatusText": .string(reason),
            "Headers": .object(named), "ResponseBody": body,
        ]
    }

    private static func beginning(of bytes: [UInt8]) -> String {
        guard bytes.count > Limits.causeBytes else { return String(decoding: bytes, as: UTF8.self) }
        var end = Limits.causeBytes
        // Not in the middle of a character.
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}

extension HTTPEnding {
    /// What a record keeps of it, and views show: the status, or what kept it from coming.
    package var report: Value {
        var report = Object()
        switch answer {
        case .response(let response):
            report["StatusCode"] = .integer(response.status)
            report["StatusText"] = .string(response.reason)
            report["Bytes"] = .integer(response.body.count)
            if response.isCut { report["IsCut"] = true }
        case .notSent(let reason): report["NotSent"] = .string(reason)
        case .lost(let reason): report["Lost"] = .string(reason)
        case .timedOut: report["TimedOut"] = true
        case .dropped: report["Dropped"] = true
        }
        report["Milliseconds"] = .integer(elapsed.milliseconds)
        return .object(report)
    }
}

/// Why a JSONata expression is no expression, or yields no value.
///
/// The code and the words are those of the reference implementation: `S0…` for a text that does
/// not parse, `T…` for a value of the wrong type, `D…` for a value that does not fit, `U…` for an
/// evaluation that was stopped.
package struct JSONataError: Error, Equatable, Sendable {
    /// The code of an evaluation that went too deep or took too long.
    package static let stoppedCode = "U1001"
    /// The code of a result that is a function, which no JSON value can hold.
    package static let unsupportedResultCode = "U1003"

    package let code: String
    /// Where in the expression, in code points from its start.
    package internal(set) var position: Int?
    /// The function, operator or symbol that is to blame.
    package internal(set) var token: String?
    /// The values to blame, as JSON text or as they stand in the expression.
    var value: String?
    var value2: String?
    /// Which argument, from 1.
    var index: Int?
    /// The words, where they are not those that belong to the code.
    var words: String?

    init(
        _ code: String, position: Int? = nil, token: String? = nil, value: String? = nil,
        value2: String? = nil, index: Int? = nil, words: String? = nil
    ) {
        self.code = code
        self.position = position
        self.token = token
        self.value = value
        self.value2 = value2
        self.index = index
        self.words = words
    }

    /// One sentence without a full stop, in the reference implementation's words.
    package var message: String {
        if let words { return words }
        let template = Self.templates[code] ?? "Error \(code)"
        var message = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            message += rest[..<open]
            message += part(named: rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        return message + rest
    }

    private func part(named name: Substring) -> String {
        switch name {
        case "token": token ?? ""
        case "value": value ?? ""
        case "value2": value2 ?? ""
        case "index": index.map(String.init) ?? ""
        default: "{" + name + "}"
        }
    }
}

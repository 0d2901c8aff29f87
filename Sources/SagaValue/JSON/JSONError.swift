/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, Sendable {
    package enum Reason: String, Sendable {
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "this character cannot stand here"
        case badLiteral = "expected true, false or null"
        case badNumber = "this is not a JSON number"
        case badEscape = "this escape does not exist in JSON"
        case loneSurrogate = "half of a surrogate pair stands alone"
        case controlCharacter = "a control character must be escaped"
        case badUTF8 = "these bytes are not UTF-8"
        case tooDeep = "nested too deeply"
        case trailingText = "text follows the value"
    }

    package let reason: Reason
    /// From the start of the text, in bytes.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

import SagaValue

/// How the service's JSON parser (Jackson) speaks of a text that is no JSON.
enum ServiceParser {
    /// Characters of the text that it quotes.
    private static let quotedLength = 500

    /// Its words for an unknown word are known; of other mistakes only the place, so there the
    /// words are ours.
    static func diagnostic(
        of error: JSONError, in bytes: [UInt8], _ lines: LineMap
    ) -> Finding.AWSDiagnostic {
        let word = word(at: error.offset, in: bytes)
        let problem =
            word.isEmpty
            ? error.reason.rawValue
            : "Unrecognized token '\(String(decoding: bytes[word], as: UTF8.self))': was expecting "
                + "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        let mark = lines.mark(atByte: word.isEmpty ? error.offset : word.upperBound)
        let place =
            "[Source: (String)\"\(quoted(bytes))\"; line: \(mark.line), column: \(mark.column)]"
        return .init("INVALID_JSON_DESCRIPTION", "\(problem)\n at \(place)", at: .text(place))
    }

    /// The word around a place that begins with a letter; an empty range where there is none.
    private static func word(at offset: Int, in bytes: [UInt8]) -> Range<Int> {
        guard bytes.indices.contains(offset) else { return 0..<0 }
        var start = offset
        while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
        var end = start
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        return end > offset && isLetter(bytes[start]) ? start..<end : 0..<0
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte)
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        // Four bytes are the most that a character takes.
        let text = String(decoding: bytes.prefix(4 * quotedLength + 4), as: UTF8.self)
        if bytes.count <= 4 * quotedLength, text.unicodeScalars.count <= quotedLength {
            return text
        }
        var head = String.UnicodeScalarView()
        head.append(contentsOf: text.unicodeScalars.prefix(quotedLength))
        let total = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
        return String(head) + "[truncated \(total - quotedLength) chars]"
    }
}

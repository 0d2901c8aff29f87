/// The escapes of quoted strings in a JSONPath.
enum JSONPathEscapes {
    /// A string without its escapes.
    ///
    /// `\uXXXX` is a UTF-16 unit; an incomplete one vanishes. A backslash before any other
    /// character leaves that character, except before the quote that the string does not use: there
    /// it stays, as recordings of the service show.
    static func removed(from text: String, quote: Unicode.Scalar) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var units: [UInt16] = []
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                units.append(contentsOf: UTF16.encode(scalar) ?? .init())
                continue
            }
            guard let escaped = scalars.next() else {
                units.append(UInt16(UInt8(ascii: "\\")))
                break
            }
            append(escaped, quote: quote, rest: &scalars, to: &units)
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func append(
        _ escaped: Unicode.Scalar, quote: Unicode.Scalar,
        rest scalars: inout String.UnicodeScalarView.Iterator, to units: inout [UInt16]
    ) {
        switch escaped {
        case "n": units.append(0x0A)
        case "r": units.append(0x0D)
        case "t": units.append(0x09)
        case "b": units.append(0x08)
        case "f": units.append(0x0C)
        case "u":
            var digits = ""
            while digits.unicodeScalars.count < 4, let digit = scalars.next() {
                digits.unicodeScalars.append(digit)
            }
            if digits.unicodeScalars.count == 4, let unit = UInt16(digits, radix: 16) {
                units.append(unit)
            }
        case "'", "\"":
            if escaped != quote { units.append(UInt16(UInt8(ascii: "\\"))) }
            units.append(contentsOf: UTF16.encode(escaped) ?? .init())
        default: units.append(contentsOf: UTF16.encode(escaped) ?? .init())
        }
    }
}

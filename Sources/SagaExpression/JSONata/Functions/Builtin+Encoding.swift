import SagaValue

extension Builtin {
    func callEncoding(_ text: String) throws(JSONataError) -> Datum {
        switch self {
        case .base64encode:
            // One byte for each character where that is possible, as the reference does it.
            let bytes = text.unicodeScalars.map { UInt8(exactly: $0.value) }
            if bytes.contains(nil) { return .string(Base64.encode(Array(text.utf8))) }
            return .string(Base64.encode(bytes.compactMap { $0 }))
        case .base64decode:
            let bytes = Self.bytes(ofBase64: text)
            var decoded = String.UnicodeScalarView()
            for byte in bytes { decoded.append(Unicode.Scalar(byte)) }
            return .string(String(decoded))
        case .encodeUrlComponent: return .string(Self.escape(text, keeping: Self.unreserved))
        case .encodeUrl:
            return .string(Self.escape(text, keeping: Self.unreserved + Self.reserved))
        case .decodeUrlComponent: return .string(try unescape(text, keeping: []))
        case .decodeUrl: return .string(try unescape(text, keeping: Self.reserved))
        default: return .undefined
        }
    }

    private static let unreserved = Array("-_.!~*'()".utf8)
    private static let reserved = Array(";/?:@&=+$,#".utf8)

    private static func escape(_ text: String, keeping kept: [UInt8]) -> String {
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || kept.contains(byte)
            if isPlain {
                escaped.append(byte)
            } else {
                escaped.append(UInt8(ascii: "%"))
                escaped += [byte].hexadecimal.uppercased().utf8
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// - Throws: D3140 where an escape is not one, or the bytes are no text.
    private func unescape(_ text: String, keeping kept: [UInt8]) throws(JSONataError) -> String {
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "%") else {
                plain.append(bytes[position])
                position += 1
                continue
            }
            guard position + 2 < bytes.count, let high = hexadecimalDigit(bytes[position + 1]),
                let low = hexadecimalDigit(bytes[position + 2])
            else { throw malformed(text) }
            let byte = high << 4 | low
            if kept.contains(byte) {
                plain += bytes[position...position + 2]
            } else {
                plain.append(byte)
            }
            position += 3
        }
        guard let decoded = String(validating: plain, as: UTF8.self) else {
            throw malformed(text)
        }
        return decoded
    }

    private func malformed(_ text: String) -> JSONataError {
        JSONataError("D3140", token: name, value: text)
    }

    private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    /// The bytes of Base64 text, both alphabets; what is no letter of them is skipped.
    private static func bytes(ofBase64 text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in text.utf8 {
            let value: UInt8
            switch letter {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = letter - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = letter - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="): return bytes
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}

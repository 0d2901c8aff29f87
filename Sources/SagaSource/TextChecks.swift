/// What must hold of a text before it is read as YAML or JSON.
enum TextChecks {
    /// Where the text stops being UTF-8.
    static func encodingFinding(_ bytes: [UInt8], _ lines: LineMap) -> Finding? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            let start = lines.mark(atByte: error.byteOffsets.lowerBound)
            let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            return Finding(
                .notUTF8, "the text is not UTF-8", at: Extent(start, start),
                notes: isUTF16 ? ["it begins with the byte-order mark of UTF-16"] : [])
        }
    }

    /// The control characters that no definition needs (an error), and those that turn the
    /// direction of writing and so show a reader another text than is read (a warning).
    static func findings(_ bytes: [UInt8], _ lines: LineMap) -> Findings {
        var findings = Findings()
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F:
                findings.add(
                    Finding(
                        .controlCharacter,
                        "the control character \(codePointName(UInt32(byte))) is not allowed",
                        at: extent(offset, 1, lines)))
            case 0xD8, 0xE2:
                if let scalar = directionControl(bytes[offset...]) {
                    findings.add(
                        Finding(
                            .directionControl,
                            "the invisible character \(codePointName(scalar.value)) changes the"
                                + " direction of writing",
                            at: extent(offset, byte == 0xD8 ? 2 : 3, lines)))
                }
            default: break
            }
        }
        return findings
    }

    private static func extent(_ offset: Int, _ count: Int, _ lines: LineMap) -> Extent {
        Extent(lines.mark(atByte: offset), lines.mark(atByte: offset + count))
    }

    private static func directionControl(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let count = bytes.first == 0xD8 ? 2 : 3
        let scalar = String(decoding: bytes.prefix(count), as: UTF8.self).unicodeScalars.first
        return scalar.flatMap { $0.properties.isBidiControl ? $0 : nil }
    }
}

/// `U+202E` and its like.
func codePointName(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

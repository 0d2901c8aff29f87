/// An expression that YAML cannot read for want of quotes: `id: {% $x %}`.
///
/// For YAML the brace begins a map and the percent sign is out of place. Once explained, the text
/// can be read on with the expression quoted, so that one such slip does not hide the others.
struct UnquotedExpression {
    /// The bytes from `{%` to `%}`.
    let range: Range<Int>
    let finding: Finding

    /// Looks for an expression where libyaml gave up.
    ///
    /// - Parameter offset: The byte that libyaml names.
    init?(in bytes: [UInt8], at offset: Int, _ lines: LineMap) {
        let percent = UInt8(ascii: "%")
        guard offset > 0, offset < bytes.count, bytes[offset] == percent,
            bytes[offset - 1] == UInt8(ascii: "{")
        else { return nil }
        let start = offset - 1
        let rest = bytes[(offset + 1)...].prefix { $0 != 0x0A && $0 != 0x0D }
        let close = rest.indices.first {
            rest[$0] == percent && $0 + 1 < rest.endIndex && rest[$0 + 1] == UInt8(ascii: "}")
        }
        range = start..<(close.map { $0 + 2 } ?? offset + 1)
        finding = Finding(
            .unquotedExpression, "an expression must be quoted in YAML",
            at: Extent(lines.mark(atByte: start), lines.mark(atByte: start + 2)),
            label: "YAML reads this as the start of a mapping",
            fix: close.map { Self.fix(bytes, start..<$0 + 2) })
    }

    /// Whether the expression ends on its line, so that reading can go on.
    var isComplete: Bool { finding.fix != nil }

    /// Turns the expression into a quoted scalar of the same length, whose text is of no account.
    func quote(in bytes: inout [UInt8]) {
        for offset in range {
            // Bytes of longer characters stay: the count of code points must not change.
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x09 {
                bytes[offset] = UInt8(ascii: "_")
            }
        }
        bytes[range.lowerBound] = UInt8(ascii: "\"")
        bytes[range.upperBound - 1] = UInt8(ascii: "\"")
    }

    /// The same with quotes, behind the key if it has one on its line.
    private static func fix(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let expression = String(decoding: bytes[range], as: UTF8.self)
        var before = bytes[..<range.lowerBound]
        while before.last == 0x20 { before.removeLast() }
        var key = ""
        if before.last == UInt8(ascii: ":") {
            let name = before.dropLast().reversed().prefix {
                !($0 == 0x0A || $0 == 0x20 || " \t{[,".utf8.contains($0))
            }
            key = String(decoding: name.reversed(), as: UTF8.self) + ": "
        }
        guard
            expression.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            )
        else { return key + "\"\(expression)\"" }
        return key + "'"
            + expression.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''") + "'"
    }
}

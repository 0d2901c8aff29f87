/// The operand of `StringMatches`: a text in which `*` stands for any characters, none included.
///
/// `\*` is an asterisk and `\\` a backslash. The pattern covers the whole string.
package struct StringPattern: Sendable {
    /// The UTF-8 of the texts before, between and behind the asterisks.
    private let parts: [[UInt8]]

    package init(_ pattern: String) {
        var parts: [[UInt8]] = [[]]
        var bytes = Array(pattern.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "*"): parts.append([])
            case UInt8(ascii: "\\"):
                let escaped = bytes.first
                if escaped == UInt8(ascii: "*") || escaped == UInt8(ascii: "\\") {
                    bytes.removeFirst()
                }
                let isAsterisk = escaped == UInt8(ascii: "*")
                parts[parts.count - 1].append(isAsterisk ? UInt8(ascii: "*") : byte)
            default: parts[parts.count - 1].append(byte)
            }
        }
        self.parts = parts
    }

    /// Whether the whole of `text` is what the pattern describes.
    ///
    /// - Complexity: The length of the text times that of the pattern's longest part.
    package func matches(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard let first = parts.first, let last = parts.last else { return rest.isEmpty }
        guard parts.count > 1 else { return rest.elementsEqual(first) }
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let end = Self.end(ofFirst: part, in: rest) else { return false }
            rest = rest[end...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }

    private static func end(ofFirst part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard part.count <= bytes.count else { return nil }
        for start in bytes.startIndex...(bytes.endIndex - part.count)
        where bytes[start..<(start + part.count)].elementsEqual(part) {
            return start + part.count
        }
        return nil
    }
}

/// Finds where fields and JSON values end, without reading them.
enum FieldScan {
    /// Where a name without its quotes and a value stand.
    typealias Field = (name: Range<Int>, value: Range<Int>)

    /// All fields in `range`, each with the comma before it; nil where anything else stands.
    static func fields(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Field]? {
        var fields: [Field] = []
        fields.reserveCapacity(12)
        var position = range.lowerBound
        while position < range.upperBound {
            guard let field = field(bytes, position, range.upperBound) else { return nil }
            fields.append(field)
            position = field.value.upperBound
        }
        return fields
    }

    /// The field that begins with the comma at `position`: its name without the quotes, its value.
    private static func field(
        _ bytes: Span<UInt8>, _ position: Int, _ end: Int
    ) -> Field? {
        guard position + 1 < end, bytes[position] == UInt8(ascii: ","),
            bytes[position + 1] == UInt8(ascii: "\""),
            let nameEnd = endOfString(bytes, position + 1, end), nameEnd < end,
            bytes[nameEnd] == UInt8(ascii: ":"),
            let valueEnd = endOfValue(bytes, nameEnd + 1, end)
        else { return nil }
        return (position + 2..<nameEnd - 1, nameEnd + 1..<valueEnd)
    }

    /// Where the string ends whose opening quote stands at `start`: after the closing quote.
    private static func endOfString(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start + 1
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") { return position + 1 }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// Where the value ends that begins at `start`; nil where none does.
    private static func endOfValue(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var depth = 0
        var position = start
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let next = endOfString(bytes, position, end) else { return nil }
                position = next
                if depth == 0 { return position }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
                if depth <= 0 { return depth == 0 ? position : nil }
            case UInt8(ascii: ",") where depth == 0: return position > start ? position : nil
            default: position += 1
            }
        }
        return depth == 0 && position > start ? end : nil
    }
}

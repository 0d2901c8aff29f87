import SagaValue

/// Replaces what is secret in what tasks print, also where a chunk ends in the middle of it.
///
/// It is best effort: a value is known as it is and in the forms that programs commonly give it. A
/// task that reverses or splits it gives it away.
package struct SecretMask: Sendable {
    /// What stands in the place of a secret.
    package static let sign = "***"

    /// By their first byte, the longest first.
    private let forms: [[[UInt8]]]
    /// The end of what was seen that may be the beginning of a secret.
    private var held: [UInt8] = []

    /// - Parameter values: Shorter ones than `Limits.secretBytes` are not looked for.
    /// - Returns: Nil where there is nothing to look for.
    package init?(_ values: some Sequence<String>) {
        self.init(forms: values.flatMap(Self.forms(of:)))
    }

    /// The same by the forms of another mask, in another process.
    init?(forms all: some Sequence<[UInt8]>) {
        var forms = [[[UInt8]]](repeating: [], count: 256)
        var known: Set<[UInt8]> = []
        for form in all where form.count >= Limits.secretBytes {
            guard known.insert(form).inserted, let first = form.first else { continue }
            forms[Int(first)].append(form)
        }
        guard !known.isEmpty else { return nil }
        self.forms = forms.map { $0.sorted { $0.count > $1.count } }
    }

    /// Everything that is looked for.
    var allForms: [[UInt8]] { forms.flatMap(\.self) }

    /// What can be told of what was seen so far, without its secrets.
    package mutating func next(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
        let bytes = held + chunk
        let (clean, end) = scan(bytes, isLast: false)
        held = Array(bytes[end...])
        return clean
    }

    /// The rest, when nothing follows.
    package mutating func finish() -> [UInt8] {
        defer { held = [] }
        return scan(held, isLast: true).clean
    }

    /// A whole text without its secrets.
    package func masked(_ bytes: [UInt8]) -> [UInt8] { scan(bytes, isLast: true).clean }

    private func scan(_ bytes: [UInt8], isLast: Bool) -> (clean: [UInt8], end: Int) {
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let candidates = forms[Int(bytes[place])]
            let rest = bytes[place...]
            if !isLast,
                candidates.contains(where: { $0.count > rest.count && $0.starts(with: rest) })
            {
                break
            }
            if let form = candidates.first(where: { rest.starts(with: $0) }) {
                clean += Self.sign.utf8
                place += form.count
            } else {
                clean.append(bytes[place])
                place += 1
            }
        }
        return (clean, place)
    }

    /// A value, each of its lines, and what common encodings make of them.
    private static func forms(of value: String) -> [[UInt8]] {
        let lines = value.split(whereSeparator: \.isNewline).map(String.init)
        let texts = ([value] + lines).filter { $0.utf8.count >= Limits.secretBytes }
        return texts.flatMap { text -> [[UInt8]] in
            let bytes = Array(text.utf8)
            var forms = [bytes, Array(Value.string(text).json.utf8.dropFirst().dropLast())]
            for digits in ["0123456789ABCDEF", "0123456789abcdef"] {
                forms.append(percentEncoded(bytes, Array(digits.utf8), blank: nil))
                forms.append(percentEncoded(bytes, Array(digits.utf8), blank: UInt8(ascii: "+")))
            }
            return forms + (0..<3).flatMap { base64(bytes, after: $0) }
        }
    }

    private static func percentEncoded(
        _ bytes: [UInt8], _ digits: [UInt8], blank: UInt8?
    ) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                return [byte]
            default:
                if byte == 0x20, let blank { return [blank] }
                return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// The digits that depend on the value alone, in both alphabets, when so many bytes stand
    /// before it in a group of three.
    private static func base64(_ bytes: [UInt8], after count: Int) -> [[UInt8]] {
        var digits = Array(
            Base64.encode([UInt8](repeating: 0, count: count) + bytes).utf8
                .dropFirst(count == 0 ? 0 : count + 1))
        while digits.last == UInt8(ascii: "=") { digits.removeLast() }
        if (count + bytes.count) % 3 != 0, !digits.isEmpty { digits.removeLast() }
        let other = digits.map { digit -> UInt8 in
            switch digit {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: digit
            }
        }
        return [digits, other]
    }
}

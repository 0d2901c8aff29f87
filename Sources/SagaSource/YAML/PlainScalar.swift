import SagaValue

/// What a plain scalar means by the core schema of YAML 1.2 (chapter 10.3), and what deserves a
/// word because YAML 1.1 meant something else by it.
struct PlainScalar {
    let value: Value
    /// A code and a message that lack only the place.
    let finding: (code: Code, message: String)?

    private init(_ value: Value, _ code: Code? = nil, _ message: String = "") {
        self.value = value
        self.finding = code.map { ($0, message) }
    }

    /// Reads a plain scalar.
    init(_ text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self.init(.null)
        case "true", "True", "TRUE": self.init(.bool(true))
        case "false", "False", "FALSE": self.init(.bool(false))
        case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF":
            self.init(
                .string(text), .wordLikeBoolean, "`\(text)` is a string here, not a boolean")
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF",
            ".nan", ".NaN", ".NAN":
            self.init(.string(text), .notJSONNumber, "`\(text)` has no value in JSON")
        default: self = Self.number(text, Array(text.utf8)) ?? Self.lookalike(text)
        }
    }

    private static func number(_ text: String, _ bytes: [UInt8]) -> PlainScalar? {
        if let parts = DecimalParts(bytes) {
            guard let value = try? Value(json: parts.json) else { return nil }
            guard parts.isInteger, parts.whole.count > 1, parts.whole.first == UInt8(ascii: "0")
            else { return PlainScalar(value) }
            return PlainScalar(
                value, .octalLike,
                "`\(text)` is the decimal number \(parts.json) here, not an octal one")
        }
        return radixNumber(text, prefix: "0o", radix: 8)
            ?? radixNumber(text, prefix: "0x", radix: 16)
    }

    private static func radixNumber(_ text: String, prefix: String, radix: Int) -> PlainScalar? {
        guard text.hasPrefix(prefix) else { return nil }
        let digits = text.dropFirst(prefix.count)
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.hexDigitValue ?? 16 < radix })
        else { return nil }
        guard let value = Int(digits, radix: radix) else {
            return PlainScalar(
                .string(text), .notJSONNumber, "`\(text)` is larger than a 64-bit integer")
        }
        return PlainScalar(.integer(value))
    }

    private static func lookalike(_ text: String) -> PlainScalar {
        let fields = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if fields.map(\.count) == [4, 2, 2], fields.joined().allSatisfy(\.isDigit) {
            return PlainScalar(.string(text), .dateLike, "`\(text)` is a string here, not a date")
        }
        let places = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if places.count > 1, places.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }),
            places.dropFirst().allSatisfy({ $0.count <= 2 })
        {
            return PlainScalar(
                .string(text), .sexagesimalLike,
                "`\(text)` is a string here, not a number in base 60")
        }
        return PlainScalar(.string(text))
    }
}

/// The parts of a decimal number as YAML writes it: `[-+]?`, digits, `.` and digits, an exponent;
/// digits must stand before or after the point.
private struct DecimalParts {
    private let isNegative: Bool
    let whole: ArraySlice<UInt8>
    private let fraction: ArraySlice<UInt8>?
    private let exponent: ArraySlice<UInt8>

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        whole = rest.prefix(while: \.isDigit)
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(fraction?.count ?? 0)
        } else {
            fraction = nil
        }
        exponent = rest
        guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }
        if rest.isEmpty { return }
        guard rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return nil }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        guard !rest.isEmpty, rest.allSatisfy(\.isDigit) else { return nil }
    }

    var isInteger: Bool { fraction == nil && exponent.isEmpty }

    /// The same number as JSON writes it: no plus sign, no leading zero, digits around the point.
    var json: String {
        let zero = [UInt8(ascii: "0")]
        let digits = whole.drop { $0 == UInt8(ascii: "0") }
        var text = isNegative ? [UInt8(ascii: "-")] : []
        text += digits.isEmpty ? zero : Array(digits)
        if let fraction {
            text.append(UInt8(ascii: "."))
            text += fraction.isEmpty ? zero : Array(fraction)
        }
        return String(decoding: text + exponent, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

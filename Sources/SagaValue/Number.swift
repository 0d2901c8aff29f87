/// A JSON number that keeps what was written.
///
/// Integers of 64 bits are exact. What a computation yields is a double. Every other text (`1.0`,
/// `-0`, `1E5`, a twenty-digit integer, `1e400`) stays as it was written, and goes out as it came.
package enum Number: Sendable {
    case integer(Int)
    /// A computed, finite number. Make it by `Number(_:)`, which prefers `integer`.
    case double(Double)
    /// The text of a JSON number that is not the canonical text of a 64-bit integer.
    case literal(String)

    /// The number of a finite double; a whole one within ±2^53 becomes an integer.
    package init(_ value: Double) {
        if value.magnitude <= 9_007_199_254_740_992, value == value.rounded(.towardZero),
            !(value == 0 && value.sign == .minus)
        {
            self = .integer(Int(value))
        } else {
            self = .double(value)
        }
    }

    /// The nearest double; infinite where the text is beyond a double's range.
    package var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .literal(let text): Double(text) ?? .nan
        }
    }

    /// The value as an integer where it is whole and fits 64 bits (`1.0` and `1E2` do), else nil.
    package var exactInteger: Int? {
        switch self {
        case .integer(let value): value
        case .double(let value): Int(exactly: value)
        case .literal(let text): Double(text).flatMap { Int(exactly: $0) }
        }
    }

    /// JSON text: what was written, or for a computed double what ECMAScript's `String(n)` gives.
    package var text: String {
        switch self {
        case .integer(let value): String(value)
        case .double(let value): value.ecmaScriptText
        case .literal(let text): text
        }
    }
}

extension Number: Comparable {
    package static func == (left: Number, right: Number) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a == b
        case (.literal(let a), .literal(let b)) where a == b: true
        default: left.double == right.double
        }
    }

    package static func < (left: Number, right: Number) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        default: left.double < right.double
        }
    }
}

extension Double {
    /// The shortest text that reads back as this finite number, laid out as ECMAScript does
    /// (ECMA-262, Number::toString): no exponent from 1e-6 up to 1e21.
    package var ecmaScriptText: String {
        if self == 0 { return "0" }
        if isNaN { return "NaN" }
        if isInfinite { return sign == .minus ? "-Infinity" : "Infinity" }
        var (digits, point) = shortestDigits
        let sign = self < 0 ? "-" : ""
        let count = digits.count
        if point >= count, point <= 21 {
            digits += Array(repeating: UInt8(ascii: "0"), count: point - count)
            return sign + String(decoding: digits, as: UTF8.self)
        }
        if point > 0, point <= 21 {
            return sign + String(decoding: digits[..<point], as: UTF8.self) + "."
                + String(decoding: digits[point...], as: UTF8.self)
        }
        if point > -6, point <= 0 {
            return sign + "0." + String(repeating: "0", count: -point)
                + String(decoding: digits, as: UTF8.self)
        }
        let exponent = point - 1
        let mantissa =
            count == 1
            ? String(decoding: digits, as: UTF8.self)
            : String(decoding: digits[..<1], as: UTF8.self) + "."
                + String(decoding: digits[1...], as: UTF8.self)
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
    }

    /// The digits of the shortest text, and where the decimal point stands among them: the number
    /// is 0.DIGITS × 10^point.
    private var shortestDigits: (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array(magnitude.description.utf8)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
            index += 1
        }
        var place = (point ?? digits.count) + exponent
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        place -= leading
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, place)
    }
}

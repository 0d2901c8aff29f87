import SagaValue

/// A picture of a whole number: `#,##0`, `w`, `I` and so on (XPath, fn:format-integer).
struct IntegerPicture {
    enum Form: Equatable {
        case decimal
        case letters
        case roman
        case words
        /// A sequence of other signs, which nothing here can write.
        case sequence(String)
    }

    enum Case {
        case upper
        case lower
        case title
    }

    struct Separator {
        /// In digits from the right.
        let position: Int
        let scalar: Unicode.Scalar
    }

    private(set) var form = Form.decimal
    private(set) var letterCase = Case.lower
    private(set) var isOrdinal = false
    /// The digit zero of the family that the picture uses.
    private(set) var zero: UInt32 = 0x30
    var mandatoryDigits = 0
    private(set) var optionalDigits = 0
    private(set) var separators: [Separator] = []
    /// The distance of separators, where it is always the same and the sign too; else zero.
    private(set) var regularDistance = 0
    /// Of a year: how many digits it has.
    var digitCount: Int?

    /// - Throws: D3131 where the digits are of several families.
    init(_ picture: String) throws(JSONataError) {
        var primary = Substring(picture)
        if let mark = picture.lastIndex(of: ";") {
            primary = picture[..<mark]
            isOrdinal = picture[picture.index(after: mark)...].first == "o"
        }
        switch primary {
        case "A": (form, letterCase) = (.letters, .upper)
        case "a": form = .letters
        case "I": (form, letterCase) = (.roman, .upper)
        case "i": form = .roman
        case "W": (form, letterCase) = (.words, .upper)
        case "Ww": (form, letterCase) = (.words, .title)
        case "w": form = .words
        default: try analyse(primary)
        }
    }

    private mutating func analyse(_ pattern: Substring) throws(JSONataError) {
        var family: UInt32?
        var position = 0
        for scalar in pattern.unicodeScalars.reversed() {
            if let start = Self.families.first(where: { $0...$0 + 9 ~= scalar.value }) {
                mandatoryDigits += 1
                position += 1
                if let family, family != start { throw JSONataError("D3131") }
                family = start
            } else if scalar == "#" {
                optionalDigits += 1
                position += 1
            } else {
                separators.append(Separator(position: position, scalar: scalar))
            }
        }
        guard let family else {
            form = .sequence(String(pattern))
            return
        }
        zero = family
        regularDistance = distance()
    }

    private func distance() -> Int {
        guard let first = separators.first,
            separators.allSatisfy({ $0.scalar == first.scalar })
        else { return 0 }
        let positions = separators.map(\.position)
        let divisor = positions.reduce(0, SubPicture.greatestCommonDivisor)
        guard divisor > 0 else { return 0 }
        let isRegular = (1...positions.count).allSatisfy { positions.contains($0 * divisor) }
        return isRegular ? divisor : 0
    }

    /// The zeros of the families of decimal digits that a picture may use.
    private static let families: [UInt32] = [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
        0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946,
        0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0,
        0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ]
}

extension IntegerPicture {
    /// The text of a whole number.
    ///
    /// - Throws: D3130 for a picture of a sequence of signs.
    func text(of value: Double) throws(JSONataError) -> String {
        let magnitude = value.magnitude
        let text: String
        switch form {
        case .sequence(let token): throw JSONataError("D3130", value: token)
        case .letters: text = Numerals.letters(of: magnitude, isUpper: letterCase == .upper)
        case .roman:
            let roman = Numerals.roman(of: magnitude)
            text = letterCase == .upper ? roman.uppercased() : roman
        case .words:
            let words = NumberWords.words(of: magnitude, isOrdinal: isOrdinal)
            switch letterCase {
            case .upper: text = words.uppercased()
            case .lower: text = words.lowercased()
            case .title: text = words
            }
        case .decimal: text = decimalText(of: magnitude)
        }
        return value < 0 ? "-" + text : text
    }

    private func decimalText(of magnitude: Double) -> String {
        var digits = Array(magnitude.ecmaScriptText.unicodeScalars)
        let missing = mandatoryDigits - digits.count
        if missing > 0 { digits = Array(repeating: "0", count: missing) + digits }
        let plain = digits
        digits = digits.map { digit in
            guard "0"..."9" ~= digit else { return digit }
            return Unicode.Scalar(digit.value - 0x30 + zero) ?? digit
        }
        var text = String.UnicodeScalarView()
        for (index, digit) in digits.enumerated() {
            let rest = digits.count - index
            if regularDistance > 0 {
                if index > 0, rest % regularDistance == 0 { text.append(separators[0].scalar) }
            } else {
                for separator in separators.reversed() where separator.position == rest {
                    text.append(separator.scalar)
                }
            }
            text.append(digit)
        }
        if isOrdinal { text.append(contentsOf: Self.ordinalSuffix(of: plain).unicodeScalars) }
        return String(text)
    }

    private static func ordinalSuffix(of digits: [Unicode.Scalar]) -> String {
        if digits.count > 1, digits[digits.count - 2] == "1" { return "th" }
        switch digits.last {
        case "1": return "st"
        case "2": return "nd"
        case "3": return "rd"
        default: return "th"
        }
    }

    /// The number that a text is; not a number for one that does not fit the picture.
    ///
    /// - Throws: D3130 for a picture of a sequence of signs.
    func number(of text: String) throws(JSONataError) -> Double {
        switch form {
        case .sequence(let token): throw JSONataError("D3130", value: token)
        case .letters: return Numerals.value(ofLetters: text, isUpper: letterCase == .upper)
        case .roman: return Numerals.value(ofRoman: text.uppercased())
        case .words: return NumberWords.value(of: text.lowercased())
        case .decimal: break
        }
        var scalars = Array(text.unicodeScalars)
        if isOrdinal { scalars.removeLast(min(2, scalars.count)) }
        let ignored = regularDistance > 0 ? ["," as Unicode.Scalar] : separators.map(\.scalar)
        var digits = ""
        for scalar in scalars where !ignored.contains(scalar) {
            let isDigit = zero...zero + 9 ~= scalar.value
            if !isDigit, !(digits.isEmpty && scalar == "-") { break }
            let value = isDigit ? scalar.value - zero + 0x30 : scalar.value
            digits.unicodeScalars.append(Unicode.Scalar(value) ?? scalar)
        }
        return Double(digits) ?? .nan
    }
}

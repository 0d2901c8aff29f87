extension Lexer {
    /// The text of a string literal; the position is at its opening quote.
    mutating func scanString(quote: Unicode.Scalar) throws(JSONataError) -> String {
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek() {
            if scalar == quote {
                position += 1
                return String(text)
            }
            if scalar == "\\" {
                position += 1
                text.append(try scanEscape())
            } else {
                text.append(scalar)
            }
            position += 1
        }
        throw JSONataError("S0101", position: position)
    }

    /// The character that an escape stands for; the position ends at the escape's last character.
    private mutating func scanEscape() throws(JSONataError) -> Unicode.Scalar {
        guard let letter = peek() else { throw JSONataError("S0101", position: position) }
        switch letter {
        case "\"", "\\", "/": return letter
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try scanUnicodeEscape()
        default:
            throw JSONataError("S0103", position: position, token: String(letter))
        }
    }

    private mutating func scanUnicodeEscape() throws(JSONataError) -> Unicode.Scalar {
        guard let unit = hexadecimalUnit(at: position + 1) else {
            throw JSONataError("S0104", position: position)
        }
        position += 4
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Two halves make one character; half of one is no text.
        if unit < 0xDC00, peek(1) == "\\", peek(2) == "u",
            let low = hexadecimalUnit(at: position + 3), 0xDC00...0xDFFF ~= low,
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        {
            position += 6
            return scalar
        }
        return "\u{FFFD}"
    }

    private func hexadecimalUnit(at start: Int) -> UInt32? {
        guard start + 4 <= scalars.count else { return nil }
        var unit: UInt32 = 0
        for scalar in scalars[start..<start + 4] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// A number without a sign, as JSON writes it; nil when none starts here.
    mutating func scanNumber() throws(JSONataError) -> Double? {
        guard let first = peek(), "0"..."9" ~= first else { return nil }
        let start = position
        var end = position + 1
        func digits(from index: Int) -> Int {
            var index = index
            while index < scalars.count, "0"..."9" ~= scalars[index] { index += 1 }
            return index
        }
        if first != "0" { end = digits(from: end) }
        if end < scalars.count, scalars[end] == "." {
            let fraction = digits(from: end + 1)
            if fraction > end + 1 { end = fraction }
        }
        if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
            var exponent = end + 1
            if exponent < scalars.count, scalars[exponent] == "+" || scalars[exponent] == "-" {
                exponent += 1
            }
            let last = digits(from: exponent)
            if last > exponent { end = last }
        }
        let written = text(start..<end)
        guard let number = Double(written), number.isFinite else {
            throw JSONataError("S0102", position: start, token: written)
        }
        position = end
        return number
    }

    /// A regular expression; the position is behind its opening slash.
    mutating func scanRegex() throws(JSONataError) -> (pattern: String, flags: String) {
        let start = position
        var depth = 0
        while let scalar = peek() {
            if scalar == "/", depth == 0, !isEscaped(position) {
                guard position > start else { throw JSONataError("S0301", position: position) }
                let pattern = text(start..<position)
                position += 1
                let flagStart = position
                while peek() == "i" || peek() == "m" { position += 1 }
                return (pattern, text(flagStart..<position))
            }
            if position == 0 || scalars[position - 1] != "\\" {
                switch scalar {
                case "(", "[", "{": depth += 1
                case ")", "]", "}": depth -= 1
                default: break
                }
            }
            position += 1
        }
        throw JSONataError("S0302", position: position)
    }

    private func isEscaped(_ index: Int) -> Bool {
        var count = 0
        while index - count > 0, scalars[index - count - 1] == "\\" { count += 1 }
        return count % 2 == 1
    }
}

/// Cuts the text of an expression into tokens, one at a time.
struct Lexer {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The next token.
    ///
    /// - Parameter afterOperand: Whether an operand ends just before, so that `/` divides and does
    ///   not open a regular expression.
    mutating func next(afterOperand: Bool) throws(JSONataError) -> Token {
        try skipBlanksAndComments()
        let start = position
        guard let scalar = peek() else { return Token(kind: .end, position: scalars.count) }
        if scalar == "/", !afterOperand {
            position += 1
            let (pattern, flags) = try scanRegex()
            return Token(kind: .regex(pattern: pattern, flags: flags), position: position)
        }
        if let symbol = scanSymbol() { return Token(kind: .symbol(symbol), position: position) }
        if scalar == "\"" || scalar == "'" {
            let text = try scanString(quote: scalar)
            return Token(kind: .string(text), position: position)
        }
        if let number = try scanNumber() {
            return Token(kind: .number(number), position: position)
        }
        if scalar == "`" {
            position += 1
            guard let end = scalars[position...].firstIndex(of: "`") else {
                position = scalars.count
                throw JSONataError("S0105", position: position)
            }
            let name = text(position..<end)
            position = end + 1
            return Token(kind: .name(name), position: position)
        }
        return scanName(from: start)
    }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{B}"
    }

    private mutating func skipBlanksAndComments() throws(JSONataError) {
        while let scalar = peek() {
            if Self.isBlank(scalar) {
                position += 1
            } else if scalar == "/", peek(1) == "*" {
                let start = position
                position += 2
                while !(peek() == "*" && peek(1) == "/") {
                    guard position < scalars.count else {
                        throw JSONataError("S0106", position: start)
                    }
                    position += 1
                }
                position += 2
            } else {
                return
            }
        }
    }

    private mutating func scanSymbol() -> Symbol? {
        guard let first = peek(), first.isASCII else { return nil }
        if let second = peek(1), second.isASCII,
            let symbol = Symbol(rawValue: String(first) + String(second)),
            symbol != .or, symbol != .in
        {
            position += 2
            return symbol
        }
        guard let symbol = Symbol(rawValue: String(first)) else { return nil }
        position += 1
        return symbol
    }

    private mutating func scanName(from start: Int) -> Token {
        while let scalar = peek(), !Self.isBlank(scalar), !endsName(scalar) { position += 1 }
        if scalars[start] == "$" {
            return Token(kind: .variable(text(start + 1..<position)), position: position)
        }
        let name = text(start..<position)
        let kind: Token.Kind =
            switch name {
            case "and": .symbol(.and)
            case "or": .symbol(.or)
            case "in": .symbol(.in)
            case "true": .bool(true)
            case "false": .bool(false)
            case "null": .null
            default: .name(name)
            }
        return Token(kind: kind, position: position)
    }

    /// Every single character that is an operator ends a name.
    private func endsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/",
            "%", "|", "=", "<", ">", "^", "&", "!", "~":
            true
        default: false
        }
    }
}

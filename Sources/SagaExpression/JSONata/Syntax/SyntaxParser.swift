import SagaValue

/// Parses by operator precedence (Pratt), as the reference implementation does.
struct SyntaxParser {
    private var lexer: Lexer
    private(set) var token: Token
    private var depth = 0

    /// The syntax of a whole text, not resolved yet.
    static func parse(_ text: String) throws(JSONataError) -> Syntax {
        var parser = try SyntaxParser(text)
        let syntax = try parser.expression(0)
        guard case .end = parser.token.kind else {
            throw JSONataError(
                "S0201", position: parser.token.position, token: parser.token.text)
        }
        return syntax
    }

    private init(_ text: String) throws(JSONataError) {
        lexer = Lexer(text)
        token = try lexer.next(afterOperand: false)
        if case .symbol(let symbol) = token.kind { try check(symbol, at: token.position) }
    }

    /// Whether the current token is `symbol`.
    func isAt(_ symbol: Symbol) -> Bool { token.kind == .symbol(symbol) }

    mutating func advance(afterOperand: Bool = false) throws(JSONataError) {
        token = try lexer.next(afterOperand: afterOperand)
        if case .symbol(let symbol) = token.kind { try check(symbol, at: token.position) }
    }

    /// Moves past `symbol`, which must stand here.
    mutating func expect(
        _ symbol: Symbol, afterOperand: Bool = false
    ) throws(JSONataError) {
        guard isAt(symbol) else {
            let code = token.kind == .end ? "S0203" : "S0202"
            throw JSONataError(
                code, position: token.position, token: token.text, value: symbol.rawValue)
        }
        try advance(afterOperand: afterOperand)
    }

    /// An expression up to an operator that binds no stronger than `power`.
    mutating func expression(_ power: Int) throws(JSONataError) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONataLimits.nesting else {
            throw JSONataError("S0501", position: token.position)
        }
        let first = token
        try advance(afterOperand: true)
        var left = try operand(first)
        while case .symbol(let symbol) = token.kind, power < symbol.bindingPower {
            let position = token.position
            try advance()
            left = try continuation(of: left, by: symbol, at: position)
        }
        return left
    }

    /// `!` and `~` end a name, but are no operators alone.
    private func check(_ symbol: Symbol, at position: Int) throws(JSONataError) {
        if symbol == .exclamation || symbol == .tilde {
            throw JSONataError("S0204", position: position, token: symbol.rawValue)
        }
    }

    private mutating func operand(_ token: Token) throws(JSONataError) -> Syntax {
        let position = token.position
        switch token.kind {
        case .name(let name): return try Syntax(.name(name), at: position)
        case .variable(let name): return try Syntax(.variable(name), at: position)
        case .string(let text): return try Syntax(.string(text), at: position)
        case .number(let number): return try Syntax(.number(number), at: position)
        case .bool(let flag): return try Syntax(.bool(flag), at: position)
        case .null: return try Syntax(.null, at: position)
        case .regex(let pattern, let flags):
            return try Syntax(.regex(pattern: pattern, flags: flags), at: position)
        case .end: return try Syntax(.missing, at: position)
        case .symbol(let symbol): return try prefixed(symbol, at: position)
        }
    }

    private mutating func prefixed(
        _ symbol: Symbol, at position: Int
    ) throws(JSONataError) -> Syntax {
        switch symbol {
        case .minus: return try Syntax(.negation(try expression(70)), at: position)
        case .star: return try Syntax(.wildcard, at: position)
        case .doubleStar: return try Syntax(.descendants, at: position)
        case .percent: return try Syntax(.parent(ParentSlot(label: 0)), at: position)
        case .and, .or, .in: return try Syntax(.name(symbol.rawValue), at: position)
        case .openParenthesis: return try block(at: position)
        case .openBracket: return try arrayConstructor(at: position)
        case .openBrace: return try Syntax(.object(try pairs()), at: position)
        case .bar: return try transform(at: position)
        default:
            throw JSONataError("S0211", position: position, token: symbol.rawValue)
        }
    }

    private mutating func continuation(
        of left: Syntax, by symbol: Symbol, at position: Int
    ) throws(JSONataError) -> Syntax {
        switch symbol {
        case .openParenthesis: return try call(of: left, at: position)
        case .openBracket: return try predicate(on: left, at: position)
        case .openBrace: return try Syntax(.grouping(left, try pairs()), at: position)
        case .caret: return try Syntax(.order(left, try sortTerms()), at: position)
        case .question: return try condition(left, at: position)
        case .bind:
            guard case .variable(let name) = left.kind else {
                throw JSONataError("S0212", position: left.position, token: left.tokenText)
            }
            let value = try expression(symbol.bindingPower - 1)
            return try Syntax(.binding(name, value), at: position)
        case .at:
            let name = try boundVariable(of: symbol)
            return try Syntax(.focusBinding(left, name), at: position)
        case .hash:
            let name = try boundVariable(of: symbol)
            return try Syntax(.indexBinding(left, name), at: position)
        case .apply:
            let right = try expression(symbol.bindingPower)
            return try Syntax(.apply(left, right), at: position)
        default:
            let right = try expression(symbol.bindingPower)
            return try Syntax(.binary(symbol, left, right), at: position)
        }
    }
}

extension Syntax {
    /// What stands here, where it is one token.
    var tokenText: String {
        switch kind {
        case .name(let text), .string(let text), .variable(let text): text
        case .number(let number): number.ecmaScriptText
        case .bool(let flag): flag ? "true" : "false"
        case .null: "null"
        case .binary(let symbol, _, _): symbol.rawValue
        case .predicate, .array: "["
        case .call, .block: "("
        default: kindName
        }
    }
}

import SagaValue

/// One word of an expression.
struct Token {
    enum Kind: Equatable {
        case name(String)
        case variable(String)
        case symbol(Symbol)
        case string(String)
        case number(Double)
        case bool(Bool)
        case null
        case regex(pattern: String, flags: String)
        case end
    }

    let kind: Kind
    /// In code points from the start of the expression.
    let position: Int

    /// The token as a message names it.
    var text: String {
        switch kind {
        case .name(let name): name
        case .variable(let name): name
        case .symbol(let symbol): symbol.rawValue
        case .string(let text): text
        case .number(let number): number.ecmaScriptText
        case .bool(let flag): flag ? "true" : "false"
        case .null: "null"
        case .regex(let pattern, let flags): "/\(pattern)/\(flags)"
        case .end: "(end)"
        }
    }
}

/// The operators and punctuation, and how strongly each binds to what stands before it.
enum Symbol: String {
    case dot = "."
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case comma = ","
    case at = "@"
    case hash = "#"
    case semicolon = ";"
    case colon = ":"
    case question = "?"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case bar = "|"
    case equal = "="
    case less = "<"
    case greater = ">"
    case caret = "^"
    case doubleStar = "**"
    case range = ".."
    case bind = ":="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case apply = "~>"
    case and
    case or
    case `in`
    case ampersand = "&"
    case exclamation = "!"
    case tilde = "~"

    /// Zero for what cannot stand after an operand.
    var bindingPower: Int {
        switch self {
        case .openBracket, .openParenthesis, .at, .hash: 80
        case .dot: 75
        case .openBrace: 70
        case .star, .slash, .percent: 60
        case .plus, .minus, .ampersand: 50
        case .equal, .less, .greater, .caret, .notEqual, .lessOrEqual, .greaterOrEqual, .apply,
            .in:
            40
        case .and: 30
        case .or: 25
        case .question: 20
        case .bind: 10
        case .closeBracket, .closeBrace, .closeParenthesis, .comma, .semicolon, .colon, .bar,
            .range, .doubleStar, .exclamation, .tilde:
            0
        }
    }
}

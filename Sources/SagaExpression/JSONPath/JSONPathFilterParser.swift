import SagaValue

/// Reads the condition of a filter step from a path's bytes.
struct JSONPathFilterParser {
    private var text: JSONPathParser

    /// - Parameter depth: How many filters and parentheses stand around the condition.
    init(_ bytes: [UInt8], from position: Int, depth: Int) {
        text = JSONPathParser(bytes, from: position, filterDepth: depth)
    }

    var position: Int { text.position }

    /// Reads a condition in parentheses; the position stands on the opening one.
    mutating func parenthesised() throws(ExpressionSyntaxError) -> JSONPathFilter {
        guard text.filterDepth < Limits.pathFilterDepth else {
            throw text.failure("a filter is nested \(Limits.pathFilterDepth) deep at most")
        }
        text.filterDepth += 1
        text.position += 1
        let condition = try disjunction()
        text.skipSpaces()
        guard text.current == UInt8(ascii: ")") else { throw text.failure("expected `)`") }
        text.position += 1
        text.filterDepth -= 1
        return condition
    }

    private mutating func disjunction() throws(ExpressionSyntaxError) -> JSONPathFilter {
        var terms = [try conjunction()]
        while skip("||") { terms.append(try conjunction()) }
        return terms.count == 1 ? terms[0] : .any(terms)
    }

    private mutating func conjunction() throws(ExpressionSyntaxError) -> JSONPathFilter {
        var terms = [try term()]
        while skip("&&") { terms.append(try term()) }
        return terms.count == 1 ? terms[0] : .all(terms)
    }

    private mutating func term() throws(ExpressionSyntaxError) -> JSONPathFilter {
        var isNegated = false
        text.skipSpaces()
        while text.current == UInt8(ascii: "!") {
            isNegated.toggle()
            text.position += 1
            text.skipSpaces()
        }
        if text.current == UInt8(ascii: "(") {
            let condition = try parenthesised()
            return isNegated ? .not(condition) : condition
        }
        let condition = try expression()
        guard isNegated else { return condition }
        guard case .exists = condition else {
            throw text.failure("`!` before a comparison needs parentheses: `!(@.a == 1)`")
        }
        return .not(condition)
    }

    private mutating func expression() throws(ExpressionSyntaxError) -> JSONPathFilter {
        let left = try operand()
        text.skipSpaces()
        switch text.current {
        case nil, UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "|"):
            guard case .path(let path) = left else {
                throw text.failure("a constant is no condition")
            }
            return .exists(path)
        default: return .comparison(left, try relation(), try operand())
        }
    }

    private mutating func relation() throws(ExpressionSyntaxError) -> JSONPathOperator {
        let start = text.position
        let isSymbol = text.current.map(Self.isRelational) == true
        while let byte = text.current,
            isSymbol ? Self.isRelational(byte) : byte != UInt8(ascii: " ")
        {
            text.position += 1
        }
        let name = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
        guard let relation = JSONPathOperator(rawValue: name.uppercased()) else {
            text.position = start
            throw text.failure("there is no operator `\(name)`")
        }
        return relation
    }

    private mutating func operand() throws(ExpressionSyntaxError) -> JSONPathOperand {
        text.skipSpaces()
        switch text.current {
        case UInt8(ascii: "$"), UInt8(ascii: "@"): return .path(try path())
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .value(.string(try text.quoted()))
        case UInt8(ascii: "["), UInt8(ascii: "{"): return .value(try json())
        case UInt8(ascii: "/"): throw text.failure("a filter has no regular expressions")
        default: return .value(try word())
        }
    }

    /// Reads a path up to a blank, an operator or a closing parenthesis, brackets as a whole.
    private mutating func path() throws(ExpressionSyntaxError) -> JSONPath {
        let root: JSONPath.Root = text.current == UInt8(ascii: "$") ? .document : .item
        text.position += 1
        var end = text.position
        loop: while end < text.bytes.count {
            switch text.bytes[end] {
            case UInt8(ascii: "["): end = try closing(of: end) + 1
            case UInt8(ascii: " "), UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "|"):
                break loop
            case let byte where Self.isRelational(byte): break loop
            default: end += 1
            }
        }
        return JSONPath(root: root, steps: try text.steps(until: end))
    }

    /// The position of the bracket or brace that closes the one at `open`, strings skipped.
    private func closing(of open: Int) throws(ExpressionSyntaxError) -> Int {
        let closer = text.bytes[open] == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
        var depth = 0
        var scan = text
        scan.position = open
        while let byte = scan.current {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): _ = try scan.quoted()
            default:
                if byte == text.bytes[open] { depth += 1 }
                if byte == closer { depth -= 1 }
                if depth == 0 { return scan.position }
                scan.position += 1
            }
        }
        throw ExpressionSyntaxError("this bracket is not closed", at: open)
    }

    /// Reads an array or object, in which strings may stand in single quotes.
    private mutating func json() throws(ExpressionSyntaxError) -> Value {
        let start = text.position
        let end = try closing(of: start)
        var json: [UInt8] = []
        while text.position <= end, let byte = text.current {
            if byte == UInt8(ascii: "'") {
                try text.quoted().writeJSON(to: &json)
            } else {
                json.append(byte)
                text.position += 1
            }
        }
        do {
            return try Value(json: json)
        } catch {
            throw ExpressionSyntaxError(error.reason.rawValue, at: start)
        }
    }

    /// Reads true, false, null or a number.
    private mutating func word() throws(ExpressionSyntaxError) -> Value {
        for (word, value) in [("true", true), ("false", false), ("null", .null)]
            as [(String, Value)]
        {
            if skip(word) { return value }
        }
        let start = text.position
        while let byte = text.current,
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        {
            text.position += 1
        }
        let digits = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
        if let integer = Int(digits) { return .integer(integer) }
        guard let number = Double(digits), number.isFinite else {
            text.position = start
            throw text.failure("expected a path, a string in quotes, a number, true, false or null")
        }
        return .double(number)
    }

    private mutating func skip(_ word: String) -> Bool {
        text.skipSpaces()
        guard text.bytes[text.position...].starts(with: word.utf8) else { return false }
        text.position += word.utf8.count
        return true
    }

    private static func isRelational(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "~"),
            UInt8(ascii: "!"):
            true
        default: false
        }
    }
}

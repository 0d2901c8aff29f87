import SagaValue

/// Reads a call of an intrinsic function.
struct IntrinsicParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func whole() throws(ExpressionSyntaxError) -> Intrinsic {
        let call = try call(depth: 1)
        skipBlanks()
        guard position == bytes.count else { throw failure("text follows the function's end") }
        return call
    }

    private mutating func call(depth: Int) throws(ExpressionSyntaxError) -> Intrinsic {
        guard depth <= Limits.intrinsicDepth else {
            throw failure("functions may be nested \(Limits.intrinsicDepth) deep at most")
        }
        let start = position
        let function = try function()
        skipBlanks()
        guard current == UInt8(ascii: "(") else { throw failure("expected `(`") }
        position += 1
        var arguments: [Intrinsic.Argument] = []
        skipBlanks()
        if current != UInt8(ascii: ")") {
            while true {
                let isTemplate = function == .format && arguments.isEmpty
                arguments.append(try argument(isTemplate: isTemplate, depth: depth))
                skipBlanks()
                guard current == UInt8(ascii: ",") else { break }
                position += 1
            }
        }
        guard current == UInt8(ascii: ")") else { throw failure("expected `,` or `)`") }
        position += 1
        guard function.arity.contains(arguments.count) else {
            throw ExpressionSyntaxError(
                "`States.\(function.rawValue)` does not take \(arguments.count) arguments",
                at: start)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return Intrinsic(function: function, arguments: arguments, text: text)
    }

    private mutating func function() throws(ExpressionSyntaxError) -> IntrinsicFunction {
        let start = position
        while let byte = current, byte == UInt8(ascii: ".") || Self.isAlphanumeric(byte) {
            position += 1
        }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        if name.hasPrefix("States."),
            let function = IntrinsicFunction(rawValue: String(name.dropFirst(7)))
        {
            return function
        }
        position = start
        throw failure(
            name.hasPrefix("States.")
                ? "there is no function `\(name)`"
                : "expected a path that begins with `$` or a function such as `States.Format`")
    }

    private mutating func argument(
        isTemplate: Bool, depth: Int
    ) throws(ExpressionSyntaxError) -> Intrinsic.Argument {
        skipBlanks()
        switch current {
        case UInt8(ascii: "'"): return try literal(isTemplate: isTemplate)
        case UInt8(ascii: "$"): return .path(try path())
        case UInt8(ascii: "S"): return .call(try call(depth: depth + 1))
        case nil: throw failure("the function's end is missing")
        default: return .value(try word())
        }
    }

    /// Reads a string in single quotes.
    private mutating func literal(
        isTemplate: Bool
    ) throws(ExpressionSyntaxError) -> Intrinsic.Argument {
        let open = position
        position += 1
        while let byte = current, byte != UInt8(ascii: "'") {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard current == UInt8(ascii: "'") else {
            position = open
            throw failure("this string has no closing quote")
        }
        position += 1
        let text = String(decoding: bytes[(open + 1)..<(position - 1)], as: UTF8.self)
        guard let template = FormatTemplate(literal: text) else { return .malformed(text) }
        return isTemplate ? .template(template) : .value(.string(template.text))
    }

    /// Reads a path up to the comma or parenthesis that ends the argument.
    private mutating func path() throws(ExpressionSyntaxError) -> PathExpression {
        let start = position
        var depth = 0
        loop: while let byte = current {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth == 0, UInt8(ascii: ",") where depth == 0:
                break loop
            case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "'") where depth > 0, UInt8(ascii: "\"") where depth > 0:
                skipQuoted()
                continue loop
            default: break
            }
            position += 1
        }
        let written = bytes[start..<min(position, bytes.count)]
        let end = written.lastIndex { !Self.isBlank($0) } ?? start
        do {
            return try PathExpression(path: String(decoding: bytes[start...end], as: UTF8.self))
        } catch {
            throw ExpressionSyntaxError(error.message, at: start + error.offset)
        }
    }

    private mutating func skipQuoted() {
        let quote = current
        position += 1
        while let byte = current, byte != quote {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
    }

    /// Reads true, false, null or a number.
    private mutating func word() throws(ExpressionSyntaxError) -> Value {
        let start = position
        while let byte = current, byte != UInt8(ascii: ","), byte != UInt8(ascii: ")"),
            !Self.isBlank(byte)
        {
            position += 1
        }
        // A text in double quotes, a list or a map is JSON too, and no argument.
        switch try? Value(json: Array(bytes[start..<position])) {
        case .some(let value) where value.isPlain: return value
        default:
            position = start
            throw failure(
                "expected a string in single quotes, a number, true, false, null, a path or a "
                    + "function")
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, Self.isBlank(byte) { position += 1 }
    }

    private func failure(_ message: String) -> ExpressionSyntaxError {
        ExpressionSyntaxError(message, at: min(position, bytes.count))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D].contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension Value {
    /// Whether it is null, a truth value or a number.
    fileprivate var isPlain: Bool {
        switch self {
        case .null, .bool, .number: true
        case .string, .array, .object: false
        }
    }
}

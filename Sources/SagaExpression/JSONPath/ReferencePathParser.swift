import SagaValue

/// Reads the steps of a reference path.
struct ReferencePathParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    enum Step {
        case name(String)
        case index(Int)
    }

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func steps() throws(ExpressionSyntaxError) -> [Step] {
        guard current == "$" else { throw failure("a reference path must begin with `$`") }
        position += 1
        var steps: [Step] = []
        while let scalar = current {
            guard steps.count < Limits.pathSteps else {
                throw failure("a path may have \(Limits.pathSteps) steps at most")
            }
            switch scalar {
            case ".": steps.append(.name(try name()))
            case "[": steps.append(try bracket())
            case "$": throw failure("a reference path must not begin with `$$`")
            default: throw failure("expected `.` or `[`")
            }
        }
        return steps
    }

    private mutating func name() throws(ExpressionSyntaxError) -> String {
        position += 1
        let start = position
        var name = String.UnicodeScalarView()
        loop: while let scalar = current {
            switch scalar {
            case ".", "[": break loop
            case "\\":
                position += 1
                guard let escaped = current else { throw failure("a backslash ends the path") }
                name.append(escaped)
            case "@", ",", ":", "?", "*", "(", " ", "]":
                throw failure("`\(scalar)` cannot stand in a reference path")
            default: name.append(scalar)
            }
            position += 1
        }
        guard position > start else { throw failure("expected a name") }
        return String(name)
    }

    private mutating func bracket() throws(ExpressionSyntaxError) -> Step {
        position += 1
        let step: Step
        switch current {
        case "'": step = .name(try quoted("'"))
        case "\"": step = .name(try quoted("\""))
        default: step = .index(try index())
        }
        guard current == "]" else { throw failure("expected `]`") }
        position += 1
        return step
    }

    private mutating func quoted(_ quote: Unicode.Scalar) throws(ExpressionSyntaxError) -> String {
        let open = position
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = current, scalar != quote {
            text.append(scalar)
            position += 1
            if scalar == "\\", let escaped = current {
                text.append(escaped)
                position += 1
            }
        }
        guard current == quote else {
            position = open
            throw failure("this string has no closing quote")
        }
        position += 1
        return JSONPathEscapes.removed(from: String(text), quote: quote)
    }

    private mutating func index() throws(ExpressionSyntaxError) -> Int {
        let start = position
        var digits = ""
        while let scalar = current, "0"..."9" ~= scalar {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        guard let index = Int32(digits) else {
            position = start
            throw failure("expected a quoted name or an index in the brackets")
        }
        return Int(index)
    }

    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private func failure(_ message: String) -> ExpressionSyntaxError {
        let before = scalars.prefix(position).reduce(0) { $0 + UTF8.width($1) }
        return ExpressionSyntaxError(message, at: before)
    }
}

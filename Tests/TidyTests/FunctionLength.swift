/// How many lines a function takes, from the line of its opening brace to that of its closing one.
///
/// The arms of a flat `switch` (lines that begin with `case`) are not counted.
struct FunctionLength {
    /// The line of the function's keyword, from 1.
    let line: Int
    let length: Int

    static func all(in code: SwiftCode) -> [FunctionLength] {
        code.lines.indices.compactMap { index in
            let words = words(of: code.lines[index])
            let isFunction = words.contains("func") || words.prefix(3).contains("init")
            guard isFunction, code.lines[index].contains("(") else { return nil }
            return body(in: code.lines[index...]).map { body in
                let arms = code.lines[body].filter { $0.drop { $0 == " " }.hasPrefix("case ") }
                return FunctionLength(line: index + 1, length: body.count - arms.count)
            }
        }
    }

    /// The lines of the first body that is opened; nil when the declaration has none.
    private static func body(in lines: ArraySlice<Substring>) -> ClosedRange<Int>? {
        var parentheses = 0
        var braces = 0
        var start: Int?
        for (index, line) in zip(lines.indices, lines) {
            if index > lines.startIndex, start == nil, parentheses == 0, declares(line) {
                return nil
            }
            for character in line {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{" where start != nil || parentheses == 0:
                    start = start ?? index
                    braces += 1
                case "}" where start != nil:
                    braces -= 1
                    if braces == 0, let start { return start...index }
                case "}" where parentheses == 0: return nil
                default: break
                }
            }
        }
        return nil
    }

    private static func declares(_ line: Substring) -> Bool {
        ["func", "var", "let", "init", "case", "subscript"].contains { words(of: line).first == $0 }
    }
}

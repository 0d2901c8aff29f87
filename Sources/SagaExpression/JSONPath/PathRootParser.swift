/// Reads the root of a path, `$`, `$$` or `$name`, and the steps behind it.
struct PathRootParser {
    private var text: JSONPathParser

    init(_ text: String) {
        self.text = JSONPathParser(Array(text.utf8))
    }

    mutating func path() throws(ExpressionSyntaxError) -> (PathExpression.Source, JSONPath) {
        text.skipSpaces()
        guard text.current == UInt8(ascii: "$") else {
            throw text.failure("a path must begin with `$`")
        }
        text.position += 1
        let source = try source()
        let lastIndex = text.bytes.lastIndex { $0 != UInt8(ascii: " ") } ?? 0
        let steps = try text.steps(until: max(text.position, lastIndex + 1))
        return (source, JSONPath(root: .document, steps: steps))
    }

    private mutating func source() throws(ExpressionSyntaxError) -> PathExpression.Source {
        if text.current == UInt8(ascii: "$") {
            text.position += 1
            return .context
        }
        let start = text.position
        while let byte = text.current, ![".", "[", " "].contains(Unicode.Scalar(byte)) {
            text.position += 1
        }
        guard text.position > start else { return .input }
        let name = String(decoding: text.bytes[start..<text.position], as: UTF8.self)
        guard name.isVariableName else {
            text.position = start
            throw text.failure("`\(name)` is no name of a variable")
        }
        return .variable(name)
    }
}

import SagaValue

/// Reads a JSONPath from its bytes.
struct JSONPathParser {
    let bytes: [UInt8]
    var position: Int
    /// Where the text that may be read ends.
    private var end: Int
    /// How many filters and parentheses stand around the path that is read.
    var filterDepth: Int

    init(_ bytes: [UInt8], from position: Int = 0, filterDepth: Int = 0) {
        self.bytes = bytes
        self.position = position
        self.filterDepth = filterDepth
        end = bytes.count
    }

    /// Reads steps up to a given end; the position stands behind the root.
    mutating func steps(until end: Int) throws(ExpressionSyntaxError) -> [JSONPath.Step] {
        let outerEnd = self.end
        self.end = end
        var steps: [JSONPath.Step] = []
        while position < end {
            guard steps.count < Limits.pathSteps else {
                throw failure("a path may have \(Limits.pathSteps) steps at most")
            }
            try step(into: &steps)
        }
        self.end = outerEnd
        return steps
    }

    private mutating func step(
        into steps: inout [JSONPath.Step]
    ) throws(ExpressionSyntaxError) {
        switch current {
        case UInt8(ascii: "["): steps.append(try bracket())
        case UInt8(ascii: "."):
            position += 1
            if current == UInt8(ascii: ".") {
                steps.append(.scan)
                position += 1
            }
            switch current {
            case nil: throw failure("a path must not end with a dot")
            case UInt8(ascii: "."): throw failure("this dot is one too many")
            case UInt8(ascii: "["): steps.append(try bracket())
            case UInt8(ascii: "*"):
                position += 1
                steps.append(.wildcard)
            default: steps.append(.property(try name()))
            }
        default: throw failure("expected `.` or `[`")
        }
    }

    /// Reads a name after a dot: everything up to the next dot or bracket.
    private mutating func name() throws(ExpressionSyntaxError) -> String {
        let start = position
        loop: while let byte = current {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "["): break loop
            case UInt8(ascii: " "):
                throw failure("a name with a blank must stand in brackets: `['my name']`")
            case UInt8(ascii: "("): throw failure("the dialect of the service has no functions")
            default: position += 1
            }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func bracket() throws(ExpressionSyntaxError) -> JSONPath.Step {
        let open = position
        position += 1
        skipSpaces()
        switch current {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return try names()
        case UInt8(ascii: "*"):
            position += 1
            try close()
            return .wildcard
        case UInt8(ascii: "?"):
            position += 1
            skipSpaces()
            guard current == UInt8(ascii: "(") else {
                throw failure("a filter must stand in parentheses: `[?(@.a > 1)]`")
            }
            var parser = JSONPathFilterParser(bytes, from: position, depth: filterDepth)
            let filter = try parser.parenthesised()
            position = parser.position
            try close()
            return .filter(filter)
        case UInt8(ascii: "-"), UInt8(ascii: ":"): return try indexes()
        case let byte? where isDigit(byte): return try indexes()
        default:
            position = open
            throw failure("expected a quoted name, an index, a slice, `*` or `?(` in the brackets")
        }
    }

    /// Reads quoted names; after a comma any white space may stand, elsewhere blanks only.
    private mutating func names() throws(ExpressionSyntaxError) -> JSONPath.Step {
        let quote = bytes[position]
        var names: [String] = []
        while true {
            guard current == quote else { throw failure("expected a quoted name") }
            names.append(try quoted())
            skipSpaces()
            guard current == UInt8(ascii: ",") else { break }
            position += 1
            while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
        }
        try close()
        return names.count == 1 ? .property(names[0]) : .properties(names)
    }

    /// Reads a quoted string; the position stands on its opening quote.
    mutating func quoted() throws(ExpressionSyntaxError) -> String {
        let open = position
        let quote = bytes[open]
        position += 1
        while let byte = current, byte != quote {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard current == quote else {
            position = open
            throw failure("this string has no closing quote")
        }
        position += 1
        let text = String(decoding: bytes[(open + 1)..<(position - 1)], as: UTF8.self)
        return JSONPathEscapes.removed(from: text, quote: Unicode.Scalar(quote))
    }

    private mutating func indexes() throws(ExpressionSyntaxError) -> JSONPath.Step {
        let start = position
        while let byte = current, byte != UInt8(ascii: "]") { position += 1 }
        let text = trimmed(bytes[start..<position])
        try close()
        if text.contains(UInt8(ascii: ":")) { return .slice(try slice(text, at: start)) }
        var indexes: [Int] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            indexes.append(try integer(part, at: start))
        }
        return indexes.count == 1 ? .index(indexes[0]) : .indexes(indexes)
    }

    /// Reads the ends of a slice; whatever follows the second colon does not count.
    private func slice(
        _ text: ArraySlice<UInt8>, at start: Int
    ) throws(ExpressionSyntaxError) -> JSONPathSlice {
        var ends: [Int?] = []
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        for (place, part) in parts.enumerated() {
            let isWritten = !part.isEmpty && place < 2
            ends.append(isWritten ? try integer(part, at: start) : nil)
            guard part.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "-") }) else {
                throw ExpressionSyntaxError("a slice is written `[from:to]`", at: start)
            }
        }
        guard ends.count > 1, ends[0] != nil || ends[1] != nil else {
            throw ExpressionSyntaxError("a slice needs a beginning or an end", at: start)
        }
        return JSONPathSlice(from: ends[0], to: ends[1])
    }

    /// An integer of 32 bits, which are what the dialect's indexes have.
    private func integer(
        _ part: ArraySlice<UInt8>, at start: Int
    ) throws(ExpressionSyntaxError) -> Int {
        let text = String(decoding: trimmed(part), as: UTF8.self)
        guard !text.hasPrefix("+"), let value = Int32(text) else {
            throw ExpressionSyntaxError("`\(text)` is no index of 32 bits", at: start)
        }
        return Int(value)
    }

    private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = text.drop { $0 == UInt8(ascii: " ") }
        let last = rest.lastIndex { $0 != UInt8(ascii: " ") }
        return last.map { rest[...$0] } ?? []
    }

    private mutating func close() throws(ExpressionSyntaxError) {
        skipSpaces()
        guard current == UInt8(ascii: "]") else { throw failure("expected `]`") }
        position += 1
    }

    var current: UInt8? { position < end ? bytes[position] : nil }

    mutating func skipSpaces() {
        while current == UInt8(ascii: " ") { position += 1 }
    }

    func failure(_ message: String) -> ExpressionSyntaxError {
        ExpressionSyntaxError(message, at: min(position, end))
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}

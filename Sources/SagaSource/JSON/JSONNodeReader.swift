import SagaValue

/// Makes nodes of JSON text.
///
/// libyaml reads most of JSON, yet refuses an escaped pair of surrogates (`"\ud83d\ude00"`), which
/// other programs write for every character beyond the first plane.
struct JSONNodeReader {
    private let lines: LineMap
    private(set) var findings = Findings()
    private var budget = NodeBudget()

    /// Why there is no node: the text is not JSON, or a limit was reached.
    enum Stop: Error {
        case syntax(JSONError)
        case limit(Finding)
    }

    init(_ lines: LineMap) { self.lines = lines }

    /// Reads one text; duplicates and the like go to `findings`.
    mutating func read(_ bytes: [UInt8]) throws(Stop) -> Node {
        var position = 0
        let span = bytes.span
        let node = try value(span, &position, depth: 1)
        JSONReading.skipBlanks(span, &position)
        guard position == span.count else {
            throw .syntax(JSONError(.trailingText, at: position))
        }
        return node
    }

    /// The finding for text that is not JSON.
    func finding(for error: JSONError, in bytes: [UInt8]) -> Finding {
        let mark = lines.mark(atByte: error.offset)
        return Finding(
            .brokenJSON, "this is not JSON: \(error.reason.rawValue)", at: Extent(mark, mark),
            aws: ServiceParser.diagnostic(of: error, in: bytes, lines))
    }

    private func extent(_ start: Int, _ end: Int) -> Extent {
        Extent(lines.mark(atByte: start), lines.mark(atByte: end))
    }

    private mutating func value(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(Stop) -> Node {
        JSONReading.skipBlanks(bytes, &position)
        guard position < bytes.count else {
            throw .syntax(JSONError(.unexpectedEnd, at: position))
        }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(bytes, &position, depth: depth)
        case UInt8(ascii: "["): return try array(bytes, &position, depth: depth)
        default: return try scalar(bytes, &position)
        }
    }

    private mutating func array(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(Stop) -> Node {
        let start = position
        try check(depth, at: start)
        position += 1
        var elements: [Node] = []
        if try !ends(UInt8(ascii: "]"), bytes, &position) {
            repeat {
                elements.append(try value(bytes, &position, depth: depth + 1))
            } while try continues(UInt8(ascii: "]"), bytes, &position)
        }
        return collection(.sequence(elements), elements, extent(start, position))
    }

    private mutating func object(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(Stop) -> Node {
        let start = position
        try check(depth, at: start)
        position += 1
        var members: [Node.Member] = []
        if try !ends(UInt8(ascii: "}"), bytes, &position) {
            repeat {
                JSONReading.skipBlanks(bytes, &position)
                guard position < bytes.count else {
                    throw .syntax(JSONError(.unexpectedEnd, at: position))
                }
                guard bytes[position] == UInt8(ascii: "\"") else {
                    throw .syntax(JSONError(.unexpectedByte, at: position))
                }
                let key = try scalar(bytes, &position)
                guard try ends(UInt8(ascii: ":"), bytes, &position) else {
                    throw .syntax(JSONError(.unexpectedByte, at: position))
                }
                members.append(
                    .init(key: key, value: try value(bytes, &position, depth: depth + 1)))
            } while try continues(UInt8(ascii: "}"), bytes, &position)
        }
        let children = members.flatMap { [$0.key, $0.value] }
        let distinct = withoutDuplicates(members, into: &findings)
        return collection(.mapping(distinct), children, extent(start, position))
    }

    private func collection(
        _ content: Node.Content, _ children: [Node], _ extent: Extent
    ) -> Node {
        Node(
            content, extent, expandedCount: children.reduce(1) { $0 + $1.expandedCount },
            height: 1 + (children.map(\.height).max() ?? 0))
    }

    private mutating func scalar(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Stop) -> Node {
        let start = position
        let value: Value
        do throws(JSONError) {
            value = try JSONReading.value(bytes, &position, depth: 0)
        } catch {
            throw .syntax(error)
        }
        let place = extent(start, position)
        let text: String
        let style: Node.Style
        switch value {
        case .string(let string): (text, style) = (string, .quoted)
        case .number(let number): (text, style) = (number.text, .plain)
        case .bool(let flag): (text, style) = (flag ? "true" : "false", .plain)
        case .null, .array, .object: (text, style) = ("null", .plain)
        }
        do throws(Finding) {
            try budget.spend(1, at: place)
            try budget.checkScalar(text, at: place)
        } catch {
            throw .limit(error)
        }
        return Node(.scalar(.init(text: text, style: style, value: value)), place)
    }

    private mutating func check(_ depth: Int, at offset: Int) throws(Stop) {
        do throws(Finding) {
            let place = extent(offset, offset + 1)
            try budget.spend(1, at: place)
            try budget.checkDepth(depth, at: place)
        } catch {
            throw .limit(error)
        }
    }

    /// Skips blanks and then `byte`, if that is what follows.
    private func ends(
        _ byte: UInt8, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Stop) -> Bool {
        JSONReading.skipBlanks(bytes, &position)
        guard position < bytes.count else {
            throw .syntax(JSONError(.unexpectedEnd, at: position))
        }
        guard bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Skips a comma, or the bracket that ends the collection; anything else is an error.
    private func continues(
        _ bracket: UInt8, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(Stop) -> Bool {
        if try ends(bracket, bytes, &position) { return false }
        if try ends(UInt8(ascii: ","), bytes, &position) { return true }
        throw .syntax(JSONError(.unexpectedByte, at: position))
    }
}

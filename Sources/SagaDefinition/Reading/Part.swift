import SagaSource
import SagaValue

/// A node of the text and its place in the definition.
struct Part {
    let node: Node
    let path: NodePath
    /// Where findings about it point: the whole node, or the part of a scalar that is meant.
    let extent: Extent

    init(node: Node, path: NodePath) {
        self.init(node: node, path: path, extent: node.extent)
    }

    init(node: Node, path: NodePath, extent: Extent) {
        self.node = node
        self.path = path
        self.extent = extent
    }

    /// The elements of a list, else nil.
    var elements: [Part]? {
        node.elements?.enumerated().map { Part(node: $0.element, path: path.element($0.offset)) }
    }

    /// Whether here is a list or a map without anything in it.
    var isEmpty: Bool { node.elements?.isEmpty ?? node.members?.isEmpty ?? false }

    /// The value of the member `key` of a map.
    subscript(key: String) -> Part? {
        node[key].map { Part(node: $0, path: path.member(key)) }
    }

    /// The string that stands here; nil for a number, even an unquoted one.
    var string: String? { scalar?.string }

    /// The value of a scalar, else nil.
    var scalar: Value? {
        guard case .scalar(let scalar) = node.content else { return nil }
        return scalar.value
    }

    /// The stretch of text that some code points of a scalar take; the whole scalar's where an
    /// escape or a line break puts them elsewhere.
    func extent(ofCodePoints range: Range<Int>) -> Extent {
        guard case .scalar(let scalar) = node.content, scalar.style != .block else { return extent }
        let text = Array(scalar.text.unicodeScalars)
        let quote = scalar.style == .quoted ? 1 : 0
        let width = extent.end.column - extent.start.column
        guard extent.start.line == extent.end.line, width == text.count + 2 * quote,
            range.lowerBound >= 0, range.upperBound <= text.count
        else { return extent }
        let marks = [range.lowerBound, range.upperBound].map { place in
            let before = text[..<place].reduce(quote) { $0 + UTF8.width($1) }
            return Mark(
                line: extent.start.line, column: extent.start.column + quote + place,
                offset: extent.start.offset + before)
        }
        return Extent(marks[0], marks[1])
    }

    /// The part with the place where its text stops making sense, to the end of the text.
    ///
    /// - Parameter offset: In bytes of the text.
    func from(_ offset: Int) -> Part {
        guard let text = string, offset > 0, offset < text.utf8.count else { return self }
        let start = String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
        let count = text.unicodeScalars.count
        guard start < count else { return self }
        return Part(node: node, path: path, extent: extent(ofCodePoints: start..<count))
    }

    /// Whether a string stands here that is one JSONata expression: `{% … %}`, no blanks around.
    var isQuery: Bool { string?.isQuery == true }
}

extension String {
    /// Whether the text begins exactly with `{%` and ends exactly with `%}`.
    var isQuery: Bool { utf8.count >= 4 && hasPrefix("{%") && hasSuffix("%}") }
}

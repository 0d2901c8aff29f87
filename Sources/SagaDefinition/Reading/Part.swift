import SagaSource
import SagaValue

/// A node of the text and its place in the definition.
struct Part {
    let node: Node
    let path: NodePath

    var extent: Extent { node.extent }

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

    /// Whether a string stands here that is one JSONata expression: `{% … %}`, no blanks around.
    var isQuery: Bool { string?.isQuery == true }
}

extension String {
    /// Whether the text begins exactly with `{%` and ends exactly with `%}`.
    var isQuery: Bool { utf8.count >= 4 && hasPrefix("{%") && hasSuffix("%}") }
}

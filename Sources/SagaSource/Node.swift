package import SagaValue

/// A part of a definition that knows where it was written.
///
/// YAML and JSON give the same nodes. A node that is reached through an alias or a merge key is
/// shared and keeps the place of its anchor. Depth is at most `Limits.definitionDepth`, and a walk
/// that follows every child meets at most `Limits.definitionNodes` nodes.
package final class Node: Sendable {
    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Member])
    }

    package struct Scalar: Sendable {
        /// What was written, escapes and folding undone.
        package let text: String
        package let style: Style
        /// What the text means: a string if quoted, else by YAML's core schema, or by JSON.
        package let value: Value
    }

    /// How a scalar was written.
    package enum Style: Sendable {
        case plain, quoted, block
    }

    package struct Member: Sendable {
        /// A scalar always.
        package let key: Node
        package let value: Node

        /// The key's text: `3:` is the key "3".
        package var name: String { key.text ?? "" }
    }

    package let content: Content
    package let extent: Extent
    /// The nodes that a walk from here meets, itself included, shared ones as often as met.
    let expandedCount: Int
    /// Nested collections, itself included: 0 for a scalar.
    let height: Int

    init(_ content: Content, _ extent: Extent, expandedCount: Int = 1, height: Int = 0) {
        self.content = content
        self.extent = extent
        self.expandedCount = expandedCount
        self.height = height
    }
}

extension Node {
    /// Where the node begins.
    package var mark: Mark { extent.start }

    /// What a scalar says as it was written; nil for a collection.
    package var text: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar.text
    }

    /// The elements of a sequence, else nil.
    package var elements: [Node]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }

    /// The members of a mapping with distinct keys in their order, else nil.
    package var members: [Member]? {
        guard case .mapping(let members) = content else { return nil }
        return members
    }

    /// The member `key` of a mapping; keys are compared by code points.
    package func member(_ key: String) -> Member? {
        members?.first { $0.name.hasSameCodePoints(as: key) }
    }

    /// The value of the member `key` of a mapping.
    package subscript(key: String) -> Node? { member(key)?.value }

    /// The node at a path from here.
    package func node(at path: NodePath) -> Node? {
        path.steps.reduce(self as Node?) { node, step in
            switch step {
            case .member(let key): node?[key]
            case .element(let index):
                node?.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            }
        }
    }

    /// The JSON value of the node and all below it.
    package var value: Value {
        switch content {
        case .scalar(let scalar): scalar.value
        case .sequence(let elements): .array(elements.map(\.value))
        case .mapping(let members): .object(Object(members.map { ($0.name, $0.value.value) }))
        }
    }

    /// What the node is, in a word: `string`, `number`, `boolean`, `null`, `list` or `map`.
    package var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.value.typeName
        case .sequence: "list"
        case .mapping: "map"
        }
    }
}

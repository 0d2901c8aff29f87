/// The way from the root of a definition to one of its nodes, written as Step Functions writes
/// locations: `/States/A/Choices[0]/Next`.
package struct NodePath: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case member(String)
        case element(Int)
    }

    package private(set) var steps: [Step]

    package init(_ steps: [Step] = []) { self.steps = steps }

    /// The path of the member `key` of this node.
    package func member(_ key: String) -> NodePath { NodePath(steps + [.member(key)]) }

    /// The path of the element `index` of this node, from 0.
    package func element(_ index: Int) -> NodePath { NodePath(steps + [.element(index)]) }

    /// The path as one text; the root's is `/`.
    ///
    /// Names stand as they are, nothing in them is escaped.
    package var text: String {
        if steps.isEmpty { return "/" }
        return steps.reduce(into: "") { text, step in
            switch step {
            case .member(let key): text += "/" + key
            case .element(let index): text += "[\(index)]"
            }
        }
    }
}

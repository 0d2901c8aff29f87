package import SagaSource
package import SagaValue

/// A definition that can be damaged at one place: a tree in which keys may stand twice.
package indirect enum DefinitionDraft: Sendable {
    case scalar(Value)
    case list([DefinitionDraft])
    case map([(key: String, value: DefinitionDraft)])

    package init(_ node: Node) {
        if let members = node.members {
            self = .map(members.map { ($0.name, DefinitionDraft($0.value)) })
        } else if let elements = node.elements {
            self = .list(elements.map { DefinitionDraft($0) })
        } else {
            self = .scalar(node.value)
        }
    }

    /// The definition as JSON.
    package var json: String {
        switch self {
        case .scalar(let value): value.json
        case .list(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
        case .map(let members):
            "{"
                + members.map { "\(Value.string($0.key).json):\($0.value.json)" }
                .joined(separator: ",") + "}"
        }
    }

    /// The paths of all members of maps, at any depth.
    package var places: [NodePath] {
        switch self {
        case .scalar: []
        case .list(let elements):
            elements.enumerated().flatMap { index, element in
                element.places.map { NodePath([.element(index)] + $0.steps) }
            }
        case .map(let members):
            members.flatMap { member in
                [NodePath([.member(member.key)])]
                    + member.value.places.map { NodePath([.member(member.key)] + $0.steps) }
            }
        }
    }

    /// What may happen to a member of a map.
    package enum Damage: Sendable, CustomStringConvertible {
        case drop
        case duplicate
        case misspell
        case replace(by: Value)

        package var description: String {
            switch self {
            case .drop: "dropped"
            case .duplicate: "given twice"
            case .misspell: "misspelt"
            case .replace(let value): "as \(value.json)"
            }
        }
    }

    /// The key of a member that was misspelt.
    package static func misspelling(of key: String) -> String { key + "x" }

    /// The same with damage done to the member at a path.
    package func damaged(at path: NodePath, by damage: Damage) -> DefinitionDraft {
        damaged(path.steps[...], damage)
    }

    private func damaged(
        _ steps: ArraySlice<NodePath.Step>, _ damage: Damage
    ) -> DefinitionDraft {
        guard let step = steps.first else { return self }
        switch (self, step) {
        case (.list(let elements), .element(let index)):
            return .list(
                elements.enumerated().map { position, element in
                    position == index ? element.damaged(steps.dropFirst(), damage) : element
                })
        case (.map(let members), .member(let key)):
            return .map(
                members.flatMap { member -> [(key: String, value: DefinitionDraft)] in
                    if member.key != key { return [member] }
                    if steps.count > 1 {
                        return [(key, member.value.damaged(steps.dropFirst(), damage))]
                    }
                    switch damage {
                    case .drop: return []
                    case .duplicate: return [member, member]
                    case .misspell: return [(Self.misspelling(of: key), member.value)]
                    case .replace(let value): return [(key, .scalar(value))]
                    }
                })
        case (.scalar, _), (.list, .member), (.map, .element): return self
        }
    }
}

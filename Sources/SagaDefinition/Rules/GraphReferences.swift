import SagaSource
import SagaValue

/// Which states of one `States` the others name, as it is written: also beside a name that is
/// misspelt, or a state that cannot be decoded.
struct GraphReferences {
    private var names: Set<ExactKey> = []
    /// Whether a state says that it is the last.
    private(set) var hasEnd = false

    init(_ graph: Outline.Graph) {
        if let start = graph.part["StartAt"]?.string { names.insert(ExactKey(start)) }
        for member in graph.members {
            let part = member.part
            let type = part["Type"]?.string ?? ""
            if ["Succeed", "Fail"].contains(type) || part["End"]?.scalar?.bool == true {
                hasEnd = true
            }
            for target in Self.targets(of: part) where target != member.name {
                names.insert(ExactKey(target))
            }
        }
    }

    /// Whether `StartAt` or another state names this one.
    func isNamed(_ name: String) -> Bool { names.contains(ExactKey(name)) }

    private static func targets(of state: Part) -> [String] {
        let rules = (state["Choices"]?.elements ?? []) + (state["Catch"]?.elements ?? [])
        return ([state["Next"], state["Default"]] + rules.map { $0["Next"] })
            .compactMap { $0?.string }
    }
}

import SagaSource
import SagaValue

/// All graphs and states of a definition by name, before any state is decoded.
///
/// Transitions can then be checked wherever they stand, and one misspelt field does not make a
/// state's name unknown.
struct Outline {
    struct Member {
        let id: StateID
        let name: String
        let extent: Extent
        let part: Part
    }

    struct Graph {
        let id: GraphID
        let owner: StateID?
        /// The graph in which the owner stands.
        let outer: GraphID?
        /// The map that holds `States`.
        let part: Part
        let isList: Bool
        fileprivate(set) var members: [Member] = []
        /// Names of the tasks that a `Compensate` of this graph names.
        fileprivate(set) var undoNames: Set<ExactKey> = []
        /// States by the names of their save-points.
        fileprivate(set) var savePoints: [(name: String, id: StateID)] = []
        fileprivate var places: [ExactKey: Int] = [:]

        func member(named name: String) -> Member? {
            places[ExactKey(name)].map { members[$0] }
        }

        func isUndo(_ name: String) -> Bool { undoNames.contains(ExactKey(name)) }

        /// Where a state without `Next` goes in a list: the next entry that is no undo.
        func following(_ position: Int) -> Member? {
            members.dropFirst(position + 1).first { !isUndo($0.name) }
        }
    }

    private(set) var graphs: [Graph] = []
    private(set) var findings = Findings()
    private var names: [ExactKey: Member] = [:]
    private var graphPlaces: [NodePath: Int] = [:]
    private var stateCount = 0

    /// Walks a whole definition.
    init(_ root: Part) { visitGraph(root, owner: nil, in: nil) }

    func state(named name: String) -> Member? { names[ExactKey(name)] }

    /// The graph that a map with `States` describes.
    func graph(at path: NodePath) -> Graph? { graphPlaces[path].map { graphs[$0] } }

    /// Numbers graphs in the order of the visit; nested ones come after their owner's graph.
    private mutating func visitGraph(_ part: Part, owner: StateID?, in outer: GraphID?) {
        guard part.node.members != nil, let states = part["States"] else { return }
        let entries = states.elements.map(Self.entries(ofList:)) ?? Self.entries(ofMap: states)
        let id = GraphID(graphs.count)
        graphPlaces[part.path] = graphs.count
        graphs.append(
            Graph(
                id: id, owner: owner, outer: outer, part: part, isList: states.elements != nil))
        for (name, key, body) in entries {
            add(name, key, body, to: id)
        }
        for member in graphs[id.index].members {
            for inner in innerGraphs(member.part) { visitGraph(inner, owner: member.id, in: id) }
        }
    }

    fileprivate typealias Entry = (name: String, key: Node, part: Part)

    private static func entries(ofMap states: Part) -> [Entry] {
        (states.node.members ?? []).map {
            ($0.name, $0.key, Part(node: $0.value, path: states.path.member($0.name)))
        }
    }

    /// The entries of a list that are one-key maps; the others are reported by the graph's decoder.
    private static func entries(ofList elements: [Part]) -> [Entry] {
        elements.compactMap { element in
            guard let members = element.node.members, members.count == 1 else { return nil }
            return (
                members[0].name, members[0].key,
                Part(node: members[0].value, path: element.path.member(members[0].name))
            )
        }
    }

    private mutating func add(_ name: String, _ key: Node, _ part: Part, to graph: GraphID) {
        let member = Member(id: StateID(stateCount), name: name, extent: key.extent, part: part)
        stateCount += 1
        if let first = names[ExactKey(name)] {
            findings.add(
                Finding(
                    .duplicateStateName, "there is another state `\(name)`", at: key.extent,
                    path: part.path, label: "first on line \(first.extent.start.line)",
                    notes: ["names of states are unique in a workflow, branches included"],
                    aws: .init("DUPLICATE_STATE_NAME", "Duplicate state name: \(name)")))
        } else {
            names[ExactKey(name)] = member
        }
        let place = graphs[graph.index].members.count
        graphs[graph.index].members.append(member)
        if graphs[graph.index].places[ExactKey(name)] == nil {
            graphs[graph.index].places[ExactKey(name)] = place
        }
        if let name = part["SavePoint"]?.string {
            graphs[graph.index].savePoints.append((name, member.id))
        }
        if let undo = part["Compensate"]?.string, undo != "None" {
            graphs[graph.index].undoNames.insert(ExactKey(undo))
        }
    }

    /// The maps with `States` inside a state: branches, or a processor.
    private func innerGraphs(_ state: Part) -> [Part] {
        (state["Branches"]?.elements ?? [])
            + ["ItemProcessor", "Iterator"].compactMap { state[$0] }.prefix(1)
    }
}

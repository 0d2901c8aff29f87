import SagaSource

/// A definition in which every name exists: what the machine runs.
///
/// All states of all graphs stand in one array; a `StateID` is a place in it. Graph 0 is the
/// workflow's own `States`; the others are branches of Parallel and processors of Map.
package struct Workflow: Sendable {
    package let comment: String?
    package let queryLanguage: QueryLanguage
    /// Of the whole execution; nil is no limit.
    package let timeoutSeconds: Int?
    package let graphs: [Graph]
    package let states: [State]
    private let identifiers: [ExactKey: StateID]

    package init(
        comment: String?, queryLanguage: QueryLanguage, timeoutSeconds: Int?, graphs: [Graph],
        states: [State]
    ) {
        self.comment = comment
        self.queryLanguage = queryLanguage
        self.timeoutSeconds = timeoutSeconds
        self.graphs = graphs
        self.states = states
        identifiers = Dictionary(
            states.map { (ExactKey($0.name), $0.id) }, uniquingKeysWith: { old, _ in old })
    }

    package subscript(id: StateID) -> State { states[id.index] }
    package subscript(id: GraphID) -> Graph { graphs[id.index] }

    /// The state of a name, which is unique over all graphs.
    package func state(named name: String) -> StateID? { identifiers[ExactKey(name)] }
}

/// The place of a state in `Workflow.states`.
package struct StateID: Hashable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
}

/// The place of a graph in `Workflow.graphs`.
package struct GraphID: Hashable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
    package static let root = GraphID(0)
}

/// One `States` field: the states that transitions may reach from each other.
package struct Graph: Sendable {
    package let start: StateID
    /// In the order of the text; a state's `position` is its place here.
    package let members: [StateID]
    /// The Parallel or Map that runs this graph; nil for the workflow's own.
    package let owner: StateID?

    package init(start: StateID, members: [StateID], owner: StateID?) {
        self.start = start
        self.members = members
        self.owner = owner
    }
}

/// The language of a state's expressions.
package enum QueryLanguage: String, Sendable {
    case jsonPath = "JSONPath"
    case jsonata = "JSONata"
}

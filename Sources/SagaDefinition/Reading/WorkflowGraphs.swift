import SagaSource
import SagaValue

/// Decodes every graph of an outline with its states, and applies the rules that look at a graph as
/// a whole.
struct WorkflowGraphs {
    private let reading: Reading
    /// What `Defaults` say for each graph.
    private var defaults: [Defaults] = []

    init(_ reading: Reading) { self.reading = reading }

    /// All graphs and, if none was an error, all states.
    mutating func read() -> (graphs: [Graph], states: [State]) {
        var graphs: [Graph] = []
        var states: [State] = []
        for graph in reading.outline.graphs {
            // An owner's graph comes before those inside it.
            let outer = graph.outer.map { defaults[$0.index] } ?? Defaults()
            let scope = Fields(graph.part, reading)
            defaults.append(scope.map { outer.nested($0) } ?? outer)
            let unknown = reading.unknownStates
            reading.graph = graph.id
            let decoded = graph.members.enumerated().compactMap { position, member in
                StateReader(member, at: position, in: graph, defaults[graph.id.index], reading)?
                    .state()
            }
            let start = scope.flatMap { GraphShape.start(of: graph, $0) }
            GraphShape(
                graph, decoded, start: start, isComplete: unknown == reading.unknownStates, reading
            ).check()
            states += decoded
            graphs.append(
                Graph(
                    start: start ?? StateID(0), members: graph.members.map(\.id),
                    owner: graph.owner))
        }
        NameRules.check(reading)
        reading.variables.check(reading)
        UndoLint.check(states, reading)
        CompensationLint.check(reading)
        WaitLint.check(reading, defaults: defaults)
        return (graphs, states)
    }
}

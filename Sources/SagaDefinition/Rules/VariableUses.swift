import SagaSource
import SagaValue

/// Which variables the states of each graph assign and read.
///
/// An inner graph reads what those around it assign, and cannot assign it. Whether an assignment
/// comes first is not asked: a Choice may lead anywhere.
struct VariableUses {
    private struct Use {
        let name: String
        let part: Part
        let graph: GraphID
    }

    private var assigned: [GraphID: [ExactKey: Extent]] = [:]
    private var assignments: [Use] = []
    private var reads: [Use] = []
    /// The graphs whose states see nothing of the variables around them.
    private var isolated: Set<GraphID> = []

    /// Notes the keys of an `Assign`.
    mutating func assign(_ name: String, at part: Part, in graph: GraphID) {
        if assigned[graph]?[ExactKey(name)] == nil {
            assigned[graph, default: [:]][ExactKey(name)] = part.extent
        }
        assignments.append(Use(name: name, part: part, graph: graph))
    }

    /// Notes that an expression reads a variable, its name without `$`.
    mutating func read(_ name: String, at part: Part, in graph: GraphID) {
        reads.append(Use(name: name, part: part, graph: graph))
    }

    /// Notes that a graph runs as an execution of its own: the processor of a distributed Map.
    mutating func isolate(_ graph: GraphID) { isolated.insert(graph) }

    /// Warns of what is read and never assigned, and of what an inner graph assigns anew.
    func check(_ reading: Reading) {
        for use in reads
        where use.name != "states" && place(of: use.name, from: use.graph, reading) == nil {
            if let outer = hiddenPlace(of: use.name, from: use.graph, reading) {
                reportHidden(use, outer, reading)
                continue
            }
            reading.report(
                .unassignedVariable, "no state assigns `$\(use.name)`", at: use.part,
                label: reading.nearest(to: "$" + use.name, among: visible(from: use.graph, reading))
                    .map {
                        "did you mean `\($0)`?"
                    })
        }
        for use in assignments {
            guard let outer = outer(of: use.graph, reading),
                let first = place(of: use.name, from: outer, reading)
            else { continue }
            reading.report(
                .shadowedVariable, "`\(use.name)` is a variable of the states around these",
                at: use.part, label: "assigned on line \(first.start.line)",
                notes: ["an inner scope reads outer variables but cannot assign them"])
        }
    }

    /// Where a name is assigned that a graph can read.
    private func place(of name: String, from graph: GraphID, _ reading: Reading) -> Extent? {
        var current: GraphID? = graph
        while let id = current {
            if let extent = assigned[id]?[ExactKey(name)] { return extent }
            current = outer(of: id, reading)
        }
        return nil
    }

    /// The graph whose variables an inner one sees too; nil where it sees its own alone.
    private func outer(of graph: GraphID, _ reading: Reading) -> GraphID? {
        isolated.contains(graph) ? nil : reading.outline.graphs[graph.index].outer
    }

    /// Where a name is assigned around a graph that cannot see it.
    private func hiddenPlace(
        of name: String, from graph: GraphID, _ reading: Reading
    ) -> Extent? {
        var current: GraphID? = graph
        while let id = current {
            if let extent = assigned[id]?[ExactKey(name)] { return extent }
            current = reading.outline.graphs[id.index].outer
        }
        return nil
    }

    private func reportHidden(_ use: Use, _ place: Extent, _ reading: Reading) {
        reading.report(
            .hiddenVariable, "`$\(use.name)` is not visible in a distributed Map", at: use.part,
            label: "assigned on line \(place.start.line)",
            notes: ["its items run as executions of their own"],
            fix: "hand it over by `ItemSelector` or `BatchInput`")
    }

    private func visible(from graph: GraphID, _ reading: Reading) -> [String] {
        var names: [String] = []
        var current: GraphID? = graph
        while let id = current {
            names += assigned[id]?.keys.map(\.text) ?? []
            current = outer(of: id, reading)
        }
        return names.map { "$" + $0 }.sorted()
    }
}

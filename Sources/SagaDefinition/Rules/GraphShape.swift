import SagaSource
import SagaValue

/// What holds of the states of one `States` together: a start, an end, and a way to each.
struct GraphShape {
    private let graph: Outline.Graph
    private let states: [State]
    private let start: StateID?
    private let reading: Reading
    /// Whether all states could be decoded and all transitions lead somewhere.
    private let isComplete: Bool

    init(
        _ graph: Outline.Graph, _ states: [State], start: StateID?, isComplete: Bool,
        _ reading: Reading
    ) {
        self.graph = graph
        self.states = states
        self.start = start
        self.reading = reading
        self.isComplete = isComplete && states.count == graph.members.count
    }

    /// The state that `StartAt` names; in a list the first entry.
    static func start(of graph: Outline.Graph, _ scope: Fields) -> StateID? {
        if let states = scope["States"], states.node.members == nil, states.elements == nil {
            scope.reading.wrongType(states, expected: "OBJECT", words: "a map or a list")
            return nil
        }
        if let states = scope["States"], states.isEmpty { scope.reportEmpty(states) }
        if graph.isList {
            Extensions.checkStates(scope)
            checkEntries(of: graph, scope)
            if scope.reading.demands.isPlain {
                // The list is what is wrong there, and `StartAt` would belong to a map.
                _ = scope["StartAt"].flatMap(scope.reading.text)
            } else if let member = scope.part.node.member("StartAt") {
                scope.reading.report(
                    .startInList, "`StartAt` cannot stand beside a list of states",
                    atKey: member.key,
                    of: scope.part, label: "the first entry is the start")
            }
            return graph.members.first?.id
        }
        scope.require(["StartAt"])
        return scope["StartAt"].flatMap { scope.reading.state(named: $0, in: graph) }
    }

    /// An entry of a list is one key and a map.
    private static func checkEntries(of graph: Outline.Graph, _ scope: Fields) {
        for entry in scope["States"]?.elements ?? [] {
            let members = entry.node.members
            // What one name stands for is looked at by the state's own decoder.
            if members?.count == 1 { continue }
            let problem =
                switch members?.count {
                case nil: "this is \(entry.node.kindName == "list" ? "a list" : "no map")"
                case 0: "this map is empty"
                default: "this map has \(members?.count ?? 0) keys"
                }
            scope.reading.report(
                .brokenListEntry, "an entry of `States` is one name and a map: \(problem)",
                at: entry, notes: ["write `- Name: {Type: …}`, the fields indented below the name"])
        }
    }

    func check() {
        guard !graph.members.isEmpty else { return }
        checkUndoTasks()
        guard hasEnd else {
            reading.report(endless)
            return
        }
        // With a name misspelt, half of the states would seem unreachable.
        guard let start, isComplete else {
            noteConsequences()
            return
        }
        checkReach(from: start)
        if graph.isList { warnOfFallThrough() }
    }

    /// A state that no other names is an error, as on the service; a circle of states that only
    /// name each other is a warning, as the service takes it.
    private func checkReach(from start: StateID) {
        let references = GraphReferences(graph)
        let reached = reachable(from: [start])
        let lost = states.filter { !reached.contains($0.id) && !graph.isUndo($0.name) }
        let unnamed = lost.filter { graph.isList || !references.isNamed($0.name) }
        for state in unnamed { reading.report(unreachable(state.name, at: state.extent)) }
        let behind = reachable(from: unnamed.map(\.id))
        for state in lost where !behind.contains(state.id) {
            reading.report(
                Finding(
                    .unreachableCircle,
                    "`\(state.name)` is reached only from states that are never reached",
                    at: state.extent, path: path(of: state),
                    notes: ["no way leads from the start to this circle of states"]))
        }
    }

    private func unreachable(_ name: String, at extent: Extent) -> Finding {
        Finding(
            .unreachableState, "the state `\(name)` is never reached", at: extent,
            path: graph.member(named: name)?.part.path,
            aws: .init("MISSING_TRANSITION_TARGET", "State \"\(name)\" is not reachable."))
    }

    /// What the service says beside a transition that leads nowhere.
    private func noteConsequences() {
        let references = GraphReferences(graph)
        guard !graph.isList else { return }
        guard references.hasEnd else {
            if graph.owner == nil { reading.note(consequence: endless) }
            return
        }
        for member in graph.members where !references.isNamed(member.name) {
            reading.note(consequence: unreachable(member.name, at: member.extent))
        }
    }

    private func path(of state: State) -> NodePath? {
        graph.member(named: state.name)?.part.path
    }

    private var hasEnd: Bool {
        if !isComplete { return true }
        return states.contains { state in
            if graph.isUndo(state.name) { return false }
            if case .fail = state.kind { return true }
            return state.transition == .end
        }
    }

    /// The service says so of a whole workflow only, and of nothing else then.
    private var endless: Finding {
        let place = graph.part["States"] ?? graph.part
        return Finding(
            .noTerminalState, "no state of these `States` is the last one",
            at: graph.members.first?.extent ?? place.extent, path: place.path,
            notes: ["write `End: true` in a state, or add a Succeed or Fail state"],
            aws: graph.owner == nil
                ? .init("MISSING_END_STATE", "Workflow has no terminal state", at: .nowhere) : nil)
    }

    private func targets(of state: State) -> [StateID] {
        var targets = state.catchers.map(\.next)
        if case .next(let next)? = state.transition { targets.append(next) }
        if case .choice(let choice) = state.kind {
            targets += choice.rules.map(\.next) + [choice.defaultNext].compactMap(\.self)
        }
        return targets
    }

    private func reachable(from starts: [StateID]) -> Set<StateID> {
        let states = Dictionary(uniqueKeysWithValues: states.map { ($0.id, $0) })
        var reached = Set(starts)
        var waiting = starts
        while let id = waiting.popLast() {
            for target in states[id].map(targets) ?? [] where reached.insert(target).inserted {
                waiting.append(target)
            }
        }
        return reached
    }

    /// A task that a `Compensate` names runs as a compensation only.
    private func checkUndoTasks() {
        guard let start, isComplete else { return }
        let reached = reachable(from: [start])
        for state in states where graph.isUndo(state.name) && reached.contains(state.id) {
            reading.report(
                Finding(
                    .unfitUndoTask,
                    "`\(state.name)` is a compensation, yet the workflow also goes to it",
                    at: state.extent, path: path(of: state),
                    notes: ["a task that a `Compensate` names must not be reached otherwise"]))
        }
    }

    /// In a list a state goes on to the next entry; where that is also the target of a Choice or a
    /// Catcher, an `End: true` is probably missing before it.
    private func warnOfFallThrough() {
        var sources: [StateID: String] = [:]
        for state in states {
            for catcher in state.catchers { sources[catcher.next] = "a catcher of `\(state.name)`" }
            guard case .choice(let choice) = state.kind else { continue }
            for target in choice.rules.map(\.next) + [choice.defaultNext].compactMap(\.self) {
                sources[target] = "the Choice `\(state.name)`"
            }
        }
        for (position, state) in states.enumerated() {
            guard case .next(let target)? = state.transition, let source = sources[target],
                let member = graph.member(named: state.name), member.part["Next"] == nil,
                graph.following(position)?.id == target,
                let next = graph.following(position)
            else { continue }
            reading.report(
                Finding(
                    .fallThroughToTarget,
                    "`\(state.name)` goes on to `\(next.name)`, which is also a target",
                    at: state.extent, path: path(of: state),
                    label: "is `End: true` missing here?",
                    notes: [
                        "\(source) goes to `\(next.name)` (line \(next.extent.start.line))",
                        "`Next: \(next.name)` says that it is meant",
                    ]))
        }
    }
}

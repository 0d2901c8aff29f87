/// Makes nodes of resolved syntax: variables get their slots, steps their scopes.
struct Compiler {
    /// The names of the variables that may come from outside, by their index.
    private(set) var outsideNames: [String] = []
    /// Whether indices of outside variables are given out; not for text compiled later.
    private let numbersOutside: Bool

    init(numbersOutside: Bool) {
        self.numbersOutside = numbersOutside
    }

    /// The node of a part, with the predicates and the grouping behind it.
    mutating func compile(
        _ syntax: Syntax, in scope: Scope
    ) throws(JSONataError) -> any Node {
        if case .path(let steps) = syntax.kind {
            return try compilePath(syntax, steps, in: scope)
        }
        let base = try compileKind(syntax, in: scope)
        let isPlain = syntax.stages.isEmpty && syntax.group == nil && !syntax.keepsArray
        if isPlain { return base }
        var predicates: [Filter] = []
        let tupleNames = syntax.tupleNames
        for case .filter(let predicate) in syntax.stages {
            let stageScope = tupleNames.isEmpty ? nil : tupleNames
            predicates.append(try compileFilter(predicate, tupleNames: stageScope, in: scope))
        }
        var group: Group?
        if let pairs = syntax.group {
            group = try compileGroup(
                pairs, tupleNames: tupleNames.isEmpty ? nil : tupleNames,
                position: syntax.position, in: scope)
        }
        return DecoratedNode(
            base, predicates: predicates, group: group, keepsArray: syntax.keepsArray)
    }

    /// A predicate; on tuples it is evaluated in a scope of what they bind.
    mutating func compileFilter(
        _ predicate: Syntax, tupleNames: [BoundName]?, in scope: Scope
    ) throws(JSONataError) -> Filter {
        var index: Double?
        let isPlain = predicate.stages.isEmpty && predicate.group == nil
        if isPlain, case .number(let number) = predicate.kind { index = number }
        let inner = tupleScope(tupleNames, for: predicate, in: scope)
        let node = try compile(predicate, in: inner)
        return Filter(node, index: index, names: inner.names)
    }

    mutating func compileGroup(
        _ pairs: [Syntax.Pair], tupleNames: [BoundName]?, position: Int, in scope: Scope
    ) throws(JSONataError) -> Group {
        var compiled: [Group.Pair] = []
        for pair in pairs {
            let keyScope = tupleScope(tupleNames, for: pair.key, in: scope)
            let valueScope = tupleScope(tupleNames, for: pair.value, in: scope)
            compiled.append(
                Group.Pair(
                    key: try compile(pair.key, in: keyScope),
                    value: try compile(pair.value, in: valueScope),
                    keyNames: keyScope.names, valueNames: valueScope.names))
        }
        return Group(compiled, position: position)
    }

    /// The scope of a part that is evaluated for a tuple: what tuples bind, then what it binds.
    func tupleScope(_ names: [BoundName]?, for part: Syntax, in scope: Scope) -> Scope {
        guard let names else { return scope }
        return Scope(names + part.boundNames.filter { !names.contains($0) }, parent: scope)
    }

    mutating func compileAll(
        _ parts: some Sequence<Syntax>, in scope: Scope
    ) throws(JSONataError) -> [any Node] {
        var nodes: [any Node] = []
        for part in parts { nodes.append(try compile(part, in: scope)) }
        return nodes
    }

    mutating func variable(_ name: String, in scope: Scope) -> any Node {
        if name.isEmpty { return ContextNode() }
        if name == "$" { return RootNode() }
        var index = Int.max
        if numbersOutside {
            if let known = outsideNames.firstIndex(of: name) {
                index = known
            } else {
                index = outsideNames.count
                outsideNames.append(name)
            }
        }
        let addresses = scope.addresses(of: .variable(name))
        return VariableNode(addresses, name: name, outsideIndex: index)
    }
}

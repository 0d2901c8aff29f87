extension Compiler {
    mutating func compilePath(
        _ path: Syntax, _ steps: [Syntax], in scope: Scope
    ) throws(JSONataError) -> any Node {
        let names = path.tupleNames
        let first = steps.firstIndex(where: \.isTuple) ?? steps.count
        let isTupled = first < steps.count
        var compiled: [Step] = []
        for (index, step) in steps.enumerated() {
            compiled.append(
                try compileStep(
                    step, at: index, tupleNames: index >= first ? names : nil,
                    isFirstTuple: index == first, in: scope))
        }
        var group: Group?
        if let pairs = path.group {
            group = try compileGroup(
                pairs, tupleNames: isTupled ? names : nil, position: path.position, in: scope)
        }
        var startsAtVariable = false
        if case .variable? = steps.first?.kind { startsAtVariable = true }
        return PathNode(
            compiled, startsAtVariable: startsAtVariable,
            keepsSingleton: path.keepsSingletonArray || path.keepsArray,
            yieldsTuples: path.isTuple, group: group, names: names, firstTupleStep: first)
    }

    private mutating func compileStep(
        _ step: Syntax, at index: Int, tupleNames: [BoundName]?, isFirstTuple: Bool,
        in scope: Scope
    ) throws(JSONataError) -> Step {
        let inner = tupleScope(tupleNames, for: step, in: scope)
        var sort: Sort?
        var node: any Node = ContextNode()
        if case .sort(let terms) = step.kind {
            // The step that begins to bind sorts items, not tuples.
            sort = try compileSort(
                terms, tupleNames: isFirstTuple ? nil : tupleNames, at: step.position,
                in: scope)
        } else {
            node = try compileStepNode(step, in: inner)
        }
        var stages: [Step.Stage] = []
        for stage in step.stages {
            switch stage {
            case .filter(let predicate):
                stages.append(
                    .filter(
                        try compileFilter(predicate, tupleNames: tupleNames, in: scope)))
            case .index(let name):
                let slot = tupleNames?.firstIndex(of: .variable(name)) ?? 0
                stages.append(.index(slot: slot))
            }
        }
        func slot(_ name: BoundName?) -> Int? {
            name.flatMap { tupleNames?.firstIndex(of: $0) }
        }
        return Step(
            node: node, sort: sort, stages: stages, isFirst: index == 0,
            isConstructedArray: index == 0 && step.isConstructedArray,
            focusSlot: slot(step.focus.map { .variable($0) }),
            indexSlot: slot(step.index.map { .variable($0) }),
            ancestorSlot: slot(step.ancestor.map { .parent($0.label) }), names: inner.names)
    }

    /// A step's node; its predicates are the path's business.
    private mutating func compileStepNode(
        _ step: Syntax, in scope: Scope
    ) throws(JSONataError) -> any Node {
        if case .path(let steps) = step.kind {
            return try compilePath(step, steps, in: scope)
        }
        let base = try compileKind(step, in: scope)
        guard step.group != nil || step.keepsArray else { return base }
        var group: Group?
        if let pairs = step.group {
            group = try compileGroup(
                pairs, tupleNames: nil, position: step.position, in: scope)
        }
        return DecoratedNode(
            base, predicates: [], group: group, keepsArray: step.keepsArray)
    }

    private mutating func compileSort(
        _ terms: [Syntax.SortTerm], tupleNames: [BoundName]?, at position: Int,
        in scope: Scope
    ) throws(JSONataError) -> Sort {
        var names = tupleNames
        for term in terms {
            for name in term.expression.boundNames where names?.contains(name) == false {
                names?.append(name)
            }
        }
        let inner = names.map { Scope($0, parent: scope) } ?? scope
        var compiled: [Sort.Term] = []
        for term in terms {
            compiled.append(
                Sort.Term(
                    node: try compile(term.expression, in: inner),
                    isDescending: term.isDescending))
        }
        return Sort(compiled, names: inner.names, position: position)
    }
}

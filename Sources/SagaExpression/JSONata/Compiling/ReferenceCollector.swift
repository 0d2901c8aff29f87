/// Finds what an expression refers to.
struct ReferenceCollector {
    private var references = JSONataReferences()
    /// The variables bound around the part at hand, innermost last.
    private var bound: [[String]] = []

    static func references(in syntax: Syntax) -> JSONataReferences {
        var collector = ReferenceCollector()
        collector.visit(syntax, isTopLevel: true)
        return collector.references
    }

    /// - Parameter isTopLevel: Whether the context here is the input of the whole expression.
    private mutating func visit(_ syntax: Syntax, isTopLevel: Bool) {
        switch syntax.kind {
        case .name(let name): if isTopLevel { addTopLevel(name, syntax) }
        case .wildcard: if isTopLevel { addTopLevel("*", syntax) }
        case .descendants: if isTopLevel { addTopLevel("**", syntax) }
        case .variable(let name): visitVariable(name, syntax, isTopLevel: isTopLevel)
        case .path(let steps): visitPath(steps, isTopLevel: isTopLevel)
        case .block(let parts):
            bound.append(parts.flatMap(\.boundNames).compactMap(\.variable))
            for part in parts { visit(part, isTopLevel: isTopLevel) }
            bound.removeLast()
        case .lambda(let parameters, _, let body):
            bound.append(parameters + body.boundNames.compactMap(\.variable))
            visit(body, isTopLevel: isTopLevel)
            bound.removeLast()
        case .transform(let pattern, let update, let delete):
            // All of it is evaluated in the context of the value that is transformed.
            visit(pattern, isTopLevel: false)
            visit(update, isTopLevel: false)
            if let delete { visit(delete, isTopLevel: false) }
        default:
            var parts =
                syntax
                .children[...]
            parts = parts.prefix(parts.count - syntax.trailingPartCount)
            for part in parts { visit(part, isTopLevel: isTopLevel) }
        }
        visitTrailingParts(of: syntax)
    }

    /// Predicates and groupings see the items before them, not the input.
    private mutating func visitTrailingParts(of syntax: Syntax) {
        bound.append(syntax.tupleNames.compactMap(\.variable))
        for case .filter(let predicate) in syntax.stages { visit(predicate, isTopLevel: false) }
        for pair in syntax.group ?? [] {
            visit(pair.key, isTopLevel: false)
            visit(pair.value, isTopLevel: false)
        }
        bound.removeLast()
    }

    private mutating func visitPath(_ steps: [Syntax], isTopLevel: Bool) {
        bound.append(steps.flatMap(\.stepNames))
        for (index, step) in steps.enumerated() {
            switch step.kind {
            case .sort(let terms):
                for term in terms { visit(term.expression, isTopLevel: false) }
                visitTrailingParts(of: step)
            default: visit(step, isTopLevel: isTopLevel && index == 0)
            }
        }
        bound.removeLast()
        if steps.count > 1, case .variable("states") = steps[0].kind, !isBound("states"),
            case .name(let field) = steps[1].kind
        {
            references.stateFields.append(
                JSONataReferences.Name(name: field, position: steps[1].position))
        }
    }

    private mutating func visitVariable(
        _ name: String, _ syntax: Syntax, isTopLevel: Bool
    ) {
        if name.isEmpty {
            if isTopLevel { addTopLevel("$", syntax) }
        } else if name == "$" {
            addTopLevel("$$", syntax)
        } else if !isBound(name) {
            references.variables.append(
                JSONataReferences.Name(name: name, position: syntax.position))
        }
    }

    private mutating func addTopLevel(_ name: String, _ syntax: Syntax) {
        references.topLevel.append(
            JSONataReferences.Name(name: name, position: syntax.position))
    }

    private func isBound(_ name: String) -> Bool {
        bound.contains { $0.contains(name) }
    }
}

extension BoundName {
    fileprivate var variable: String? {
        if case .variable(let name) = self { name } else { nil }
    }
}

extension Syntax {
    /// How many of the children belong to predicates and the grouping.
    fileprivate var trailingPartCount: Int {
        stages.count(where: \.isFilter) + 2 * (group?.count ?? 0)
    }

    /// The variables that this step of a path binds.
    fileprivate var stepNames: [String] {
        var names = [focus, index].compactMap { $0 }
        for case .index(let name) in stages { names.append(name) }
        return names
    }
}

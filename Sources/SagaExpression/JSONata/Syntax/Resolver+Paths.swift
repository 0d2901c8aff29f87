extension Resolver {
    /// Resolves `left.right`.
    mutating func resolveMap(
        _ left: Syntax, _ right: Syntax
    ) throws(JSONataError) -> Syntax {
        let first = try resolve(left)
        let path: Syntax
        var steps: [Syntax]
        if case .path(let known) = first.kind {
            path = first
            steps = known
        } else {
            path = try Syntax(.path([first]), at: first.position)
            steps = [first]
        }
        if case .parent(let slot) = first.kind { path.seekingParent = [slot] }
        let rest = try resolve(right)
        if case .path(let more) = rest.kind {
            steps += more
        } else {
            steps.append(rest)
        }
        for step in steps {
            switch step.kind {
            case .number, .bool, .null:
                throw JSONataError("S0213", position: step.position, value: step.tokenText)
            case .string(let text): step.kind = .name(text)
            default: break
            }
        }
        if steps.contains(where: \.keepsArray) { path.keepsSingletonArray = true }
        if case .array = steps[0].kind { steps[0].isConstructedArray = true }
        if let last = steps.last, case .array = last.kind { last.isConstructedArray = true }
        path.kind = .path(steps)
        try resolveAncestry(of: path, steps)
        return path
    }

    /// Resolves `left[predicate]`.
    mutating func resolvePredicate(
        _ left: Syntax, _ right: Syntax, at position: Int
    ) throws(JSONataError) -> Syntax {
        let result = try resolve(left)
        let step = result.lastStep
        if step.group != nil { throw JSONataError("S0209", position: position) }
        let predicate = try resolve(right)
        if !predicate.seekingParent.isEmpty {
            for slot in predicate.seekingParent {
                if slot.level == 1 {
                    try seekParent(of: slot, in: step)
                } else {
                    slot.level -= 1
                }
            }
            step.seek(for: [predicate])
        }
        step.stages.append(.filter(predicate))
        return result
    }

    /// Resolves `left{key: value}`.
    mutating func resolveGrouping(
        _ left: Syntax, _ pairs: [Syntax.Pair], at position: Int
    ) throws(JSONataError) -> Syntax {
        let result = try resolve(left)
        if result.group != nil { throw JSONataError("S0210", position: position) }
        var group: [Syntax.Pair] = []
        for pair in pairs { group.append((try resolve(pair.key), try resolve(pair.value))) }
        result.group = group
        return result
    }

    /// Resolves `left^(terms)`.
    mutating func resolveOrder(
        _ left: Syntax, _ terms: [Syntax.SortTerm], at position: Int
    ) throws(JSONataError) -> Syntax {
        var path = try resolve(left)
        var steps: [Syntax]
        if case .path(let known) = path.kind {
            steps = known
        } else {
            steps = [path]
            path = try Syntax(.path([path]), at: path.position)
        }
        var resolved: [Syntax.SortTerm] = []
        for term in terms {
            resolved.append(
                Syntax.SortTerm(
                    expression: try resolve(term.expression), isDescending: term.isDescending))
        }
        let sort = try Syntax(.sort(resolved), at: position)
        sort.seek(for: resolved.map(\.expression))
        steps.append(sort)
        path.kind = .path(steps)
        try resolveAncestry(of: path, steps)
        return path
    }

    /// Resolves `left@$name`.
    mutating func resolveFocus(
        _ left: Syntax, _ name: String, keepsArray: Bool, at position: Int
    ) throws(JSONataError) -> Syntax {
        let result = try resolve(left)
        let step = result.lastStep
        if !step.stages.isEmpty { throw JSONataError("S0215", position: position) }
        if case .sort = step.kind { throw JSONataError("S0216", position: position) }
        if keepsArray { step.keepsArray = true }
        step.focus = name
        step.isTuple = true
        return result
    }

    /// Resolves `left#$name`.
    mutating func resolveIndex(
        _ left: Syntax, _ name: String
    ) throws(JSONataError) -> Syntax {
        var result = try resolve(left)
        let step = result.lastStep
        if case .path = result.kind {
        } else {
            result = try Syntax(.path([step]), at: step.position)
        }
        if step.stages.isEmpty {
            step.index = name
        } else {
            step.stages.append(.index(name))
        }
        step.isTuple = true
        return result
    }

    /// Leads the parents that the last step seeks back through the steps before it.
    private func resolveAncestry(of path: Syntax, _ steps: [Syntax]) throws(JSONataError) {
        guard let last = steps.last else { return }
        var slots = last.seekingParent
        if case .parent(let slot) = last.kind { slots.append(slot) }
        for slot in slots {
            var index = steps.count - 2
            while slot.level > 0 {
                guard index >= 0 else {
                    path.seekingParent.append(slot)
                    break
                }
                var step = steps[index]
                index -= 1
                // Steps that bind a variable all stand at the same place.
                while index >= 0, step.focus != nil, steps[index].focus != nil {
                    step = steps[index]
                    index -= 1
                }
                try seekParent(of: slot, in: step)
            }
        }
    }

    /// Takes the slot one step back, into `step`.
    private func seekParent(
        of slot: ParentSlot, in step: Syntax
    ) throws(JSONataError) {
        switch step.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            if let known = step.ancestor { slot.label = known.label }
            step.ancestor = slot
            step.isTuple = true
        case .parent: slot.level += 1
        case .block(let parts):
            guard let last = parts.last else { return }
            step.isTuple = true
            try seekParent(of: slot, in: last)
        case .path(let steps):
            step.isTuple = true
            for inner in steps.reversed() {
                try seekParent(of: slot, in: inner)
                if slot.level <= 0 { break }
            }
        default:
            throw JSONataError("S0217", position: step.position, token: step.kindName)
        }
    }
}

extension Syntax {
    /// The last step of a path; anything else itself.
    fileprivate var lastStep: Syntax {
        if case .path(let steps) = kind, let last = steps.last { last } else { self }
    }
}

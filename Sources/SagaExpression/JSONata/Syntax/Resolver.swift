/// Rearranges what was parsed: steps become paths, predicates stages, and every `%` finds the
/// step whose context it means.
struct Resolver {
    private var nextLabel = 0

    /// Resolves a whole expression.
    static func resolve(_ syntax: Syntax) throws(JSONataError) -> Syntax {
        var resolver = Resolver()
        let resolved = try resolver.resolve(syntax)
        var isParent = false
        if case .parent = resolved.kind { isParent = true }
        if isParent || !resolved.seekingParent.isEmpty {
            throw JSONataError(
                "S0217", position: resolved.position, token: resolved.kindName)
        }
        return resolved
    }

    mutating func resolve(_ syntax: Syntax) throws(JSONataError) -> Syntax {
        let result = try resolveKind(syntax)
        if syntax.keepsArray { result.keepsArray = true }
        return result
    }

    private mutating func resolveKind(_ syntax: Syntax) throws(JSONataError) -> Syntax {
        let position = syntax.position
        switch syntax.kind {
        case .binary(.dot, let left, let right): return try resolveMap(left, right)
        case .predicate(let left, let right):
            return try resolvePredicate(left, right, at: position)
        case .grouping(let left, let pairs):
            return try resolveGrouping(left, pairs, at: position)
        case .order(let left, let terms): return try resolveOrder(left, terms, at: position)
        case .focusBinding(let left, let name):
            return try resolveFocus(
                left, name, keepsArray: syntax.keepsArray, at: position)
        case .indexBinding(let left, let name): return try resolveIndex(left, name)
        case .name:
            let path = try Syntax(.path([syntax]), at: position)
            path.keepsSingletonArray = syntax.keepsArray
            return path
        case .parent:
            let slot = ParentSlot(label: nextLabel)
            nextLabel += 1
            return try Syntax(.parent(slot), at: position)
        case .string, .number, .bool, .null, .regex, .variable, .wildcard, .descendants,
            .placeholder:
            return syntax
        case .missing: throw JSONataError("S0207", position: position, token: "(end)")
        default: return try resolveParts(syntax)
        }
    }

    /// What keeps its form: its parts are resolved, and their seeking parents passed on.
    private mutating func resolveParts(_ syntax: Syntax) throws(JSONataError) -> Syntax {
        var parts: [Syntax] = []
        for child in syntax.children { parts.append(try resolve(child)) }
        var isConstructedArray = false
        let kind: Syntax.Kind
        switch syntax.kind {
        case .binary(let symbol, _, _): kind = .binary(symbol, parts[0], parts[1])
        case .apply: kind = .apply(parts[0], parts[1])
        case .negation:
            if case .number(let number) = parts[0].kind {
                parts[0].kind = .number(-number)
                return parts[0]
            }
            kind = .negation(parts[0])
        case .array: kind = .array(parts)
        case .object:
            kind = .object(
                stride(from: 0, to: parts.count, by: 2).map { (parts[$0], parts[$0 + 1]) })
        case .block:
            isConstructedArray = parts.contains { $0.startsWithConstructedArray }
            kind = .block(parts)
        case .condition:
            kind = .condition(
                parts[0], then: parts[1], else: parts.count > 2 ? parts[2] : nil)
        case .binding(let name, _): kind = .binding(name, parts[0])
        case .lambda(let names, let signature, _):
            kind = .lambda(names, signature: signature, body: parts[0])
            parts[0].markTailCalls()
        case .call(_, _, let isPartial):
            kind = .call(parts[0], Array(parts[1...]), isPartial: isPartial)
        case .transform:
            kind = .transform(
                pattern: parts[0], update: parts[1], delete: parts.count > 2 ? parts[2] : nil)
        default: return syntax
        }
        let result = try Syntax(kind, at: syntax.position)
        result.isConstructedArray = isConstructedArray
        if syntax.passesParentsOn { result.seek(for: syntax.partsThatSeek(in: parts)) }
        return result
    }
}

extension Syntax {
    fileprivate var startsWithConstructedArray: Bool {
        if isConstructedArray { return true }
        if case .path(let steps) = kind, let first = steps.first {
            return first.isConstructedArray
        }
        return false
    }

    /// Functions, transforms and applications are closed to `%`.
    fileprivate var passesParentsOn: Bool {
        switch kind {
        case .lambda, .transform, .apply: false
        default: true
        }
    }

    /// Of a call only the arguments, of everything else all parts.
    fileprivate func partsThatSeek(in parts: [Syntax]) -> ArraySlice<Syntax> {
        if case .call = kind { parts[1...] } else { parts[...] }
    }

    /// Takes over the parents that the parts still seek.
    func seek(for parts: some Sequence<Syntax>) {
        for part in parts {
            seekingParent += part.seekingParent
            if case .parent(let slot) = part.kind { seekingParent.append(slot) }
        }
    }

    /// Marks the calls whose results are this function body's result.
    fileprivate func markTailCalls() {
        guard stages.isEmpty, group == nil, !keepsArray else { return }
        switch kind {
        case .call(_, _, isPartial: false): isTailCall = true
        case .condition(_, let then, let otherwise):
            then.markTailCalls()
            otherwise?.markTailCalls()
        case .block(let parts): parts.last?.markTailCalls()
        default: break
        }
    }
}

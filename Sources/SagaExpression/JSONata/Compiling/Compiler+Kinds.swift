extension Compiler {
    /// The node of a part without what stands behind it.
    mutating func compileKind(
        _ syntax: Syntax, in scope: Scope
    ) throws(JSONataError) -> any Node {
        switch syntax.kind {
        case .name(let name): return NameNode(name)
        case .string(let text): return StringNode(text)
        case .number(let number): return NumberNode(number)
        case .bool(let flag): return ConstantNode(flag)
        case .null: return ConstantNode(nil)
        case .regex(let pattern, let flags):
            return RegexNode(try regex(pattern, flags, at: syntax.position))
        case .variable(let name): return variable(name, in: scope)
        case .wildcard: return WildcardNode()
        case .descendants: return DescendantsNode()
        case .parent(let slot):
            let addresses = scope.addresses(of: .parent(slot.label))
            return VariableNode(addresses, name: nil, outsideIndex: Int.max)
        case .binary(let symbol, let left, let right):
            return try compileBinary(symbol, left, right, at: syntax.position, in: scope)
        case .negation(let part):
            return NegationNode(try compile(part, in: scope), position: syntax.position)
        case .array(let parts):
            return ArrayNode(
                try compileAll(parts, in: scope), isArray: parts.map(\.isWrittenArray),
                isConstructed: syntax.isConstructedArray)
        case .object(let pairs):
            return ObjectNode(
                try compileGroup(
                    pairs, tupleNames: nil, position: syntax.position, in: scope))
        case .block(let parts): return try compileBlock(parts, in: scope)
        case .condition(let test, let then, let otherwise):
            return ConditionNode(
                try compile(test, in: scope), then: try compile(then, in: scope),
                else: try compileAll(otherwise.map { [$0] } ?? [], in: scope).first)
        case .binding(let name, let value):
            let node = try compile(value, in: scope)
            let slot = scope.names.names.firstIndex(of: .variable(name))
            return BindNode(Address(hops: 0, slot: slot ?? Int.max), node)
        case .lambda(let parameters, let signature, let body):
            return try compileLambda(parameters, signature, body, in: scope)
        case .call(let procedure, let arguments, let isPartial):
            return try compileCall(
                syntax, procedure, arguments, isPartial: isPartial, in: scope)
        case .apply(let left, let right):
            return try compileApply(left, right, at: syntax.position, in: scope)
        case .transform(let pattern, let update, let delete):
            return TransformNode(
                pattern: try compile(pattern, in: scope), update: try compile(update, in: scope),
                delete: try compileAll(delete.map { [$0] } ?? [], in: scope).first,
                updatePosition: update.position, deletePosition: delete?.position ?? 0)
        case .path, .sort, .placeholder, .missing, .predicate, .grouping, .order,
            .focusBinding, .indexBinding:
            throw JSONataError("S0206", position: syntax.position, token: syntax.kindName)
        }
    }

    private mutating func compileBinary(
        _ symbol: Symbol, _ left: Syntax, _ right: Syntax, at position: Int, in scope: Scope
    ) throws(JSONataError) -> any Node {
        let left = try compile(left, in: scope)
        let right = try compile(right, in: scope)
        switch symbol {
        case .plus, .minus, .star, .slash, .percent:
            return ArithmeticNode(symbol, left, right, position: position)
        case .equal: return EqualityNode(isNegated: false, left, right)
        case .notEqual: return EqualityNode(isNegated: true, left, right)
        case .less, .greater, .lessOrEqual, .greaterOrEqual:
            return ComparisonNode(symbol, left, right, position: position)
        case .and: return LogicNode(isAnd: true, left, right)
        case .or: return LogicNode(isAnd: false, left, right)
        case .ampersand: return ConcatenationNode(left, right)
        case .in: return InclusionNode(left, right)
        case .range: return RangeNode(left, right, position: position)
        default:
            throw JSONataError("S0201", position: position, token: symbol.rawValue)
        }
    }

    private mutating func compileApply(
        _ left: Syntax, _ right: Syntax, at position: Int, in scope: Scope
    ) throws(JSONataError) -> any Node {
        let first = try compile(left, in: scope)
        // Of a call on the right only the call counts, as in the reference implementation: what
        // stands behind it is not applied.
        let isCall = right.isCall
        let second = try isCall ? compileKind(right, in: scope) : compile(right, in: scope)
        let node = ApplyNode(
            first, second, call: isCall ? second as? CallNode : nil, position: position)
        guard left.keepsArray || right.keepsArray else { return node }
        return DecoratedNode(node, predicates: [], group: nil, keepsArray: true)
    }

    private mutating func compileBlock(
        _ parts: [Syntax], in scope: Scope
    ) throws(JSONataError) -> any Node {
        var names: [BoundName] = []
        for part in parts {
            for name in part.boundNames where !names.contains(name) { names.append(name) }
        }
        let inner = names.isEmpty ? scope : Scope(names, parent: scope)
        let nodes = try compileAll(parts, in: inner)
        return BlockNode(nodes, names: names.isEmpty ? ScopeNames([]) : inner.names)
    }

    private mutating func compileLambda(
        _ parameters: [String], _ signature: Signature?, _ body: Syntax, in scope: Scope
    ) throws(JSONataError) -> any Node {
        let given = parameters.map { BoundName.variable($0) }
        let names = given + body.boundNames.filter { !given.contains($0) }
        let inner = Scope(names, parent: scope)
        return LambdaNode(
            parameterCount: parameters.count, signature: signature, names: inner.names,
            body: try compile(body, in: inner))
    }

    private mutating func compileCall(
        _ syntax: Syntax, _ procedure: Syntax, _ arguments: [Syntax], isPartial: Bool,
        in scope: Scope
    ) throws(JSONataError) -> any Node {
        let node = try compile(procedure, in: scope)
        var fieldName: String?
        if case .path(let steps) = procedure.kind, case .name(let name)? = steps.first?.kind {
            fieldName = name
        }
        if isPartial {
            var nodes: [(any Node)?] = []
            for argument in arguments {
                if case .placeholder = argument.kind {
                    nodes.append(nil)
                } else {
                    nodes.append(try compile(argument, in: scope))
                }
            }
            return PartialNode(
                node, nodes, fieldName: fieldName, position: syntax.position)
        }
        var name = fieldName
        if case .variable(let variable) = procedure.kind { name = variable }
        return CallNode(
            node, try compileAll(arguments, in: scope), name: name, fieldName: fieldName,
            isTail: syntax.isTailCall, position: syntax.position)
    }

    private func regex(
        _ pattern: String, _ flags: String, at position: Int
    ) throws(JSONataError) -> Regex {
        do {
            return try Regex(parsing: pattern, flags: flags)
        } catch {
            throw JSONataError("S0303", position: position, value: error.reason)
        }
    }
}

extension Syntax {
    fileprivate var isCall: Bool {
        if case .call(_, _, isPartial: false) = kind { true } else { false }
    }

    /// Whether this is `[…]` with nothing behind it.
    fileprivate var isWrittenArray: Bool {
        if case .array = kind { true } else { false }
    }
}

/// A part of a parsed expression, which the resolver then enriches and rearranges.
///
/// Lives only while an expression is parsed; what is evaluated are `Node`s made from it.
final class Syntax {
    var kind: Kind
    let position: Int
    /// How many parts are nested in each other here, at most.
    private(set) var height = 1

    /// Whether `[]` follows: a sequence of one stays an array.
    var keepsArray = false
    /// Of a path: whether any of its steps keeps arrays.
    var keepsSingletonArray = false
    /// Of an array constructor: whether its result stands in a path as one item.
    var isConstructedArray = false
    /// Of a step: whether it binds a variable, so that the path carries tuples from here.
    var isTuple = false
    /// The variables that `@` and `#` bind to the item and to its position.
    var focus: String?
    var index: String?
    /// The slot in which this step keeps its context for a `%` further on.
    var ancestor: ParentSlot?
    /// What follows the step: predicates, and positions bound after them.
    var stages: [Stage] = []
    var group: [Pair]?
    /// The slots of `%` in here whose step has not been found yet.
    var seekingParent: [ParentSlot] = []
    /// Of a call: whether its result is the result of a function.
    var isTailCall = false

    init(_ kind: Kind, at position: Int) throws(JSONataError) {
        self.kind = kind
        self.position = position
        height = 1 + (children.map(\.height).max() ?? 0)
        if height > JSONataLimits.nesting {
            throw JSONataError("S0501", position: position)
        }
    }

    typealias Pair = (key: Syntax, value: Syntax)

    struct SortTerm {
        let expression: Syntax
        let isDescending: Bool
    }

    enum Stage {
        case filter(Syntax)
        case index(String)

        var isFilter: Bool {
            if case .filter = self { true } else { false }
        }
    }

    struct Parameter {
        let name: String
        let position: Int
    }

    enum Kind {
        case name(String)
        case string(String)
        case number(Double)
        case bool(Bool)
        case null
        case regex(pattern: String, flags: String)
        case variable(String)
        case wildcard
        case descendants
        case parent(ParentSlot)
        /// The `?` of a partial application.
        case placeholder
        /// The end of the text where an operand should stand.
        case missing
        case binary(Symbol, Syntax, Syntax)
        case negation(Syntax)
        case array([Syntax])
        case object([Pair])
        case block([Syntax])
        case condition(Syntax, then: Syntax, else: Syntax?)
        case binding(String, Syntax)
        case lambda([String], signature: Signature?, body: Syntax)
        case call(Syntax, [Syntax], isPartial: Bool)
        case apply(Syntax, Syntax)
        case transform(pattern: Syntax, update: Syntax, delete: Syntax?)
        // As the parser leaves them; the resolver turns them into paths, stages and groups.
        case predicate(Syntax, Syntax)
        case grouping(Syntax, [Pair])
        case order(Syntax, [SortTerm])
        case focusBinding(Syntax, String)
        case indexBinding(Syntax, String)
        // As the resolver makes them.
        case path([Syntax])
        case sort([SortTerm])
    }
}

/// A reference by `%` to the context of an earlier step.
final class ParentSlot {
    /// The number under which the step keeps its context.
    var label: Int
    /// How many steps back are still to go.
    var level = 1

    init(label: Int) {
        self.label = label
    }
}

extension Syntax {
    /// The direct parts, in the order in which they stand.
    var children: [Syntax] {
        var parts = kindChildren
        for case .filter(let predicate) in stages { parts.append(predicate) }
        for pair in group ?? [] { parts += [pair.key, pair.value] }
        return parts
    }

    private var kindChildren: [Syntax] {
        switch kind {
        case .name, .string, .number, .bool, .null, .regex, .variable, .wildcard, .descendants,
            .parent, .placeholder, .missing:
            []
        case .binary(_, let left, let right), .apply(let left, let right),
            .predicate(let left, let right):
            [left, right]
        case .negation(let part), .binding(_, let part), .lambda(_, _, let part),
            .focusBinding(let part, _), .indexBinding(let part, _):
            [part]
        case .array(let parts), .block(let parts), .path(let parts): parts
        case .object(let pairs): pairs.flatMap { [$0.key, $0.value] }
        case .condition(let test, let then, let otherwise):
            [test, then] + (otherwise.map { [$0] } ?? [])
        case .call(let procedure, let arguments, _): [procedure] + arguments
        case .transform(let pattern, let update, let delete):
            [pattern, update] + (delete.map { [$0] } ?? [])
        case .grouping(let part, let pairs): [part] + pairs.flatMap { [$0.key, $0.value] }
        case .order(let part, let terms): [part] + terms.map(\.expression)
        case .sort(let terms): terms.map(\.expression)
        }
    }

    /// The reference implementation's word for the kind, as a message names it.
    var kindName: String {
        switch kind {
        case .name: "name"
        case .string: "string"
        case .number: "number"
        case .bool, .null: "value"
        case .regex: "regex"
        case .variable: "variable"
        case .wildcard: "wildcard"
        case .descendants: "descendant"
        case .parent: "parent"
        case .placeholder: "operator"
        case .missing: "(end)"
        case .negation, .array, .object: "unary"
        case .block: "block"
        case .condition: "condition"
        case .binding: "bind"
        case .lambda: "lambda"
        case .call(_, _, let isPartial): isPartial ? "partial" : "function"
        case .apply: "apply"
        case .transform: "transform"
        case .path: "path"
        case .sort: "sort"
        case .binary, .predicate, .grouping, .order, .focusBinding, .indexBinding: "binary"
        }
    }
}

/// A function as a value.
final class Function {
    enum Kind {
        case builtin(Builtin)
        /// A definition, the scope in which it stands, and the context it was made in.
        case lambda(LambdaNode, Frame, Datum)
        /// Some arguments are given; nil stands for those that are not.
        case partial(Function, [Datum?])
        /// The second applied to the result of the first.
        case composed(Function, Function)
        case regex(Regex)
        case transform(TransformNode, Frame)
        /// The rest of the matches of a regular expression.
        case nextMatch(Regex, RegexText, from: Int)
    }

    let kind: Kind
    /// How many arguments a higher-order function gives it.
    let arity: Int
    /// One more than the deepest value that it holds.
    let depth: Int

    init(_ kind: Kind) {
        self.kind = kind
        switch kind {
        case .builtin(let builtin):
            arity = builtin.arity
            depth = 1
        case .lambda(let node, _, let input):
            arity = node.parameterCount
            // What the scope holds is emptied by the run and does not nest.
            depth = input.depth + 1
        case .partial(let function, let arguments):
            arity = arguments.count { $0 == nil }
            depth = 1 + max(function.depth, arguments.map { $0?.depth ?? 0 }.max() ?? 0)
        case .composed(let first, let second):
            arity = 1
            depth = 1 + max(first.depth, second.depth)
        case .regex:
            arity = 2
            depth = 1
        case .transform:
            arity = 1
            depth = 1
        case .nextMatch:
            arity = 0
            depth = 1
        }
    }

    var signature: Signature? {
        switch kind {
        case .builtin(let builtin): builtin.signature
        case .lambda(let node, _, _): node.signature
        case .transform: TransformNode.signature
        case .partial, .composed, .regex, .nextMatch: nil
        }
    }
}

/// Where a function is called: what it may need besides its arguments.
struct Call {
    let input: Datum
    let frame: Frame
    let run: Run
}

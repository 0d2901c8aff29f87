extension Call {
    /// `$eval`: the value of an expression given as text, in the scope of the call.
    func evaluate(_ text: String, context: Datum?) throws(JSONataError) -> Datum {
        let scope = Scope(frame)
        let node: any Node
        let names: ScopeNames
        do {
            let syntax = try Resolver.resolve(try SyntaxParser.parse(text))
            let inner = Scope(syntax.boundNames, parent: scope)
            var compiler = Compiler(numbersOutside: false)
            node = try compiler.compile(syntax, in: inner)
            names = inner.names
        } catch {
            throw JSONataError("D3120", value: error.message)
        }
        var input = context ?? self.input
        if input.isArray, context != nil {
            if case .list(let list) = input, list.isSequence {
            } else {
                input = .list(List([input], [.sequence, .wrapper]))
            }
        }
        do {
            return try node.evaluate(input, Frame(names, parent: frame), run)
        } catch {
            if error.code == JSONataError.stoppedCode { throw error }
            throw JSONataError("D3121", value: error.message)
        }
    }
}

package import SagaValue

/// A JSONata expression, parsed once and evaluated as often as needed.
///
/// The language is that of the reference implementation, version 2.0.6, with the functions that
/// the service adds (`$partition`, `$range`, `$hash`, `$uuid`, `$parse`, `$random` with a seed).
package struct JSONataExpression: Sendable {
    /// The expression as it was written, without blanks around it.
    package let text: String
    /// What the expression refers to besides what it makes itself.
    package let references: JSONataReferences
    private let root: any Node
    private let names: ScopeNames
    private let outsideCount: Int

    /// Parses an expression, without `{%` and `%}`.
    ///
    /// - Throws: `S0…`, with the position in code points.
    package init(parsing text: String) throws(JSONataError) {
        let syntax = try Resolver.resolve(try SyntaxParser.parse(text))
        let scope = Scope(syntax.boundNames, parent: nil)
        var compiler = Compiler(numbersOutside: true)
        root = try compiler.compile(syntax, in: scope)
        names = scope.names
        outsideCount = compiler.outsideNames.count
        references = ReferenceCollector.references(in: syntax)
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{B}"]
        let start = text.unicodeScalars.drop { blanks.contains($0) }
        let end = start.reversed().drop { blanks.contains($0) }
        self.text = String(String.UnicodeScalarView(end.reversed()))
    }

    /// Computes the value.
    ///
    /// - Parameter input: What `$$`, and `$` at the top level, stand for; nil is undefined, as in
    ///   the service, where an expression has no input.
    /// - Returns: Nil is undefined.
    /// - Throws: `T…` and `D…` as the reference implementation does; `U1001` and `U1002` when a
    ///   limit of the environment is reached; `U1003` in the service's dialect for a function.
    package func evaluate(
        input: Value?, environment: JSONataEnvironment
    ) throws(JSONataError) -> Value? {
        let root = input.map { Datum($0) } ?? .undefined
        let run = Run(environment, root: root, outsideCount: outsideCount)
        defer { run.end() }
        var context = root
        if root.isArray { context = .list(List([root], [.sequence, .wrapper])) }
        let frame = Frame(names, parent: nil)
        let result = try self.root.evaluate(context, frame, run)
        return try result.value(isService: environment.dialect == .service)
    }
}

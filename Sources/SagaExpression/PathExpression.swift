package import SagaValue

/// What the string of a `.$` key or of a path field holds: a path or an intrinsic function.
///
/// A path begins with `$` (the input), `$$` (the context object) or `$name` (a variable);
/// everything else is a function. A chain of plain names is followed directly.
package struct PathExpression: Sendable {
    /// The expression as it was written.
    package let text: String
    private let form: Form

    /// Where a path begins.
    package enum Source: Sendable, Equatable {
        case input
        case context
        case variable(String)
    }

    private enum Form: Sendable {
        case names(Source, [String])
        case path(Source, JSONPath)
        case function(Intrinsic)
    }

    /// Compiles a path or a call of an intrinsic function.
    package init(_ text: String) throws(ExpressionSyntaxError) {
        if text.utf8.first == UInt8(ascii: "$") {
            try self.init(path: text)
        } else {
            self.init(text: text, form: .function(try Intrinsic(text)))
        }
    }

    /// Compiles a path, where a function may not stand.
    package init(path text: String) throws(ExpressionSyntaxError) {
        var parser = PathRootParser(text)
        let (source, path) = try parser.path()
        let form: Form = path.names.map { .names(source, $0) } ?? .path(source, path)
        self.init(text: text, form: form)
    }

    private init(text: String, form: Form) {
        self.text = text
        self.form = form
    }

    /// Where the path begins; nil for a function.
    package var source: Source? {
        switch form {
        case .names(let source, _), .path(let source, _): source
        case .function: nil
        }
    }

    /// The names of all variables that the expression reads.
    package var variableNames: [String] {
        switch form {
        case .names(.variable(let name), _), .path(.variable(let name), _): [name]
        case .names, .path: []
        case .function(let call): call.variableNames
        }
    }

    /// The value of the expression.
    ///
    /// - Throws: `States.Runtime` where a path finds nothing, with the service's words; what a
    ///   function fails with.
    package func evaluate(in scope: EvaluationScope) throws(EvaluationFailure) -> Value {
        var chance = RandomSequence(seed: scope.entropy)
        return try evaluate(in: scope, chance: &chance) { fault, _ in
            "Invalid path '\(text)' : \(fault.reason)"
        }
    }

    /// The value of the expression that stands in a field of a template, named in the failure.
    func evaluate(
        field: String, in scope: EvaluationScope, chance: inout RandomSequence
    ) throws(EvaluationFailure) -> Value {
        try evaluate(in: scope, chance: &chance) { _, input in
            "The JSONPath '\(text)' specified for the field '\(field)' could not be found in the "
                + "input '\(input.quoted)'"
        }
    }

    /// The value of the expression; nil where a path finds nothing.
    ///
    /// - Throws: As `evaluate`, but not for a path that finds nothing.
    package func find(in scope: EvaluationScope) throws(EvaluationFailure) -> Value? {
        switch form {
        case .names(let source, let names):
            guard var value = scope[source] else { return nil }
            for name in names {
                guard let member = value[name] else { return nil }
                value = member
            }
            return value
        case .path(let source, let path):
            guard let document = scope[source] else { return nil }
            do {
                return try path.value(in: document)
            } catch {
                guard case .inapplicable(let reason) = error else { return nil }
                throw .runtime("Invalid path '\(text)' : \(reason)")
            }
        case .function: return try evaluate(in: scope)
        }
    }

    private func evaluate(
        in scope: EvaluationScope, chance: inout RandomSequence,
        cause: (JSONPathFault, _ input: Value) -> String
    ) throws(EvaluationFailure) -> Value {
        if case .function(let call) = form { return try call.evaluate(in: scope, chance: &chance) }
        do {
            return try resolve(in: scope)
        } catch {
            throw .runtime(cause(error, scope.input))
        }
    }

    /// The integer that a chain of names leads to in the input; nil for anything else.
    ///
    /// Loops count with such paths millions of times, so nothing is copied on the way.
    func integer(in scope: EvaluationScope) -> Int? {
        guard case .names(.input, let names) = form else { return nil }
        return scope.input.integer(at: names[...])
    }

    /// The value of a path, with the reason where there is none.
    func resolve(in scope: EvaluationScope) throws(JSONPathFault) -> Value {
        switch form {
        case .names(let source, let names):
            guard let document = scope[source] else { throw fault(source) }
            var value = document
            for name in names {
                guard let member = value[name] else {
                    // The slow way over the same path, for its words.
                    let path = JSONPath(root: .document, steps: names.map { .property($0) })
                    return try path.value(in: document)
                }
                value = member
            }
            return value
        case .path(let source, let path):
            guard let document = scope[source] else { throw fault(source) }
            return try path.value(in: document)
        case .function: throw .inapplicable("A function is no path")
        }
    }

    private func fault(_ source: Source) -> JSONPathFault {
        guard case .variable(let name) = source else { return .notFound("No results") }
        return .notFound("There is no variable $\(name)")
    }
}

extension EvaluationScope {
    /// The document that a path with this source is applied to.
    fileprivate subscript(source: PathExpression.Source) -> Value? {
        switch source {
        case .input: input
        case .context: context
        case .variable(let name): variables[name]
        }
    }
}

extension Value {
    /// The integer that a chain of names leads to.
    fileprivate func integer(at names: ArraySlice<String>) -> Int? {
        guard let name = names.first else {
            guard case .number(.integer(let integer)) = self else { return nil }
            return integer
        }
        guard case .object(let object) = self else { return nil }
        return object[name]?.integer(at: names.dropFirst())
    }
}

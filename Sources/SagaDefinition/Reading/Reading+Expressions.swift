import SagaExpression
import SagaSource
import SagaValue

// Texts become paths here and nowhere else; a finding stands at the text that is none.
extension Reading {
    /// A path that reads: `$…`, `$$…` or `$variable…`.
    func path(_ part: Part) -> PathExpression? {
        guard let text = text(part) else { return nil }
        guard text.hasPrefix("$") else {
            reportPath(.brokenPath, "a path begins with `$`", part)
            return nil
        }
        return anyPath(part, text)
    }

    /// A path that reads, or a call of an intrinsic function.
    func pathOrIntrinsic(_ part: Part) -> PathExpression? {
        text(part).flatMap { anyPath(part, $0) }
    }

    private func anyPath(_ part: Part, _ text: String) -> PathExpression? {
        note(path: text)
        Extensions.checkContext(text, part, self)
        do throws(ExpressionSyntaxError) {
            let path = try PathExpression(text)
            noteVariables(path.variableNames, at: part)
            return path
        } catch {
            reportPath(.brokenPath, error.message, part.from(error.offset))
            return nil
        }
    }

    /// A path that names one place in the data, to write to.
    func referencePath(_ part: Part) -> ReferencePath? {
        guard let text = text(part) else { return nil }
        do throws(ExpressionSyntaxError) {
            return try ReferencePath(text)
        } catch {
            reportPath(.brokenReferencePath, error.message, part.from(error.offset))
            return nil
        }
    }

    private func reportPath(_ code: Code, _ problem: String, _ part: Part) {
        let kind = code == .brokenPath ? "path" : "reference path"
        report(
            code, "`\(part.node.text ?? "")` is not a \(kind): \(problem)", at: part,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                code == .brokenPath
                    ? "Value must be a valid JSONPath." : "Value must be a valid Reference Path."))
    }

    /// A value with computed parts, in the language of the state.
    ///
    /// - Parameters:
    ///   - omitted: Members of `part` that do not belong to the value.
    ///   - offer: What JSONata finds in `$states` beside the input and the context.
    func template(
        _ part: Part, _ language: QueryLanguage, omitting omitted: [String] = [],
        offering offer: QueryOffer = []
    ) -> Template {
        switch language {
        case .jsonPath: pathTemplate(part, omitting: omitted)
        case .jsonata: queryTemplate(part, omitting: omitted, offering: offer)
        }
    }

    private func pathTemplate(_ part: Part, omitting omitted: [String]) -> Template {
        var value = part.node.value
        if case .object(var object) = value {
            for name in omitted { object[name] = Optional.none }
            value = .object(object)
        }
        var faults: [TemplateFault] = []
        let template = PathTemplate(value, faults: &faults)
        for fault in faults {
            let place = part.descendant(fault.place).from(fault.error.offset)
            report(
                .brokenTemplate, fault.error.message, at: place,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "The value for the field '\(fault.place.fieldName)' must be a valid JSONPath"
                        + " or a valid intrinsic function call"))
        }
        noteVariables(template.variableNames, at: part)
        lintTemplate(part)
        return .path(template)
    }

    /// Notes who reads the context, and warns of JSONata in a language that takes it for text.
    private func lintTemplate(_ part: Part) {
        if let members = part.node.members {
            for member in members {
                let child = Part(node: member.value, path: part.path.member(member.name))
                if member.name.hasSuffix(".$") {
                    if let text = child.string { note(path: text) }
                } else {
                    PathLookalikes.check(member, child, self)
                }
                lintTemplate(child)
            }
        } else if let elements = part.elements {
            for element in elements { lintTemplate(element) }
        } else if part.isQuery {
            report(
                .queryInPathState,
                "the expression is plain text, as the query language is JSONPath",
                at: part, notes: ["`QueryLanguage: JSONata` makes it an expression"])
        }
    }

    func noteVariables(_ names: [String], at part: Part) {
        for name in names { variables.read(name, at: part, in: graph) }
    }

    /// The context object is made only for states that read it.
    func note(path: String) {
        if path.contains("$$") { readsContext = true }
    }
}

extension Part {
    /// The part at a template's fault.
    fileprivate func descendant(_ steps: [TemplateFault.Step]) -> Part {
        steps.reduce(self) { part, step in
            switch step {
            case .key(let key): part[key] ?? part
            case .index(let index):
                part.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? part
            }
        }
    }
}

extension [TemplateFault.Step] {
    fileprivate var fieldName: String {
        for case .key(let key) in reversed() { return key }
        return ""
    }
}

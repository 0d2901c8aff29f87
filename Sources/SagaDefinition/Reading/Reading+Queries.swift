import SagaExpression
import SagaSource
import SagaValue

/// What `$states` has beside `input` and `context`.
struct QueryOffer: OptionSet {
    let rawValue: Int

    /// After the work of a Task, Parallel or Map, and in compensations.
    static let result = QueryOffer(rawValue: 1)
    /// In a catcher.
    static let errorOutput = QueryOffer(rawValue: 2)
}

// Texts become JSONata expressions here and nowhere else.
extension Reading {
    func queryTemplate(
        _ part: Part, omitting omitted: [String] = [], offering offer: QueryOffer
    ) -> Template {
        if let members = part.node.members {
            let template = Template.object(
                members.filter { !omitted.contains($0.name) }.map {
                    let child = Part(node: $0.value, path: part.path.member($0.name))
                    return ($0.name, queryTemplate(child, offering: offer))
                })
            return omitted.isEmpty ? template.simplified(to: part.node) : template
        }
        if let elements = part.elements {
            return Template.array(elements.map { queryTemplate($0, offering: offer) })
                .simplified(to: part.node)
        }
        guard part.isQuery else {
            checkDelimiters(part)
            return .constant(part.scalar ?? .null)
        }
        return query(part, offering: offer).map { .expression($0) } ?? .constant(.null)
    }

    /// Refuses a text that begins as an expression and does not end as one, and warns of one that
    /// what stands before it or behind it makes a plain text.
    func checkDelimiters(_ part: Part) {
        guard let text = part.string, !text.isQuery else { return }
        let blanks: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let inner = text.unicodeScalars.drop(while: blanks).reversed().drop(while: blanks)
        if text.hasPrefix("{%") {
            report(
                .brokenDelimiters, "an expression begins with `{%` and ends with `%}`", at: part,
                label: "the end is missing",
                notes: ["no blanks may stand before `{%` or behind `%}`"],
                aws: .init(
                    "INVALID_JSONATA_EXPRESSION", "The JSONata expression is not well delimited"))
        } else if String(String.UnicodeScalarView(inner.reversed())).isQuery {
            report(
                .paddedExpression, "the expression is plain text, as blanks stand around it",
                at: part, label: "remove the blanks before `{%` and behind `%}`")
        } else if text.hasSuffix("%}") {
            report(
                .paddedExpression, "the text is plain, as it does not begin with `{%`", at: part,
                notes: ["a text with values in it is an expression as a whole: `{% 'a' & $b %}`"])
        }
    }

    /// One JSONata expression, which must stand here.
    func query(_ part: Part, offering offer: QueryOffer = []) -> Expression? {
        guard let text = text(part) else { return nil }
        guard text.isQuery else {
            report(
                .wrongType, "an expression `{% … %}` is expected here", at: part,
                aws: .init("SCHEMA_VALIDATION_FAILED", "Value must be a valid JSONata expression"))
            return nil
        }
        Extensions.checkContext(text, part, self)
        let source = String(text.unicodeScalars.dropFirst(2).dropLast(2))
        do throws(JSONataError) {
            let query = try JSONataExpression(parsing: source)
            check(query.references, part, offer)
            return .query(query)
        } catch {
            report(
                .brokenQuery, "this is not JSONata: \(error.message)", at: part,
                aws: .init("INVALID_JSONATA_EXPRESSION", error.message))
            return nil
        }
    }

    private func check(_ references: JSONataReferences, _ part: Part, _ offer: QueryOffer) {
        for reference in references.topLevel {
            let place = reference.name == "$$" ? "" : " at the top level"
            let message = "Reference to '\(reference.name)'\(place) is not supported."
            report(
                .unsupportedQuery, "`\(reference.name)` refers to nothing here",
                at: part.word(reference.name, endingAt: reference.position),
                label: "data begins with `$states.input` or a variable",
                aws: .init("UNSUPPORTED_JSONATA_EXPRESSION", message))
        }
        for reference in references.stateFields {
            let place = part.word(reference.name, endingAt: reference.position)
            checkField(reference.name, place, offer)
        }
        let names = references.variables.map(\.name)
        for variable in references.variables
        where variable.name != "states" && !JSONataReferences.isLibraryFunction(variable.name) {
            let place = part.word("$" + variable.name, endingAt: variable.position)
            noteVariables([variable.name], at: place)
        }
        // `$states` alone can be searched for any name, so it counts as reading everything.
        let reads = names.filter { $0 == "states" }.count
        if reads > references.stateFields.count
            || references.stateFields.contains(where: { $0.name == "context" })
        {
            readsContext = true
        }
    }

    private func checkField(_ name: String, _ part: Part, _ offer: QueryOffer) {
        let fields: [(name: String, isOffered: Bool, place: String)] = [
            ("input", true, ""), ("context", true, ""),
            ("result", offer.contains(.result), "after the work of a Task, Parallel or Map"),
            ("errorOutput", offer.contains(.errorOutput), "in a catcher"),
        ]
        let field = fields.first { $0.name == name }
        if field?.isOffered == true { return }
        let near = nearest(to: name, among: fields.filter(\.isOffered).map(\.name))
        report(
            .unsupportedQuery, "`$states.\(name)` does not exist\(field == nil ? "" : " here")",
            at: part,
            label: field.map { "there is one only \($0.place)" }
                ?? near.map { "did you mean `$states.\($0)`?" },
            aws: .init(
                "UNSUPPORTED_JSONATA_EXPRESSION", "Field '$states.\(name)' does not exist."))
    }
}

extension Part {
    /// The part with the place of one word of its expression, where the word stands as such.
    ///
    /// - Parameter end: In code points, from behind `{%`.
    fileprivate func word(_ word: String, endingAt end: Int) -> Part {
        let letters = Array(word.unicodeScalars)
        let text = Array((string ?? "").unicodeScalars)
        let range = (end + 2 - letters.count)..<(end + 2)
        guard range.lowerBound >= 0, range.upperBound <= text.count,
            text[range].elementsEqual(letters)
        else { return self }
        return Part(node: node, path: path, extent: extent(ofCodePoints: range))
    }
}

extension Template {
    /// A constant where no part is computed, so that evaluating it costs a copy.
    fileprivate func simplified(to node: Node) -> Template {
        let parts: [Template]
        switch self {
        case .array(let elements): parts = elements
        case .object(let members): parts = members.map(\.template)
        case .constant, .path, .expression: return self
        }
        let isConstant = parts.allSatisfy {
            if case .constant = $0 { true } else { false }
        }
        return isConstant ? .constant(node.value) : self
    }
}

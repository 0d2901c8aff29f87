import SagaExpression
import SagaSource
import SagaValue

// How a state's input becomes its work's arguments, and the result its output.
extension StateReader {
    func flow() -> DataFlow {
        language == .jsonPath ? .jsonPath(pathFlow()) : .jsonata(queryFlow())
    }

    private func pathFlow() -> PathFlow {
        // A task's parameters belong to its body; a Map's are the older name of `ItemSelector`.
        let parameters = type == "Task" || type == "Map" ? Part?.none : fields["Parameters"]
        return PathFlow(
            inputPath: filter("InputPath"),
            parameters: parameters.map(template),
            resultSelector: fields["ResultSelector"].map(template),
            resultPath: resultPath(fields), outputPath: filter("OutputPath"))
    }

    private func queryFlow() -> QueryFlow {
        QueryFlow(
            arguments: type == "Task" ? nil : fields["Arguments"].map(template),
            output: fields["Output"].map { template($0, offering: offer) })
    }

    /// A value with computed parts in the state's language.
    func template(_ part: Part) -> Template { template(part, offering: []) }

    func template(_ part: Part, offering offer: QueryOffer) -> Template {
        reading.template(part, language, offering: offer)
    }

    /// What `Output` and `Assign` find in `$states`: types that work have a result.
    private var offer: QueryOffer { ["Task", "Parallel", "Map"].contains(type) ? .result : [] }

    private func filter(_ key: String) -> PathFilter {
        guard let part = fields[key] else { return .whole }
        if part.scalar?.isNull == true { return .nothing }
        if part.string == "$" { return .whole }
        return reading.path(part).map { .path($0) } ?? .whole
    }

    /// `ResultPath` of a state or a catcher: the whole input if it is missing, nothing if null.
    func resultPath(_ fields: Fields) -> ReferencePath? {
        guard let part = fields["ResultPath"] else { return .root }
        if part.scalar?.isNull == true { return nil }
        return reading.referencePath(part)
    }

    func assign() -> Template? { assign(fields, offering: offer) }

    /// `Assign` of a state, a rule or a catcher.
    func assign(_ fields: Fields, offering offer: QueryOffer) -> Template? {
        guard let part = fields["Assign"], let names = Fields(part, reading) else { return nil }
        for member in names.part.node.members ?? [] { VariableName.check(member, names, language) }
        return template(part, offering: offer)
    }
}

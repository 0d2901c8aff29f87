import SagaSource
import SagaValue

/// What a variable may be called: an identifier of Unicode (UAX 31), 80 characters at most, and
/// not `states`.
enum VariableName {
    static func check(_ member: Node.Member, _ assign: Fields, _ language: QueryLanguage) {
        var name = member.name
        if language == .jsonPath, name.hasSuffix(".$") { name.removeLast(2) }
        guard let problem = problem(name) else {
            let key = Part(node: member.key, path: assign.part.path)
            assign.reading.variables.assign(name, at: key, in: assign.reading.graph)
            return
        }
        assign.reading.report(
            .badVariableName, "`\(name)` cannot be a variable: \(problem)", atKey: member.key,
            of: assign.part,
            aws: .init("SCHEMA_VALIDATION_FAILED", "Invalid variable name: \(name)"))
    }

    private static func problem(_ name: String) -> String? {
        let scalars = name.unicodeScalars
        guard let first = scalars.first else { return "the name is empty" }
        if scalars.count > Limits.variableNameLength {
            return "the name is longer than \(Limits.variableNameLength) characters"
        }
        if name.hasSameCodePoints(as: "states") { return "`states` is reserved" }
        guard first.properties.isIDStart || first == "_",
            scalars.allSatisfy({ $0.properties.isIDContinue })
        else { return "a name is made of letters, digits and `_`, and begins with no digit" }
        return nil
    }
}

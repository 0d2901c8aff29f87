import SagaExpression
import SagaSource
import SagaValue

/// What `Env`, `PassEnv` and `Secrets` may name.
enum EnvironmentRules {
    /// Variables with which data could run a program of its choice; only a constant may set them.
    private static let guarded = ["BASH_ENV", "ENV", "IFS", "PATH"]

    static func isGuarded(_ name: String) -> Bool {
        guarded.contains(name) || name.hasPrefix("LD_")
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return false }
        return !first.isASCIIDigit
            && name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x5F }
    }

    static func checkName(_ name: String, at part: Part, _ reading: Reading) {
        if isName(name) { return }
        reading.report(
            .badEnvironmentName, "`\(name)` is not the name of an environment variable", at: part)
    }

    /// `PassEnv`: names, and beginnings of names followed by `*`.
    static func passEnv(_ fields: Fields) -> [String]? {
        guard let patterns = fields.strings("PassEnv") else { return nil }
        for part in fields["PassEnv"]?.elements ?? [] {
            let pattern = part.string ?? ""
            let name = pattern.hasSuffix("*") ? String(pattern.dropLast()) : pattern
            if !(name.isEmpty && pattern == "*") { checkName(name, at: part, fields.reading) }
        }
        return patterns
    }
}

extension TaskReader {
    /// `Env` of the task over that of the step that it undoes, over `Defaults`.
    func environment(inherited step: Fields?) -> Template? {
        let maps = defaults.environments + [step?["Env"], fields["Env"]].compactMap(\.self)
        var names: [ExactKey] = []
        var values: [ExactKey: Template] = [:]
        for map in maps {
            guard let variables = Fields(map, reading) else { continue }
            for member in variables.part.node.members ?? [] {
                guard let (name, value) = variable(member, variables) else { continue }
                if values.updateValue(value, forKey: ExactKey(name)) == nil {
                    names.append(ExactKey(name))
                }
            }
        }
        if names.isEmpty { return nil }
        return .object(names.compactMap { name in values[name].map { (name.text, $0) } })
    }

    private func variable(
        _ member: Node.Member, _ variables: Fields
    ) -> (name: String, value: Template)? {
        guard let part = variables[member.name] else { return nil }
        let isPath = language == .jsonPath && member.name.hasSuffix(".$")
        let name = isPath ? String(member.name.dropLast(2)) : member.name
        if !EnvironmentRules.isName(name) {
            reading.report(
                .badEnvironmentName, "`\(name)` is not the name of an environment variable",
                atKey: member.key, of: variables.part)
        }
        if EnvironmentRules.isGuarded(name), isPath || language == .jsonata && part.isQuery {
            reading.report(
                .guardedVariable, "`\(name)` decides which programs run, so it cannot be computed",
                at: part)
        }
        if isPath {
            return (
                name, reading.pathOrIntrinsic(part).map { .expression(.path($0)) } ?? .constant("")
            )
        }
        if language == .jsonata, part.isQuery {
            return (name, query(part).map { .expression($0) } ?? .constant(""))
        }
        guard let value = part.scalar, !value.isNull else {
            reading.wrongType(part, expected: "STRING", words: "a string, a number or a boolean")
            return nil
        }
        if value.string?.utf8.contains(0) == true {
            reading.report(
                .nulInCommand, "a variable cannot contain the character NUL", at: part)
        }
        switch language {
        case .jsonata: reading.checkDelimiters(part)
        case .jsonPath:
            if part.isQuery { _ = template(part) }
            PathLookalikes.check(member, part, reading)
        }
        return (name, .constant(.string(value.string ?? value.json)))
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}

import SagaSource
import SagaValue

/// Warns of a Choice that fails when none of its rules matches, unless they are sure to.
enum ChoiceLint {
    static func check(_ choice: Fields, at member: Outline.Member) {
        guard !choice.has("Default"), let rules = choice["Choices"]?.elements, !rules.isEmpty,
            !rules.contains(where: isAlwaysTrue), !coversBoth(rules)
        else { return }
        choice.reading.report(
            Finding(
                .choiceWithoutDefault, "`\(member.name)` fails when none of its rules matches",
                at: member.extent, path: member.part.path,
                label: "add `Default`, if only to a Fail state that says why"))
    }

    private static func isAlwaysTrue(_ rule: Part) -> Bool {
        let condition = rule["Condition"]
        return condition?.scalar?.bool == true || condition?.string.map(inner) == "true"
    }

    /// Two rules that ask the same, one for yes and one for no.
    private static func coversBoth(_ rules: [Part]) -> Bool {
        var asked: Set<String> = []
        for rule in rules {
            if let condition = rule["Condition"]?.string.map(inner) {
                if asked.contains("$not(\(condition))") { return true }
                if condition.hasPrefix("$not("), condition.hasSuffix(")"),
                    asked.contains(String(condition.dropFirst(5).dropLast()))
                {
                    return true
                }
                asked.insert(condition)
            }
            if let other = rule["Not"], asked.contains(other.node.value.json) { return true }
            if let answer = opposite(of: rule), asked.contains(answer) { return true }
            asked.insert(question(rule).json)
        }
        return false
    }

    /// The rule without where it leads.
    private static func question(_ rule: Part) -> Value {
        guard case .object(var object) = rule.node.value else { return .null }
        for name in ["Next", "Assign", "Comment", "Output"] { object[name] = nil }
        return .object(object)
    }

    /// The same test for the other of true and false.
    private static func opposite(of rule: Part) -> String? {
        guard case .object(var object) = question(rule),
            let member = object.members.first(where: { $0.value.bool != nil }),
            let answer = member.value.bool
        else { return nil }
        object[member.key] = .bool(!answer)
        return Value.object(object).json
    }

    /// The expression between `{%` and `%}` without blanks around it.
    private static func inner(_ text: String) -> String {
        guard text.isQuery else { return text }
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let body = text.dropFirst(2).dropLast(2).drop(while: isBlank)
        return String(String(body.reversed().drop(while: isBlank)).reversed())
    }
}

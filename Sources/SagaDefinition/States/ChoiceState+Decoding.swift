import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func choice() -> ChoiceState {
        fields.require(["Choices"])
        ChoiceLint.check(fields, at: member)
        let rules = (fields.list("Choices") ?? []).compactMap(rule)
        let target = fields["Default"].flatMap { reading.state(named: $0, in: graph) }
        return ChoiceState(rules: rules, defaultNext: target)
    }

    private func rule(_ part: Part) -> ChoiceRule? {
        guard let rule = Fields(part, reading) else { return nil }
        rule.require(["Next"])
        let next = rule["Next"].flatMap { reading.state(named: $0, in: graph) } ?? member.id
        return ChoiceRule(
            condition: condition(rule), next: next, assign: assign(rule, offering: []),
            output: rule["Output"].map(template))
    }

    private static let ruleFields = ["Next", "Assign", "Output", "Comment"]

    private func condition(_ rule: Fields) -> ChoiceRule.Condition {
        switch language {
        case .jsonata:
            rule.allow(
                Self.ruleFields + ["Condition", "Variable"], in: "a choice rule", language: .jsonata
            )
            rule.require(["Condition"])
            guard let part = rule["Condition"] else { return .constant(false) }
            if let flag = part.scalar?.bool { return .constant(flag) }
            return reading.query(part).map { .query($0) } ?? .constant(false)
        case .jsonPath:
            return comparison(rule, besides: Self.ruleFields).map { .comparison($0) }
                ?? .constant(false)
        }
    }
}

package import SagaExpression

/// What is a Choice's own.
package struct ChoiceState: Sendable {
    package let rules: [ChoiceRule]
    package let defaultNext: StateID?

    package init(rules: [ChoiceRule], defaultNext: StateID?) {
        self.rules = rules
        self.defaultNext = defaultNext
    }
}

/// One entry of `Choices`.
package struct ChoiceRule: Sendable {
    package let condition: Condition
    package let next: StateID
    /// These replace the state's own when the rule matches.
    package let assign: Template?
    package let output: Template?

    package enum Condition: Sendable {
        case comparison(Comparison)
        case query(Expression)
        case constant(Bool)
    }

    package init(condition: Condition, next: StateID, assign: Template?, output: Template?) {
        self.condition = condition
        self.next = next
        self.assign = assign
        self.output = output
    }
}

import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    private static let junctions = ["And", "Or", "Not"]
    private static let operators = ComparisonOperator.allCases.map(\.name).sorted()

    /// The condition of a rule of JSONPath: one operator on a `Variable`, or a junction of rules.
    ///
    /// - Parameter besides: Fields that the rule may have beside its condition; none when nested.
    func comparison(_ rule: Fields, besides fields: [String]) -> Comparison? {
        rule.allow(
            fields + ["Variable", "Condition"] + Self.junctions + Self.operators,
            in: fields.isEmpty ? "a nested rule" : "a choice rule", language: .jsonPath)
        let there = rule.present(Self.junctions + Self.operators)
        guard let name = there.first else {
            let isJunction = !rule.has("Variable")
            refuse(
                rule.head,
                isJunction
                    ? "a rule needs a `Variable` with an operator, or `And`, `Or` or `Not`"
                    : "`Variable` has no operator beside it")
            return nil
        }
        for other in there.dropFirst() {
            guard let member = rule.part.node.member(other) else { continue }
            reading.report(
                .brokenComparison, "`\(other)` stands beside `\(name)`; a rule has one operator",
                atKey: member.key, of: rule.part,
                notes: ["join several by `And`"],
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "Each Choice Rule can only have one comparison operator."))
        }
        return Self.junctions.contains(name) ? junction(name, rule) : test(name, rule)
    }

    private func refuse(_ part: Part, _ problem: String) {
        reading.report(
            .brokenComparison, problem, at: part, aws: .init("SCHEMA_VALIDATION_FAILED", problem))
    }

    private func junction(_ name: String, _ rule: Fields) -> Comparison? {
        if let member = rule.part.node.member("Variable") {
            reading.report(
                .brokenComparison, "`Variable` stands beside `\(name)`, which has rules of its own",
                atKey: member.key, of: rule.part)
        }
        if name == "Not" {
            return rule.map(name).flatMap { comparison($0, besides: []) }.map { .not($0) }
        }
        let rules = (rule.list(name) ?? []).compactMap { part in
            Fields(part, reading).flatMap { comparison($0, besides: []) }
        }
        return name == "And" ? .all(rules) : .any(rules)
    }

    private func test(_ name: String, _ rule: Fields) -> Comparison? {
        rule.require(["Variable"])
        let variable = rule["Variable"].flatMap(reading.path)
        guard let comparison = ComparisonOperator(name: name), let operand = rule[name] else {
            return nil
        }
        do throws(ExpressionSyntaxError) {
            if let text = operand.string {
                if name.hasSuffix("Path") {
                    reading.note(path: text)
                } else if Self.operators.contains(name + "Path") {
                    PathLookalikes.check(field: name, operand, reading)
                }
            }
            let test = try ComparisonTest(comparison, operand: operand.node.value)
            return variable.map { .test($0, test) }
        } catch {
            refuse(operand, "`\(name)` cannot be read: \(error.message)")
            return nil
        }
    }
}

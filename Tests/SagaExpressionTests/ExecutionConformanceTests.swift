import SagaExpression
import SagaValue
import Testing

/// Holds templates and Choice rules against recorded one-state executions of the service.
@Suite struct ExecutionConformanceTests {
    @Test func `intrinsic functions answer as recorded`() throws {
        try compare("intrinsic_functions") { state, input in
            guard case .object? = state["Parameters"], state["ResultPath"] == nil else {
                return nil
            }
            var faults: [TemplateFault] = []
            let template = PathTemplate(state["Parameters"] ?? .null, faults: &faults)
            guard faults.isEmpty else { return .null }
            let scope = EvaluationScope(input: input, context: Self.context(input))
            return try? template.evaluate(in: scope)
        }
    }

    @Test func `Choice rules decide as recorded`() throws {
        try compare("choice_operators") { state, input in
            guard let rule = state["Choices"]?[0]?.object else { return nil }
            let holds = try? Self.comparison(rule)?.evaluate(in: EvaluationScope(input: input))
            guard let holds else { return .null }
            return ["TestResult.$": holds ? "ConditionTrue" : "ConditionFalse"]
        }
    }

    private static func comparison(_ rule: Object) throws -> Comparison? {
        guard let variable = rule["Variable"]?.string else { return nil }
        for (key, operand) in rule {
            guard let comparison = ComparisonOperator(name: key) else { continue }
            return .test(
                try PathExpression(path: variable), try ComparisonTest(comparison, operand: operand)
            )
        }
        return nil
    }

    private static func context(_ input: Value) -> Value {
        ["Execution": ["Input": input, "Name": "name"], "StateMachine": ["Name": "a-b"]]
    }

    /// Compares what `evaluate` makes of each case's first state; nil passes a case over.
    private func compare(
        _ family: String, _ evaluate: (_ state: Value, _ input: Value) -> Value?
    ) throws {
        guard let cases = try ConformanceData.cases("executions.jsonl") else {
            print("\(family): the conformance data is not here; nothing was compared")
            return
        }
        var (passed, count) = (0, 0)
        for test in cases where test["family"]?.string == family {
            let start = test["definition"]?["StartAt"]?.string ?? ""
            guard test["wildcards"]?.bool == false,
                let state = test["definition"]?["States"]?[start],
                let actual = evaluate(state, test["input"] ?? .null)
            else { continue }
            count += 1
            let expected = test["expected_output"]
            if actual == expected {
                passed += 1
            } else {
                print(
                    "\(test["id"]?.string ?? ""): expected \(expected?.json ?? "-"), "
                        + "got \(actual.json)")
            }
        }
        print("\(family): passed \(passed) of \(count)")
        #expect(count > 0)
        #expect(passed == count)
    }
}

import SagaExpression
import SagaValue
import Testing

@Suite struct ComparisonTests {
    private static let input: Value = [
        "i": 3, "f": .number(.literal("3.0")), "s": "b", "b": true, "null": .null,
        "t": "2026-01-01T01:00:00+01:00",
        "list": [1], "one": 1, "late": "2026-01-01T00:00:01Z", "c": "c",
    ]

    private func evaluate(_ variable: String, _ name: String, _ operand: Value) throws -> Bool {
        let comparison = try #require(ComparisonOperator(name: name))
        let test = try ComparisonTest(comparison, operand: operand)
        let condition = Comparison.test(try PathExpression(path: variable), test)
        return try condition.evaluate(in: EvaluationScope(input: Self.input))
    }

    @Test func `all forty-two operators but And, Or and Not have a name`() {
        #expect(ComparisonOperator.allCases.count == 39)
        #expect(Set(ComparisonOperator.allCases.map(\.name)).count == 39)
        #expect(
            ComparisonOperator(name: "NumericLessThanEqualsPath")
                == .numeric(
                    .lessThanEquals, isPath: true))
        #expect(ComparisonOperator(name: "numericEquals") == nil)
    }

    @Test(
        arguments: [
            ("$.i", "NumericEquals", .double(3.0), true), ("$.f", "NumericEquals", 3, true),
            ("$.i", "NumericLessThan", 3, false), ("$.i", "NumericLessThanEquals", 3, true),
            ("$.i", "NumericGreaterThanPath", "$.one", true), ("$.s", "NumericEquals", 3, false),
            ("$.i", "NumericEqualsPath", "$.s", false), ("$.s", "StringEquals", "b", true),
            ("$.s", "StringLessThan", "c", true),
            ("$.s", "StringGreaterThanEqualsPath", "$.c", false),
            ("$.i", "StringEquals", "3", false), ("$.b", "BooleanEquals", true, true),
            ("$.b", "BooleanEqualsPath", "$.b", true), ("$.s", "BooleanEquals", false, false),
            ("$.t", "TimestampEquals", "2026-01-01T00:00:00Z", true),
            ("$.t", "TimestampLessThanPath", "$.late", true),
            (
                "$.s", "TimestampLessThan",
                "2026-01-01T00:00:00Z", false
            ), ("$.t", "TimestampEqualsPath", "$.s", false),
            ("$.null", "IsNull", true, true), ("$.i", "IsNull", false, true),
            ("$.i", "IsNumeric", true, true), ("$.s", "IsString", true, true),
            ("$.b", "IsBoolean", false, false), ("$.t", "IsTimestamp", true, true),
            ("$.s", "IsTimestamp", true, false), ("$.nope", "IsPresent", false, true),
            ("$.nope.deeper", "IsPresent", true, false), ("$.null", "IsPresent", true, true),
            ("$.list[5]", "IsPresent", true, false), ("$nope", "IsPresent", true, false),
        ] as [(String, String, Value, Bool)])
    func `an operator compares values of its type and nothing else`(
        variable: String, name: String, operand: Value, expected: Bool
    ) throws {
        #expect(try evaluate(variable, name, operand) == expected)
    }

    @Test(
        arguments: [
            ("$.nope", "IsNull", true, "$.nope"), ("$.i", "NumericEqualsPath", "$.nope", "$.nope"),
            ("$nope", "StringEquals", "a", "$nope"),
        ] as [(String, String, Value, String)])
    func `a path that finds nothing is a failure`(
        variable: String, name: String, operand: Value, path: String
    ) {
        let cause =
            "Invalid path '\(path)': The choice state's condition path references an invalid value."
        #expect(throws: EvaluationFailure.runtime(cause)) {
            try evaluate(variable, name, operand)
        }
    }

    @Test(
        arguments: [
            ("NumericEquals", "3"), ("StringEquals", 3), ("BooleanEquals", "true"), ("IsNull", 1),
            ("TimestampEquals", "2026-01-01"), ("StringEqualsPath", "s"), ("StringEqualsPath", 1),
        ] as [(String, Value)])
    func `an operand of the wrong type is refused`(name: String, operand: Value) throws {
        let comparison = try #require(ComparisonOperator(name: name))
        #expect(throws: ExpressionSyntaxError.self) {
            try ComparisonTest(comparison, operand: operand)
        }
    }

    @Test(arguments: [
        ("*", "", true), ("", "", true), ("", "a", false), ("a*c", "abc", true),
        ("a*c", "ac", true), ("a*c", "abcd", false), ("*.log", "x.log", true),
        ("a*b*c", "aXbYbZc", true), ("ab*ba", "aba", false), (#"\*"#, "*", true),
        (#"\*"#, "a", false), (#"a\\*"#, #"a\b"#, true), (#"\a"#, #"\a"#, true),
        ("foo*.log", "foobar.log.gz", false), ("é*", "e\u{301}x", false), ("**a", "ba", true),
    ])
    func `an asterisk stands for any characters`(pattern: String, text: String, expected: Bool) {
        #expect(StringPattern(pattern).matches(text) == expected)
    }

    @Test(arguments: [
        ("a", "b"), ("", "a"), ("a", "aa"), ("B", "a"), ("\u{1F600}", "\u{E000}"),
        ("\u{1F600}", "\u{FFFD}"), ("\u{D7FF}", "\u{1F600}"), ("e\u{301}", "é"),
    ])
    func `strings are ordered by their UTF-16 units`(first: String, second: String) throws {
        let less = try #require(ComparisonOperator(name: "StringLessThan"))
        let test = try ComparisonTest(less, operand: .string(second))
        let condition = Comparison.test(try PathExpression(path: "$"), test)
        #expect(try condition.evaluate(in: EvaluationScope(input: .string(first))))
        let back = try ComparisonTest(less, operand: .string(first))
        let reverse = Comparison.test(try PathExpression(path: "$"), back)
        #expect(try !reverse.evaluate(in: EvaluationScope(input: .string(second))))
    }

    @Test func `conditions are combined, and what is decided is not evaluated`() throws {
        let isPresent = try #require(ComparisonOperator(name: "IsPresent"))
        let isTrue = Comparison.test(
            try PathExpression(path: "$.i"), try ComparisonTest(isPresent, operand: true))
        let isString = try #require(ComparisonOperator(name: "IsString"))
        let failing = Comparison.test(
            try PathExpression(path: "$.nope"), try ComparisonTest(isString, operand: true))
        let scope = EvaluationScope(input: Self.input)
        #expect(try Comparison.any([.not(isTrue), isTrue, failing]).evaluate(in: scope))
        #expect(try !Comparison.all([isTrue, .not(isTrue), failing]).evaluate(in: scope))
        #expect(throws: EvaluationFailure.self) {
            try Comparison.all([isTrue, failing]).evaluate(in: scope)
        }
    }
}

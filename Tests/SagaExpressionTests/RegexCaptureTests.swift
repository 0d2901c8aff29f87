import SagaExpression
import SagaValue
import Testing

/// What groups of a regular expression keep, as ECMAScript has it, of which JSONata's are.
@Suite struct RegexCaptureTests {
    @Test(arguments: [
        // A lookahead that led nowhere has captured nothing.
        ("(?=(.))b|a", "a", [nil]),
        ("(?!(a))a|a", "a", [nil]),
        ("((?=(.))b|c)", "c", ["c", nil]),
        // One that led on has.
        ("(?=(.))a", "a", ["a"]),
        // Every round of a repetition begins without the captures of the one before.
        ("(?:(a)|b){2}", "ab", [nil]),
        ("(?:(a)|b)*", "ab", [nil]),
        (".(?:((.)?){1,2}){2}", "abb", ["", nil]),
    ])
    func `a group keeps what the match went through last`(
        pattern: String, text: String, groups: [String?]
    ) throws {
        let value = try evaluateJSONata("$match($, /\(pattern)/).groups", .string(text))
        let expected = groups.map { $0.map(Value.string) ?? .null }
        #expect(value == .array(expected) || expected.count == 1 && value == expected.first)
    }
}

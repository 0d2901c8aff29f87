import SagaExpression
import SagaValue
import Testing

/// What an expression is charged for follows the work it does, not how often it does it.
@Suite struct JSONataWorkTests {
    @Test(
        arguments: [
            ("$length($replace($join([1..20000].('a')), /a/, 'bb'))", 40_000, 1_000_000),
            ("$length($replace($join([1..20000].('a')), 'a', 'bb'))", 40_000, 1_000_000),
            (
                "$length($replace($join([1..6000].('a')), /a/, function($m) { 'bb' }))", 12_000,
                1_000_000
            ),
            (
                "$length($reduce([1..4000], function($a, $b) { $a & 'x' }, ''))", 4000,
                200_000
            ),
            (
                "$count($reduce([1..4000], function($a, $b) { $append($a, $b) }))", 4000,
                1_000_000
            ),
        ] as [(String, Value, Int)])
    func `what grows piece by piece is charged for its pieces`(
        text: String, wanted: Value, fuel: Int
    ) throws {
        #expect(try evaluate(text, fuel: fuel) == wanted)
    }

    private func evaluate(
        _ text: String, fuel: Int, _ input: Value? = nil
    ) throws(JSONataError) -> Value? {
        let limits = JSONataEnvironment.Limits(depth: 100, fuel: fuel, valueBytes: 6_990_256)
        let environment = JSONataEnvironment(
            dialect: .reference, nowMilliseconds: 0, chance: RandomSequence(seed: 1),
            limits: limits)
        return try JSONataExpression(parsing: text)
            .evaluate(input: input, environment: environment)
    }
}

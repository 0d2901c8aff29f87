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

    @Test func `the places of many matches are told in time that grows with the text`() throws {
        let text = "$match($states.input, /[a-z]+\\d/)[-1].index"
        let ordinary = String(repeating: "abc1 ", count: 30_000)
        #expect(try evaluateInService(text, .string(ordinary)) == 149_995)
        let replaced = "$length($replace($states.input, /c/, function($m) { $string($m.start) }))"
        let mixed = String(repeating: "ab\u{1F600}c", count: 20_000)
        #expect(try evaluateInService(replaced, .string(mixed)) == 157_778)
    }

    @Test func `a place counts code units in whatever order it is asked for`() throws {
        let smiles = String(repeating: "\u{1F600}a", count: 3)
        #expect(
            try evaluateInService("$match($states.input, /a/).index", .string(smiles))
                == [2, 5, 8])
        let text = """
            $replace($states.input, /(a)/, function($m) {
                $string($m.start) & '-' & $string($m.end) })
            """
        #expect(
            try evaluateInService(text, .string(smiles))
                == "\u{1F600}2-3\u{1F600}5-6\u{1F600}8-9")
        let back = """
            $split($states.input, function($s) { {
                'match': 'a', 'start': 5, 'end': 6, 'groups': [], 'next': function() { {
                    'match': 'a', 'start': 2, 'end': 3, 'groups': [] } } } })
            """
        #expect(
            try evaluateInService(back, .string(smiles))
                == ["\u{1F600}a\u{1F600}", "", "\u{1F600}a\u{1F600}a"])
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

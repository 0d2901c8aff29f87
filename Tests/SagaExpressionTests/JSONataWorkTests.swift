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

    @Test(
        arguments: [
            ("$contains($states.input, /.*/)", true), ("$contains($states.input, /^.*$/)", true),
            ("$length($match($states.input, /.*/)[0].match)", 1_500_000),
            ("$contains($states.input, /[ab]*(?=b)b/)", false),
            ("$contains($states.input, /a*?b/)", false),
        ] as [(String, Value)])
    func `a repetition takes no room for each place of a long text`(
        text: String, wanted: Value
    ) throws {
        let long = String(repeating: "a", count: 1_500_000)
        #expect(try evaluateInService(text, .string(long)) == wanted)
    }

    @Test func `a repetition that has to remember too much says so`() throws {
        let long = String(repeating: "a", count: 1_500_000)
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluateInService("$contains($states.input, /^(a)*$/)", .string(long))
        }
        #expect(error?.message == "Expression evaluation memory limit exceeded")
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

    @Test(
        arguments: [
            ("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
            ("(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
            ("(a?){30}a{30}b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("((a*)*c?)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ])
    func `a choice of a regular expression that led nowhere is not tried again`(
        pattern: String, text: String
    ) throws {
        let value = try evaluate("$contains($, /\(pattern)/)", fuel: 300_000, .string(text))
        #expect(value == false)
    }

    @Test func `a failing match is not tried anew from each of its characters`() throws {
        let text = String(repeating: "a", count: 20_000)
        #expect(
            try evaluate("$replace($, /a*b/, 'c')", fuel: 2_000_000, .string(text))
                == .string(text))
    }

    /// A back-reference that is never reached keeps the matcher from remembering.
    @Test func `what is remembered changes no match and no capture`() throws {
        var random = RandomSequence(seed: 7)
        func pick(_ all: [String]) -> String { all[Int(random.next() % UInt64(all.count))] }
        func pattern(_ depth: Int) -> String {
            guard depth > 0 else { return pick(["a", "b", "[ab]", "a?", "", "\\b", "(?=a)"]) }
            let inner = pattern(depth - 1)
            switch random.next() % 6 {
            case 0: return "(\(inner))" + pick(["*", "+", "?", "*?", "+?", "{1,3}", "{2}", ""])
            case 1: return "(\(inner)|\(pattern(depth - 1)))"
            case 2: return "(?=\(inner))" + pattern(depth - 1)
            case 3: return "(?<=\(inner))" + pattern(depth - 1)
            case 4: return "(?:\(inner))" + pick(["*", "+?", "{0,2}"])
            default: return inner + pattern(depth - 1)
            }
        }
        for _ in 0..<1500 {
            let tried = "(\(pattern(4)))" + pick(["", "$", "c"])
            var text = ""
            for _ in 0..<random.next() % 9 { text += pick(["a", "b", "ab", "c"]) }
            let match = { (pattern: String) in
                try evaluate("$match($, /\(pattern)/, 1)", fuel: 300_000, .string(text))
            }
            let wanted: Value?
            do { wanted = try match("(?:\(tried))|(?!)\\1") } catch { continue }
            #expect(try match(tried) == wanted, "/\(tried)/ on \(text)")
        }
    }

    @Test(
        arguments: [
            ("$count($distinct([1..5000].{'a': $}))", 5000),
            ("$count($distinct([1..5000].{'a': 1, 'b': $ % 10}))", 10),
            ("$count($distinct([{'a': 1, 'b': [2]}, {'b': [2], 'a': 1}, {'a': 1}]))", 2),
            ("$count($distinct([[1, 2], [2, 1], [1, 2], [1.0, 2e0], ['1', 2]]))", 3),
            ("$count($distinct([null, null, true, false, true, {}, {}, [], []]))", 5),
        ] as [(String, Value)])
    func `objects and arrays are told apart without comparing each with each`(
        text: String, wanted: Value
    ) throws {
        #expect(try evaluate(text, fuel: 400_000) == wanted)
    }

    @Test(arguments: ["$map([1..1000], function() { $$.a = $$.b })", "$distinct([$$, $$])"])
    func `comparing is charged for what is looked at`(text: String) throws {
        let many = Value.array(Array(repeating: 1, count: 10_000))
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluate(text, fuel: 15_000, ["a": many, "b": many])
        }
        #expect(error?.code == "U1001")
    }

    @Test(arguments: [
        "$keys($$)", "$spread($$)", "$merge([$$, $$])", "$map([1..40], function() { $keys($$) })",
    ])
    func `the members of an object are charged for`(text: String) throws {
        var input = Object()
        for index in 0..<4000 { input["k\(index)"] = .integer(index) }
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluate(text, fuel: 4000, .object(input))
        }
        #expect(error?.code == "U1001")
        #expect(try evaluate("$count($keys($$))", fuel: 20_000, .object(input)) == 4000)
    }

    @Test(arguments: [
        "$contains($$, 'b')", "$split($$, 'b')", "$replace($$, 'b', 'c')",
        "$substringBefore($$, 'b')", "$substringAfter($$, 'b')", "$contains($$, /b/)",
        "$count([1..40000])", "$contains('a', $$)",
    ])
    func `a text that is searched and a range are charged for`(text: String) throws {
        let input = Value.string(String(repeating: "a", count: 40_000))
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluate(text, fuel: 8000, input)
        }
        #expect(error?.code == "U1001")
        #expect(try evaluate(text, fuel: 50_000, input) != nil)
    }

    @Test func `a call costs more than a part of an expression`() {
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluate("$map([1..1000], function() { 1 })", fuel: 5000)
        }
        #expect(error?.code == "U1001")
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

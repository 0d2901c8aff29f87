import SagaExpression
import SagaValue
import Testing

@Suite struct IntrinsicTests {
    private static let input: Value = [
        "name": "Ann", "n": 3, "f": .double(2.5),
        "list": [1, 1, .null, ["a": 1, "b": 2], ["b": 2, "a": 1]],
        "object": ["a": 1, "b": ["x", .null]], "template": #"\{{}\} \n"#, "blank": " \n",
    ]

    private func evaluate(_ text: String, entropy: UInt64 = 0) throws -> Value {
        let scope = EvaluationScope(
            input: Self.input, context: ["Task": ["Token": "t"]],
            variables: Variables(Object([("v", 40)])), entropy: entropy)
        return try PathExpression(text).evaluate(in: scope)
    }

    @Test(arguments: [
        ("States.Format('Hi {}, {}', $.name, $.n)", #""Hi Ann, 3""#),
        ("States.Format('{}|{}|{}', null, true, 1.50)", #""null|true|1.50""#),
        ("States.Format('{}', $.object)", #""{a=1, b=[x, null]}""#),
        (#"States.Format('\{\} it\'s \\ {}', 1)"#, #""{} it's \\ 1""#),
        ("States.Format($.template, 1)", #""{1} \\n""#), ("States.Format('plain')", #""plain""#),
        ("States.Format('{}', $$.Task.Token)", #""t""#), ("States.Format('{}',$v)", #""40""#),
        ("States.StringToJson('[1, {\"a\": 2}]')", #"[1,{"a":2}]"#),
        ("States.StringToJson($.blank)", "null"), ("States.StringToJson('-0')", "-0"),
        ("States.JsonToString($.object)", #""{\"a\":1,\"b\":[\"x\",null]}""#),
        ("States.Array()", "[]"), ("States.Array(1, 'a', $.n, null)", #"[1,"a",3,null]"#),
        ("States.ArrayPartition(States.Array(1,2,3), 2)", "[[1,2],[3]]"),
        ("States.ArrayContains($.list, 1)", "true"),
        ("States.ArrayContains($.list, 'x')", "false"),
        ("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]"), ("States.ArrayRange(3, 1, -1)", "[3,2,1]"),
        ("States.ArrayRange(1, 0, 1)", "[]"), ("States.ArrayRange(1, 1, -5)", "[1]"),
        ("States.ArrayGetItem($.list, 0)", "1"), ("States.ArrayLength($.list)", "5"),
        ("States.ArrayUnique($.list)", #"[1,null,{"a":1,"b":2}]"#),
        ("States.Base64Encode('Data to encode')", #""RGF0YSB0byBlbmNvZGU=""#),
        ("States.Base64Decode('RGF0YSB0byBkZWNvZGU')", #""Data to decode""#),
        ("States.Hash('input data', 'SHA-1')", #""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
        (
            "States.JsonMerge($.object, States.StringToJson('{\"a\":2}'), false)",
            #"{"a":2,"b":["x",null]}"#
        ),
        ("States.MathAdd($.n, -1)", "2"), ("States.MathAdd($.f, 0)", "3"),
        ("States.MathAdd(-2.5, 0)", "-2"), ("States.MathAdd(-0.5, 0.5)", "1"),
        ("States.MathRandom(0, 10, 42)", "0"), ("States.MathRandom(5, 6)", "5"),
        ("States.StringSplit('a-b_c--', '-_')", #"["a","b","c"]"#),
        ("States.StringSplit('', ',')", "[]"), ("States.StringSplit('a', '')", #"["a"]"#),
        ("States.ArrayGetItem( States.StringSplit($.name , 'n'),\n 0 )", #""A""#),
        ("States.ArrayLength($.list[?(@.a == 1)])", "2"),
        ("States.Format('{}', $['name'])", #""Ann""#),
    ])
    func `a function yields what the service yields`(text: String, json: String) throws {
        #expect(try evaluate(text).json == json)
    }

    @Test(arguments: [
        "States.Format('{}{}', 1)", "States.Format('{}', 1, 2)", #"States.Format('a\nb')"#,
        "States.StringToJson('{')", "States.StringToJson(1)", "States.ArrayPartition(1, 1)",
        "States.ArrayPartition($.list, 0)", "States.ArrayRange(1, 5, 0)",
        "States.ArrayRange(1, 1001, 1)", "States.ArrayRange(-2147483648, 2147483647, 1)",
        "States.ArrayGetItem($.list, 5)", "States.ArrayGetItem($.list, -1)",
        "States.Base64Decode('%')", "States.Hash('a', 'sha-1')",
        "States.JsonMerge($.object, $.object, true)", "States.JsonMerge($.object, 1, false)",
        "States.MathAdd(2147483647, 1)", "States.MathAdd(1e300, 1)", "States.MathAdd('1', 1)",
        "States.MathRandom(1, 1)", "States.ArrayLength('abc')", "States.StringSplit(1, ',')",
    ])
    func `a function that cannot work with its arguments fails by name`(text: String) {
        #expect {
            try evaluate(text)
        } throws: { error in
            let failure = error as? EvaluationFailure
            return failure?.error == "States.IntrinsicFailure"
                && failure?.cause.hasPrefix("The function '\(text)' had the following error: ")
                    == true
        }
    }

    @Test func `a path that finds nothing fails with the service's words`() {
        let cause =
            "The function 'States.Format('{}', $.nope)' had the following error: The JsonPath "
            + "argument for the field '$.nope' could not be found in the input '{\"a\":1}'"
        #expect(throws: EvaluationFailure.runtime(cause)) {
            try PathExpression("States.Array(States.Format('{}', $.nope))")
                .evaluate(in: EvaluationScope(input: ["a": 1]))
        }
    }

    @Test(arguments: [
        ("States.Nope()", 0), ("Format('{}')", 0), ("States.", 0), ("", 0), (" States.UUID()", 0),
        ("States.UUID(", 12), ("States.UUID(1)", 0), ("States.UUID() x", 14),
        ("States.ArrayLength()", 0), ("States.Array(1, States.Hash('a'))", 16),
        ("States.Array('a)", 13), ("States.Array(1 2)", 15), ("States.Array(1,)", 15),
        ("States.Array(abc)", 13), ("States.Array($.a b)", 16), ("States.Array($.a[)", 16),
        ("States.StringToJson $.a)", 20), (#"States.Array("a",1)"#, 13),
        (#"States.Array("a", 1)"#, 13), (#"States.Format("a{}",1)"#, 14),
        ("States.Array([1])", 13), ("States.ArrayLength({})", 19),
    ])
    func `what is no call is refused where it goes wrong`(text: String, offset: Int) {
        #expect {
            try PathExpression(text)
        } throws: { error in
            (error as? ExpressionSyntaxError)?.offset == offset
        }
    }

    @Test func `functions may be nested ten deep and no deeper`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "States.Array(", count: depth) + String(repeating: ")", count: depth)
        }
        #expect(try evaluate(nested(Limits.intrinsicDepth)).json == "[[[[[[[[[[]]]]]]]]]]")
        #expect(throws: ExpressionSyntaxError.self) {
            try PathExpression(nested(Limits.intrinsicDepth + 1))
        }
        #expect(throws: ExpressionSyntaxError.self) { try PathExpression(nested(100_000)) }
    }

    @Test func `identifiers follow from the seed and differ within one evaluation`() throws {
        let pair = try #require(try evaluate("States.Array(States.UUID(), States.UUID())").array)
        #expect(pair[0] != pair[1])
        let same = try evaluate("States.UUID()")
        #expect(same == pair[0])
        #expect(try evaluate("States.UUID()", entropy: 1) != same)
        let text = try #require(same.string)
        #expect(text.utf8.count == 36)
        #expect(text.dropFirst(14).first == "4")
    }

    @Test(arguments: [0, 1, 2, 3] as [UInt64])
    func `an unseeded random number is within its bounds`(entropy: UInt64) throws {
        let number = try evaluate("States.MathRandom(-2147483648, 2147483647)", entropy: entropy)
        let value = try #require(number.number?.exactInteger)
        #expect(-2_147_483_648..<2_147_483_647 ~= value)
    }

    @Test func `seeded numbers are Java's`() {
        var random = JavaRandom(seed: 42)
        #expect(random.nextDouble() == 0.7275636800328681)
        random = JavaRandom(seed: 42)
        #expect((0..<5).map { _ in random.nextInt(below: 100) } == [30, 63, 48, 84, 70])
        random = JavaRandom(seed: 42)
        #expect(random.nextInt(below: 16) == 11)
    }

    @Test func `the variables that an expression reads are known`() throws {
        let text = "States.Format('{}{}', $v.x, States.Array($w, $.a, $$.b))"
        #expect(try PathExpression(text).variableNames == ["v", "w"])
    }
}

import SagaExpression
import SagaValue
import Testing

/// What the service adds to JSONata, and what it forbids.
@Suite struct JSONataServiceTests {
    @Test(arguments: [
        ("$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]"),
        ("$partition([1,2,3], 2.9)", "[[1,2],[3]]"),
        ("$partition([1,2], 9)", "[[1,2]]"),
        ("$range(0, 10, 5)", "[0,5,10]"),
        ("$range(-1.7, 2, 1)", "[-1,0,1,2]"),
        ("$range(3, 1, -1)", "[3,2,1]"),
        ("$range(1, 1, 1)", "1"),
        ("$hash('abc', 'MD5')", "\"900150983cd24fb0d6963f7d28e17f72\""),
        ("$hash('abc', 'SHA-1')", "\"a9993e364706816aba3e25717850c26c9cd0d89d\""),
        ("$parse('{\"a\":[1,null]}')", "{\"a\":[1,null]}"),
        ("$random(42)", "0.7275636800328681"),
        ("$count(null)", "1"),
        ("$string(1e20)", "\"100000000000000000000\""),
        ("$string(1e21)", "\"1e+21\""),
        ("1/0", "\"Infinity\""),
        ("0/0", "\"NaN\""),
        ("$states.input.a", "7"),
    ])
    func `an expression has the value that the service gives it`(
        text: String, expected: String
    ) throws {
        #expect(try evaluateInService(text, ["a": 7])?.json == expected)
    }

    @Test(arguments: [
        "$partition([], 2)", "$partition([1], 0)", "$range(1, 5)", "$range(1, 5, -1)",
        "$range(5, 1, 1)", "$hash('abc')", "$states.nothing", "$", "$$", "phone",
    ])
    func `an expression without a value is undefined`(text: String) throws {
        #expect(try evaluateInService(text) == nil)
    }

    @Test(arguments: [
        ("$eval('1')", "T1006"),
        ("$hash('abc', 'sha-1')", "D3151"),
        ("$parse('{')", "D3150"),
        ("function($x) { $x }", JSONataError.unsupportedResultCode),
        ("[$sum]", JSONataError.unsupportedResultCode),
    ])
    func `what the service refuses ends with an error`(text: String, code: String) {
        #expect(
            jsonataFailure { () throws(JSONataError) in try evaluateInService(text) }?.code == code)
    }

    @Test func `the same seed gives the same random numbers, another gives others`() throws {
        let text = "[$random(), $random(), $uuid(), $shuffle([1..20])]"
        let first = try evaluateInService(text, seed: 7)
        #expect(try evaluateInService(text, seed: 7) == first)
        #expect(try evaluateInService(text, seed: 8) != first)
        #expect(first?[0] != first?[1])
    }

    @Test func `a random number is at least 0 and below 1`() throws {
        for seed in UInt64(0)..<100 {
            let number = try #require(try evaluateInService("$random()", seed: seed)?.number)
            #expect(0..<1 ~= number.double)
        }
    }

    @Test func `a UUID is of version 4`() throws {
        let text = try #require(try evaluateInService("$uuid()")?.string)
        #expect(text.utf8.count == 36)
        #expect(Array(text)[14] == "4")
    }

    @Test func `the time is the one given`() throws {
        #expect(try evaluateInService("$millis()") == 1_700_000_000_000)
        #expect(try evaluateInService("$now()") == "2023-11-14T22:13:20.000Z")
    }

    @Test func `numbers that pass through keep their text`() throws {
        let input = try Value(json: #"{"a": 9007199254740993, "b": 1.10, "c": 1e400}"#)
        let output = try evaluateInService("$states.input.[a, b, c]", input)
        #expect(output?.json == "[9007199254740993,1.10,1e400]")
    }

    @Test func `a failing field is told in the service's words`() throws {
        let scope = EvaluationScope(input: .emptyObject)
        let missing = try JSONataExpression(parsing: " $states.input.a ")
        #expect(
            throws: EvaluationFailure(
                error: "States.QueryEvaluationError",
                cause: "The JSONata expression '$states.input.a' specified for the field "
                    + "'Output/result' returned nothing (undefined).")
        ) { try missing.evaluate(in: scope, field: "Output/result") }
        let broken = try JSONataExpression(parsing: "$eval('1')")
        #expect(
            throws: EvaluationFailure(
                error: "States.QueryEvaluationError",
                cause: "The JSONata expression '$eval('1')' specified for the field 'Output' "
                    + "threw an error during evaluation. T1006: "
                    + "Attempted to invoke a non-function")
        ) { try broken.evaluate(in: scope, field: "Output") }
    }

    @Test func `variables and all of $states can be read`() throws {
        var variables = Variables()
        variables.assign(5, to: "x")
        let scope = EvaluationScope(
            input: 1, context: ["b": 2], result: 3, errorOutput: ["Error": "E"],
            variables: variables)
        let expression = try JSONataExpression(
            parsing:
                "[$states.input, $states.context.b, $states.result, $states.errorOutput.Error, $x]")
        #expect(try expression.evaluate(in: scope, field: "Output") == [1, 2, 3, "E", 5])
    }
}

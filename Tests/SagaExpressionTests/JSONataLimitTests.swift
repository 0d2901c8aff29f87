import SagaExpression
import SagaValue
import Testing

/// Hostile expressions end, and end with an error.
@Suite struct JSONataLimitTests {
    @Test(arguments: [
        String(repeating: "(", count: 20_000),
        String(repeating: "[", count: 20_000),
        String(repeating: "-", count: 20_000) + "1",
        String(repeating: "1+", count: 20_000) + "1",
        String(repeating: "a[", count: 20_000),
        String(repeating: "function(){", count: 20_000),
        String(repeating: "x?", count: 20_000),
    ])
    func `text that nests too deeply is refused`(text: String) {
        let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(text) }
        #expect(error?.code == "S0501")
    }

    @Test func `the service allows a depth of 100`() throws {
        let nested = { (count: Int) in
            String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
        }
        #expect(try evaluateInService(nested(99)) == 1)
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluateInService(nested(100))
        }
        #expect(
            error?.message
                == "Stack overflow error: Check for non-terminating recursive function.  "
                + "Consider rewriting as tail-recursive. Depth=101 max=100")
    }

    @Test(arguments: [
        "($f := function($n) { $n + $f($n + 1) }; $f(1))",
        "($f := function($n) { $f($n + 1) }; $f(1))",
        "($f := function() { [$f()] }; $f())",
        "($f := function($a) { $f([$a]) }; $f(1))",
        "($f := function($a) { $f({'a': $a}) }; $f(1))",
        "($f := function($a) { $f(function() { $a }) }; $f(1))",
        "($f := function($g) { $f($g ~> $abs) }; $f($abs))",
        "($f := function($g) { $f($append(?, $g)) }; $f($append))",
        "($f := function($n) { $map([1], function($x) { $f($n) }) }; $f(1))",
        "($f := function($n) { $replace('a', /a/, function($m) { $f($n) }) }; $f(1))",
        "$reduce([1..100000], function($a, $x) { [[$a], $x] })",
        "$reduce([1..100000], function($a, $x) { {'a': $a} })",
    ])
    func `endless or too deep work is stopped`(text: String) {
        let limits = JSONataEnvironment.Limits(
            depth: 300, fuel: 30_000, valueBytes: 1 << 20, keptFrames: 50_000)
        let environment = JSONataEnvironment(
            dialect: .reference, nowMilliseconds: 0, chance: RandomSequence(seed: 1),
            limits: limits)
        let error = jsonataFailure { () throws(JSONataError) in
            try JSONataExpression(parsing: text).evaluate(input: nil, environment: environment)
        }
        #expect(error?.code == "U1001" || error?.code == "U1002")
    }

    @Test(
        arguments: [
            ("$count([1..873782])", nil), ("$count([1..873783])", "U1002"),
            ("$count($range(1, 360145, 1))", nil), ("$count($range(1, 360146, 1))", "U1002"),
            ("$length($pad('a', 6990256))", nil), ("$length($pad('a', 6990300))", "U1002"),
            ("$pad('a', 1e300)", "U1002"), ("$pad('a', -1e18)", "U1002"),
            ("$join($map([1..80000], function() { $pad('', 90) }))", "U1002"),
            ("[1..1e300]", "D2014"),
            (
                "($d := function($t, $n) { $n = 0 ? $t : $d($t & $t, $n - 1) }; $d('a', 40))",
                "U1002"
            ),
        ] as [(String, String?)])
    func `values that are too large are refused before they are made`(
        text: String, code: String?
    ) {
        let error = jsonataFailure { () throws(JSONataError) in try evaluateInService(text) }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        "(a+)+$", "(a|a)*$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x", "(a*)*b",
        "(?=(a+))*b", "(?<=a+)+b", "((a{1,40}){1,40}){1,9}b",
    ])
    func `a hostile regular expression ends`(pattern: String) {
        let text = "$contains('\(String(repeating: "a", count: 40))!', /\(pattern)/)"
        let limits = JSONataEnvironment.Limits(depth: 100, fuel: 50_000, valueBytes: 1 << 20)
        let environment = JSONataEnvironment(
            dialect: .reference, nowMilliseconds: 0, chance: RandomSequence(seed: 1),
            limits: limits)
        let error = jsonataFailure { () throws(JSONataError) in
            let value = try JSONataExpression(parsing: text)
                .evaluate(input: nil, environment: environment)
            #expect(value == false || value == true)
            return value
        }
        #expect(error == nil || error?.code == "U1001" || error?.code == "S0303")
    }

    @Test(arguments: [
        "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})", "a{1000000}",
        String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000),
    ])
    func `a regular expression that is too large is refused`(pattern: String) {
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluateJSONata("$contains('a', /\(pattern)/)")
        }
        #expect(error?.code == "S0303")
    }

    @Test func `a value deeper than JSON may be is refused`() {
        let text = "$reduce([1..600], function($a, $x) { [[$a]] }, [])"
        let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(text) }
        #expect(error?.code == "U1001")
    }

    @Test func `a transform cannot make an object a part of itself`() throws {
        let value = try evaluateJSONata("$ ~> |$|{'me': $}|", ["a": 1])
        #expect(value == ["a": 1, "me": ["a": 1]])
    }

    @Test func `a result is no deeper than can be read again`() throws {
        let depth = Limits.jsonDepth
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let input = try Value(json: text)
        #expect(try evaluateJSONata("$", input) == input)
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluateJSONata("{'a': $}", input)
        }
        #expect(error?.code == JSONataError.stoppedCode)
    }

    @Test(arguments: [
        "$formatInteger(1/0, 'a')", "$formatInteger(0/0, 'w')", "$substring('abc', 0/0)",
        "$substring('abc', 1/0, -1/0)", "$pad('a', 0/0)", "$fromMillis(0/0)",
        "$formatNumber(1/0, '0e0')", "$formatBase(1/0, 2)", "$random(0/0)",
        "$split('a', 'a', 0/0)", "[1,2][[0/0]]", "[1,2][-1e300]", "$round(1.5, 1e300)",
        "$power(10, 1e300)", "$toMillis('99999', '[Y]')", "$fromMillis(1e300)",
        "$parseInteger('', 'A')", "$formatNumber(1, '0e00000')", "$string(1/0)",
    ])
    func `numbers beyond all measure harm nothing`(text: String) throws {
        let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(text) }
        #expect(error == nil || error?.message.isEmpty == false)
    }

    @Test(arguments: ["[,Y]", "[,]", "[ , Y]", "[,1-2]"])
    func `a picture whose component is a comma is refused`(picture: String) {
        for call in ["$toMillis('1999', '\(picture)')", "$fromMillis(0, '\(picture)')"] {
            let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(call) }
            #expect(error?.code == "D3132" || error?.code == "D3133")
        }
    }

    @Test(arguments: ["[", "(", ")", "\\\\", "*"])
    func `a mark on a sign of a pattern does not make it one of ours`(sign: String) throws {
        let literal = sign + "\u{351}"
        for text in ["1", "\(literal) 1", "\(literal)1"] {
            let call = "$toMillis('\(text)', '\(literal) [Y]')"
            let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(call) }
            #expect((error == nil) == (sign != "["))
            #expect(error == nil || error?.code == "D3133")
        }
    }

    @Test func `a signature that could match in many ways is matched at once`() throws {
        let arguments = Array(repeating: "1", count: 60).joined(separator: ",")
        let signature = String(repeating: "n+", count: 30) + "s"
        let error = jsonataFailure { () throws(JSONataError) in
            try evaluateJSONata("($f := function($a)<\(signature)>{ $a }; $f(\(arguments)))")
        }
        #expect(error?.code == "T0410")
    }

    @Test func `a text is found in time that grows with its length only`() throws {
        let text = "($s := $pad('', 400000, 'a'); $contains($s, $pad('b', -200000, 'a')))"
        #expect(try evaluateInService(text) == false)
    }
}

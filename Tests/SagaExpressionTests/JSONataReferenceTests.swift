import SagaExpression
import SagaValue
import Testing

/// What a definition's check learns of an expression, and where an error stands.
@Suite struct JSONataReferenceTests {
    @Test(arguments: [
        ("phone", ["phone"]),
        ("$.phone", ["$"]),
        ("$$.phone", ["$$"]),
        ("$states.input.phone", []),
        ("$states.input[phone = 1]", []),
        ("$states.input.(a; b)", []),
        ("$map($states.input, function($v) { phone })", ["phone"]),
        ("$states.input.items^(price).name", []),
        ("*.a", ["*"]),
        ("[1..3].($)", []),
        ("[$, a]", ["$", "a"]),
        ("$states.input ~> |$|{'a': b}|", []),
        ("{'a': $states.input.b}", []),
        ("$states.input{a: b}", []),
    ])
    func `names at the top level are found`(text: String, names: [String]) throws {
        let references = try JSONataExpression(parsing: text).references
        #expect(references.topLevel.map(\.name) == names)
    }

    @Test(arguments: [
        ("$x + $y", ["x", "y"]),
        ("($x := 1; $x)", []),
        ("$x := $y", ["y"]),
        ("function($x) { $x + $y }", ["y"]),
        ("$states.input@$i.($i)", ["states"]),
        ("$sum($list)", ["sum", "list"]),
    ])
    func `variables that the expression does not bind are found`(
        text: String, names: [String]
    ) throws {
        let references = try JSONataExpression(parsing: text).references
        #expect(references.variables.map(\.name) == names)
    }

    @Test func `fields read off the states are found`() throws {
        let references = try JSONataExpression(parsing: "$states.foo.bar + $states.input")
            .references
        #expect(references.stateFields.map(\.name) == ["foo", "input"])
    }

    @Test(arguments: [
        ("1 +", "S0207"), ("(1", "S0203"), ("[1,", "S0203"), ("\"a", "S0101"), ("`a", "S0105"),
        ("1 2", "S0201"), ("a := 1", "S0212"), ("/a", "S0302"), ("a!b", "S0204"), ("", "S0207"),
        ("/*", "S0106"), ("%", "S0217"), ("a.1", "S0213"), ("$x{b:c}[0]", "S0209"),
        ("/(/", "S0302"), ("/(?<a/", "S0302"), ("/a**/", "S0303"), ("'\\q'", "S0103"),
    ])
    func `a broken expression has a code and words`(text: String, code: String) {
        let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(text) }
        #expect(error?.code == code)
        #expect(error?.message.isEmpty == false)
        #expect(error?.position != nil)
    }

    @Test func `positions count code points`() {
        let text = "'😀é' + )"
        let error = jsonataFailure { () throws(JSONataError) in try evaluateJSONata(text) }
        #expect(error?.position == 8)
    }
}

import SagaExpression
import SagaValue
import Testing

@Suite struct JSONPathTests {
    private static let store = """
        {"store":{"book":[
            {"title":"A","price":8,"isbn":"1","tags":["x","y"]},
            {"title":"B","price":12.5,"tags":[]},
            {"title":"C","price":"9","isbn":"3"}],
          "bicycle":{"color":"red","price":20}},
         "limit":10,"best":"B","ünï":"é","a b":{"c":null},"$":"dollar"}
        """

    private func evaluate(_ path: String) throws -> Value {
        let scope = EvaluationScope(
            input: try Value(json: Self.store), context: ["Execution": ["Name": "run"]],
            variables: Variables(Object([("order", ["total": 3]), ("überzahl", 4)])))
        return try PathExpression(path: path).evaluate(in: scope)
    }

    @Test(arguments: [
        ("$.limit", "10"), ("$['limit']", "10"), ("  $.limit ", "10"), ("$.ünï", #""é""#),
        ("$['a b'].c", "null"), ("$.$", #""dollar""#), ("$.store.book[0].title", #""A""#),
        ("$.store.book.[0].title", #""A""#), ("$.store.book[-1].title", #""C""#),
        ("$.store.book[0]['title','isbn']", #"{"title":"A","isbn":"1"}"#),
        ("$.store.book[1]['title','isbn']", #"{"title":"B"}"#),
        ("$$.Execution.Name", #""run""#), ("$order.total", "3"), ("$order", #"{"total":3}"#),
        ("$überzahl", "4"), ("$$['Execution']", #"{"Name":"run"}"#),
    ])
    func `a definite path yields the one value that it names`(path: String, json: String) throws {
        #expect(try evaluate(path).json == json)
    }

    @Test(arguments: [
        ("$.store.book[*].title", #"["A","B","C"]"#),
        ("$.store.book[0,2].title", #"["A","C"]"#), ("$.store.book[0,9].title", #"["A"]"#),
        ("$.store.book[1:].title", #"["B","C"]"#), ("$.store.book[:-1].title", #"["A","B"]"#),
        ("$.store.book[-2:].title", #"["B","C"]"#), ("$.store.book[5:].title", "[]"),
        ("$.store.book[-2147483648:2147483647].title", #"["A","B","C","A","B","C"]"#),
        ("$..isbn", #"["1","3"]"#), ("$..book[0].title", #"["A"]"#), ("$..nothing", "[]"),
        ("$.nothing[*]", "[]"), ("$.store.bicycle.*", #"["red",20]"#),
        ("$..['title','isbn']", #"[{"title":"A","isbn":"1"},{"title":"C","isbn":"3"}]"#),
        ("$.store['book','bicycle'].color", #"["red"]"#), ("$..tags[0]", #"["x"]"#),
    ])
    func `an indefinite path yields an array`(path: String, json: String) throws {
        #expect(try evaluate(path).json == json)
    }

    @Test(arguments: [
        ("@.isbn", "AC"), ("!@.isbn", "B"), ("!(@.isbn)", "B"), ("@.price < 10", "A"),
        ("@.price<$.limit", "A"), ("@.price > 8.5", "BC"), ("@.price == '8'", "A"),
        ("@.price === '8'", ""), ("@.title == $.best", "B"), ("@.title != $.best", "AC"),
        ("@.title == 'A' || @.title == \"C\"", "AC"), ("@.isbn && @.tags", "A"),
        ("(@.isbn&&@.tags)||@.title=='B'", "AB"), ("@.title IN ['A', \"C\"]", "AC"),
        ("@.title nin ['A']", "BC"), ("@.tags CONTAINS 'x'", "A"), ("@.title contains 'B'", "B"),
        ("@.tags EMPTY true", "B"), ("@.tags SIZE 2", "A"), ("@.tags ALL ['x','y']", "A"),
        ("@.tags SUBSETOF ['x','y','z']", "AB"), ("@.tags ANYOF ['y']", "A"),
        ("@.tags NONEOF ['y']", "B"), ("@.isbn == null", ""), ("@.nope == null", ""),
        ("@.tags == ['x','y']", "A"), ("@.tags[0] == 'x'", "A"), ("@['price'] >= 12.5", "BC"),
        ("@.price == true", ""), ("@.tags[?(@ == 'y')]", "AB"), ("$.best == 'B'", "ABC"),
        ("1 < @.price", "ABC"), ("@.price > -1", "ABC"),
    ])
    func `a filter keeps the elements that meet its condition`(
        condition: String, titles: String
    ) throws {
        let kept = try evaluate("$.store.book[?(\(condition))].title")
        #expect(kept.array?.compactMap(\.string).joined() == titles)
    }

    @Test func `a filter on an object tests the object itself`() throws {
        #expect(try evaluate("$.store.bicycle[?(@.price > 10)].color").json == #"["red"]"#)
        #expect(try evaluate("$..[?(@.color)].price").json == "[20]")
    }

    @Test(arguments: [
        ("$.nope", "No results for path: $['nope']"),
        ("$.nope.deeper", "Missing property in path $['nope']"),
        ("$.store.book[7]", "No results for path: $['store']['book'][7]"),
        ("$.limit[0]", "Filter: [0] can only be applied to arrays. Current context is: 10"),
        (
            "$.limit.x",
            "Expected to find an object with property ['x'] in path $['limit'] but found number"
        ),
        ("$['a b'].c[0]", "The path $['a b']['c'] is null"),
        ("$nope.x", "There is no variable $nope"),
    ])
    func `a definite path without a match fails with the reason`(
        path: String, reason: String
    ) throws {
        #expect(throws: EvaluationFailure.runtime("Invalid path '\(path)' : \(reason)")) {
            try evaluate(path)
        }
    }

    @Test(arguments: [
        ("", 0), ("x", 0), ("$.", 2), ("$..", 3), ("$...a", 3), ("$.a b", 3), ("$x-y", 1),
        ("$.a[", 3), ("$.a[]", 3), ("$.a[0", 5), ("$.a[1.5]", 4), ("$.a['b]", 4), ("$.a['b'", 7),
        ("$['a']b", 6), ("$.a[+1]", 3), ("$.a[2147483648]", 4), ("$.a[:]", 4), ("$.a[*", 5),
        ("$.a.length()", 10), ("$[?@.a]", 3), ("$[?(@.a]", 8), ("$[?(@.a == )]", 11),
        ("$[?(@.a ~ 1)]", 8), ("$[?(@.a =~ /x/)]", 8), ("$[?(1)]", 5), ("$[?(@.a == x)]", 11),
        ("$[?(@.a IN [1)]", 11), ("$é['ö'", 8),
    ])
    func `what is no path is refused where it goes wrong`(path: String, offset: Int) {
        #expect {
            try PathExpression(path: path)
        } throws: { error in
            (error as? ExpressionSyntaxError)?.offset == offset
        }
    }

    @Test func `steps and filters are bounded and not beyond their limits`() throws {
        let steps = String(repeating: ".a", count: Limits.pathSteps)
        _ = try PathExpression(path: "$" + steps)
        #expect(throws: ExpressionSyntaxError.self) { try PathExpression(path: "$.a" + steps) }
        func nested(_ depth: Int) -> String {
            "$[?" + String(repeating: "(", count: depth) + "@.a"
                + String(repeating: ")", count: depth) + "]"
        }
        _ = try PathExpression(path: nested(Limits.pathFilterDepth))
        #expect(throws: ExpressionSyntaxError.self) {
            try PathExpression(path: nested(Limits.pathFilterDepth + 1))
        }
        #expect(throws: ExpressionSyntaxError.self) {
            try PathExpression(path: nested(100_000))
        }
    }

    @Test func `a path that multiplies its matches runs out of fuel`() throws {
        let row = Value.array(Array(repeating: 1, count: 100))
        let table = Value.array(Array(repeating: row, count: 100))
        let path = try PathExpression(path: "$[?($..[?($..* == 1)])]")
        #expect(throws: EvaluationFailure.self) {
            try path.evaluate(in: EvaluationScope(input: table))
        }
    }

    @Test(arguments: [
        (#"$['a\'b']"#, "a'b"), (#"$["a\"b"]"#, #"a"b"#), (#"$['a\"b']"#, #"a\"b"#),
        (#"$['\u00e9\ud834\udd1e']"#, "é𝄞"), (#"$['\\']"#, #"\"#), (#"$['\n\/']"#, "\n/"),
    ])
    func `a name in quotes is read without its escapes`(path: String, name: String) throws {
        let scope = EvaluationScope(input: .object(Object([(name, 1)])))
        #expect(try PathExpression(path: path).evaluate(in: scope) == 1)
    }
}

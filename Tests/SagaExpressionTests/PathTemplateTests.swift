import SagaExpression
import SagaValue
import Testing

@Suite struct PathTemplateTests {
    private func compile(_ json: String) throws -> (PathTemplate, [TemplateFault]) {
        var faults: [TemplateFault] = []
        let template = PathTemplate(try Value(json: json), faults: &faults)
        return (template, faults)
    }

    @Test(arguments: [
        (#"{"a.$":"$.x","b":1}"#, #"{"a":[1,2],"b":1}"#),
        (#"{"a":{"b":[{"c.$":"$.y"},{"d.$":"$$.z"}]}}"#, #"{"a":{"b":[{"c":"text"},{"d":9}]}}"#),
        (#"{"n.$":"States.ArrayLength($.x)"}"#, #"{"n":2}"#), (#"{"v.$":"$v"}"#, #"{"v":5}"#),
        (#"{"a$":"$.x","b":"$.x"}"#, #"{"a$":"$.x","b":"$.x"}"#), (#"["$.x"]"#, #"["$.x"]"#),
        ("null", "null"), (#"{".$":"$.y"}"#, #"{"":"text"}"#),
        ("{\"\u{E9}.$\":\"$.y\",\"e\u{301}\":1}", "{\"\u{E9}\":\"text\",\"e\u{301}\":1}"),
    ])
    func `keys that end in dot and dollar become the values of their expressions`(
        template: String, result: String
    ) throws {
        let (template, faults) = try compile(template)
        #expect(faults.isEmpty)
        let scope = EvaluationScope(
            input: ["x": [1, 2], "y": "text"], context: ["z": 9],
            variables: Variables(Object([("v", 5)])))
        #expect(try template.evaluate(in: scope).json == result)
    }

    @Test func `a template without expressions is one constant`() throws {
        let json = #"{"a":[1,{"b":"$.x"}],"c":{}}"#
        guard case .constant(let value) = try compile(json).0 else {
            Issue.record("the template is not constant")
            return
        }
        #expect(value.json == json)
    }

    @Test func `all faults are found with their places`() throws {
        let (_, faults) = try compile(
            #"{"a":1,"a.$":"$.a","b":[0,{"c.$":"$.x["}],"d.$":3,"e/~.$":"States.Nope()"}"#)
        #expect(faults.map(\.pointer) == ["/a.$", "/b/1/c.$", "/d.$", "/e~1~0.$"])
        #expect(faults.map(\.error.offset) == [0, 3, 0, 0])
        #expect(faults[0].error.message == "`a` and `a.$` cannot both be given")
    }

    @Test func `a path that finds nothing names the field`() throws {
        let template = try compile(#"{"outer":{"value.$":"$.x"}}"#).0
        let cause =
            "The JSONPath '$.x' specified for the field 'value.$' could not be found in the input "
            + "'{\"y\":1}'"
        #expect(throws: EvaluationFailure.runtime(cause)) {
            try template.evaluate(in: EvaluationScope(input: ["y": 1]))
        }
    }

    @Test func `two identifiers in one template differ`() throws {
        let template = try compile(#"{"a.$":"States.UUID()","b.$":"States.UUID()"}"#).0
        let value = try template.evaluate(in: EvaluationScope(input: .null, entropy: 7))
        #expect(value["a"] != value["b"])
        #expect(try template.evaluate(in: EvaluationScope(input: .null, entropy: 7)) == value)
    }

    @Test func `an identifier is another one in another place of the same state`() throws {
        let template = try compile(#"{"a.$":"States.UUID()"}"#).0
        let scope = EvaluationScope(input: .null, entropy: 7)
        let assigned = try template.evaluate(in: scope, place: "Assign")
        #expect(try template.evaluate(in: scope, place: "Parameters") != assigned)
        #expect(try template.evaluate(in: scope, place: "Assign") == assigned)
    }
}

import SagaExpression
import SagaValue
import Testing

@Suite struct ReferencePathTests {
    @Test(arguments: [
        ("$", "7"), ("$.a", #"{"a":7,"list":[1,{"b":2}],"x.y":{}}"#),
        ("$.list[1].b", #"{"a":{},"list":[1,{"b":7}],"x.y":{}}"#),
        ("$['list'][0]", #"{"a":{},"list":[7,{"b":2}],"x.y":{}}"#),
        ("$.new.deep.er", #"{"a":{},"list":[1,{"b":2}],"x.y":{},"new":{"deep":{"er":7}}}"#),
        (#"$.x\.y.z"#, #"{"a":{},"list":[1,{"b":2}],"x.y":{"z":7}}"#),
        (#"$.\li\st[0]"#, #"{"a":{},"list":[7,{"b":2}],"x.y":{}}"#),
        (#"$["x.y"]['ü']"#, #"{"a":{},"list":[1,{"b":2}],"x.y":{"ü":7}}"#),
    ])
    func `a value is put at the place, and missing objects are made`(
        path: String, expected: String
    ) throws {
        var document = try Value(json: #"{"a":{},"list":[1,{"b":2}],"x.y":{}}"#)
        let reference = try ReferencePath(path)
        try reference.set(7, in: &document)
        #expect(document == (try Value(json: expected)))
        #expect(reference.value(in: document) == 7)
    }

    @Test(arguments: ["$.list[2]", "$.a.b", "$.list.x", "$.o[0]", "$.list[0][0]"])
    func `a place that cannot be made is a failure and changes nothing`(path: String) throws {
        let original = try Value(json: #"{"a":1,"list":[1,2],"o":{}}"#)
        var document = original
        #expect {
            try ReferencePath(path).set(7, in: &document)
        } throws: { error in
            (error as? EvaluationFailure)?.error == "States.ResultPathMatchFailure"
        }
        #expect(document == original)
    }

    @Test(arguments: [
        ("", 0), ("a", 0), ("$$.a", 1), ("$a", 1), ("$..a", 2), ("$.a[*]", 4), ("$.*", 2),
        ("$.a[-1]", 4), ("$.a[0:1]", 5), ("$.a[0,1]", 5), ("$.a[?(@.b)]", 4), ("$.a.", 4),
        ("$['a','b']", 5), ("$['a", 2), ("$.a\\", 4), ("$.é.b c", 6), ("$.a[99999999999]", 4),
    ])
    func `a path that may name several places is refused`(path: String, offset: Int) {
        #expect {
            try ReferencePath(path)
        } throws: { error in
            (error as? ExpressionSyntaxError)?.offset == offset
        }
    }
}

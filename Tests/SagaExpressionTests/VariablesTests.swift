import SagaExpression
import SagaValue
import Testing

@Suite struct VariablesTests {
    @Test func `an inner scope reads the outer one and keeps what it assigns`() {
        let outer = Variables(Object([("a", 1)]))
        var inner = outer.nested()
        inner.assign(Object([("b", 2)]))
        #expect(inner["a"] == 1)
        #expect(inner["b"] == 2)
        #expect(outer["b"] == nil)
        #expect(inner.own == Object([("b", 2)]))
        #expect(inner.visible == Object([("a", 1), ("b", 2)]))
        #expect(inner.isDefinedOutside("a"))
        #expect(!inner.isDefinedOutside("b"))
        #expect(!outer.isDefinedOutside("a"))
    }

    @Test func `a copy does not change with its original`() {
        var original = Variables(Object([("a", 1)]))
        let copy = original
        original.assign(2, to: "a")
        #expect(copy["a"] == 1)
        #expect(original["a"] == 2)
    }

    @Test(arguments: [
        ("x", true), ("_", true), ("größe", true), ("x1", true), ("1x", false),
        ("", false), ("a-b", false), ("a.b", false), (String(repeating: "n", count: 80), true),
        (String(repeating: "n", count: 81), false),
    ])
    func `a variable's name is an identifier of at most eighty characters`(
        name: String, isName: Bool
    ) {
        #expect(name.isVariableName == isName)
    }
}

import Testing

@Suite struct SwiftCodeTests {
    @Test(arguments: [
        ("a // b", "a"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"a("b // c") + d"#, "a(        ) + d"),
        (#""\(a + "b")c""#, "  (a +    )"),
        (##"#"\(a)"b"# + c"##, "           + c"),
        (#""\"" + a"#, "     + a"),
    ])
    func `only code is left of a line`(source: String, code: String) {
        let stripped = String(SwiftCode(source).lines.joined(separator: "\n"))
        #expect(trimmed(stripped) == code)
    }

    @Test func `a text of several lines keeps their number`() {
        let code = SwiftCode("let a = \"\"\"\n  try!\n  \"\"\"\nlet b = 1")
        #expect(code.lines.count == 4)
        #expect(code.lineNumbers { $0.contains("try!") } == [])
        #expect(code.lineNumbers { $0.contains("let b") } == [4])
    }

    @Test func `the lines of a function are counted from its brace to its last`() {
        let text = """
            protocol P {
                func without(body: Int)
                var it: Int { get }
            }
            struct S {
                func flat(x: Int) -> Int {
                    switch x {
                    case 1: 2
                    case 2: 3
                    default: 4
                    }
                }
                init(y: Int = { 1 }()) {
                }
            }
            """
        let functions = FunctionLength.all(in: SwiftCode(text))
        #expect(functions.map(\.line) == [6, 13])
        #expect(functions.map(\.length) == [5, 2])
    }

    private func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}

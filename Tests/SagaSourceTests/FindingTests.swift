import SagaSource
import SagaTesting
import SagaValue
import Testing

@Suite struct FindingTests {
    @Test func `findings come in the order of the text`() {
        let place = { (line: Int) in
            Extent(
                Mark(line: line, column: 1, offset: line), Mark(line: line, column: 2, offset: line)
            )
        }
        let findings = Findings([
            Finding(.duplicateKey, "second", at: place(2)),
            Finding(.octalLike, "first", at: place(1)),
            Finding(.duplicateKey, "third", at: place(2)),
            Finding(.duplicateKey, "second", at: place(2)),
        ])
        #expect(findings.inOrder.map(\.message) == ["first", "second", "third"])
        #expect(findings.hasErrors)
    }

    @Test func `only an error makes a definition unusable`() {
        #expect(!Findings([Finding(.octalLike, "x", at: .start)]).hasErrors)
    }

    @Test func `an unquoted expression is explained with its quotes in place`() {
        let source = Source("Assign: {id: {% $states.result.id %}}\n", name: "order.saga.yaml")
        #expect(
            source.read().findings.inOrder.map { $0.text(in: source) } == [
                """
                error[SAGA1012]: an expression must be quoted in YAML
                  ┌─ order.saga.yaml:1:14
                1 │ Assign: {id: {% $states.result.id %}}
                  │              ^^ YAML reads this as the start of a mapping
                  = fix: id: "{% $states.result.id %}"
                """
            ])
    }

    @Test func `what a finding quotes cannot drive a terminal`() {
        #expect(printable("a\u{1b}[2J\u{202e}\t\u{85}é") == #"a\x1b[2J\u{202e} \x85é"#)
    }

    @Test(arguments: [
        ("BookCourrier", "BookCourier"), ("bookcourier", "BookCourier"), ("Nxet", "Next"),
        ("Bok", "Book"), ("X", nil), ("Payment", nil), ("next", "Next"), ("", nil),
    ])
    func `the nearest name is proposed when it is near`(name: String, expected: String?) {
        let names = ["Next", "Book", "BookCourier", "End"]
        #expect(nearestName(to: name, among: names) == expected)
    }

    @Test(arguments: Code.allCases)
    func `every code has four digits and words for it`(code: Code) {
        #expect(code.code.utf8.count == 8 && code.code.hasPrefix("SAGA"))
        let explanation = code.explanation
        #expect(!explanation.title.hasSuffix("."))
        #expect(explanation.meaning.hasSuffix("."))
        #expect(explanation.remedy.hasSuffix("."))
    }

    @Test(arguments: Code.allCases.filter { $0.code.hasPrefix("SAGA1") })
    func `the example of a text's code causes it`(code: Code) {
        let example = code.explanation.example
        if example.isEmpty { return }
        let codes = Source(example, name: "a.yaml").read().findings.inOrder.map(\.code)
        #expect(codes.contains(code))
    }
}

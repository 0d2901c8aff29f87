import SagaSource
import SagaValue
import Testing

@Suite struct LimitTests {
    private func codes(_ text: String, name: String = "a.yaml") -> [Code] {
        Source(text, name: name).read().findings.inOrder.map(\.code)
    }

    private func json(_ text: String) -> [Code] { codes(text, name: "a.json") }

    @Test func `a text of the largest size is read and a larger one refused`() {
        let largest =
            "a: " + String(repeating: "# ", count: Limits.definitionCharacters / 2 - 2) + "#"
        #expect(largest.utf8.count == Limits.definitionCharacters)
        #expect(codes(largest).isEmpty)
        #expect(codes(largest + "#") == [.textTooLarge])
    }

    @Test func `a text that is too large is told of in the service's words`() {
        let text = String(repeating: "#", count: Limits.definitionCharacters + 1)
        let finding = Source(text, name: "a.json").read().findings.inOrder.first
        #expect(finding?.aws?.code == "SCHEMA_VALIDATION_FAILED")
        #expect(
            finding?.aws?.message == "Member must have length less than or equal to 1048576")
        #expect(finding?.awsLocation == nil)
    }

    @Test(arguments: ["é", "語", "😀"])
    func `the size of a text is counted in characters`(character: String) {
        let count = Limits.definitionCharacters - 4
        let largest = "a: #" + String(repeating: character, count: count)
        #expect(codes(largest).isEmpty)
        #expect(codes(largest + character) == [.textTooLarge])
    }

    @Test func `a text far beyond the limit is cut and refused`() {
        let count = 4 * Limits.definitionCharacters + 8
        #expect(codes(String(repeating: "#", count: count)) == [.textTooLarge])
        let cut = Source([UInt8](repeating: 0x80, count: count), name: "a.yaml").read()
        #expect(cut.findings.inOrder.map(\.code) == [.notUTF8])
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func `as many nodes as allowed are read and one more refused`(name: String) {
        let list =
            "[" + Array(repeating: "1", count: Limits.definitionNodes - 1).joined(separator: ",")
        #expect(codes(list + "]", name: name).isEmpty)
        #expect(codes(list + ",1]", name: name) == [.tooManyNodes])
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func `the deepest text is read and a deeper one refused`(name: String) {
        let depth = Limits.definitionDepth
        let deepest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(codes(deepest, name: name).isEmpty)
        #expect(codes("[" + deepest + "]", name: name) == [.nestedTooDeeply])
    }

    @Test func `depth is counted through aliases`() {
        let half = Limits.definitionDepth / 2
        let nested = { (inner: String, depth: Int) in
            String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
        }
        let anchor = "- &a \(nested("1", half))\n"
        #expect(codes(anchor + "- \(nested("*a", half - 1))\n").isEmpty)
        #expect(codes(anchor + "- \(nested("*a", half))\n") == [.nestedTooDeeply])
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func `the longest scalar is read and a longer one refused`(name: String) {
        let longest = String(repeating: "x", count: Limits.scalarBytes)
        #expect(codes("[\"\(longest)\"]", name: name).isEmpty)
        #expect(codes("[\"\(longest)x\"]", name: name) == [.scalarTooLong])
    }

    @Test func `findings beyond the limit are counted in one more`() {
        let words = (0...Limits.findings).map { "- no #\($0)\n" }.joined()
        let found = codes(words)
        #expect(found.count == Limits.findings + 1)
        #expect(found.last == .tooManyFindings)
    }

    @Test func `reading goes on after unquoted expressions up to the limit`() {
        let slips = { (count: Int) in (0..<count).map { "k\($0): {% $x %}\n" }.joined() }
        let most = Source(slips(Limits.unquotedExpressions), name: "a.yaml").read()
        #expect(most.findings.inOrder.count == Limits.unquotedExpressions)
        #expect(most.node?["k3"]?.text == "{% $x %}")
        #expect(Source(slips(Limits.unquotedExpressions + 1), name: "a.yaml").read().node == nil)
    }

    /// What is expensive to read must end at a limit, or at its end, at once.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "[", "{", "- ", "? ", "&a ", "*a ", "!a ", "a: ", "'", "\"", "|\n", "[]", "{}", "---\n",
            "- - - ", "<<: ", "#", "\t", "%", "{%", "\n", "\u{FEFF}", "[{", "a: &a [*a]\n", "é",
            ":",
            "\\u", "{\"a\":", "- &a\n", ",", "a\n  ", "- no\n",
        ])
    func `a quarter of a mebibyte of anything ends at once`(piece: String) {
        let text = String(
            repeating: piece, count: Limits.definitionCharacters / 4 / piece.utf8.count)
        for name in ["a.yaml", "a.json"] {
            let source = Source(text, name: name)
            for finding in source.read().findings.inOrder.prefix(3) {
                #expect(finding.text(in: source).utf8.count < 4_000)
            }
        }
    }

    @Test func `many merges of a large map end at a limit`() {
        let base = (0..<8_000).map { "k\($0): x" }.joined(separator: ", ")
        let uses = (0..<8_000).map { "u\($0): {<<: *a}\n" }.joined()
        #expect(codes("a: &a {\(base)}\n" + uses) == [.tooManyNodes])
    }
}

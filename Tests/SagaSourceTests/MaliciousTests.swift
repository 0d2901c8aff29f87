import SagaSource
import SagaTesting
import SagaValue
import Testing

/// Texts that try to break the reader, each beside what is said about it.
@Suite struct MaliciousTests {
    private static let folder = TextFile.folder("Malicious")
    static let names = TextFile.names(in: folder).filter { !$0.hasSuffix(".out") }

    @Test(arguments: names)
    func `a broken text is explained and never traps`(name: String) throws {
        let source = Source(try TextFile.bytes(Self.folder + "/" + name), name: name)
        let reading = source.read()
        let blocks =
            reading.findings.inOrder.map { $0.text(in: source) }
            + [reading.node.map { "=> " + $0.value.json } ?? "=> nothing"]
        Recording.expect(
            blocks.joined(separator: "\n\n") + "\n", at: "\(Self.folder)/\(name).out")
    }

    @Test func `every answer belongs to a text`() {
        let answers = TextFile.names(in: Self.folder).filter { $0.hasSuffix(".out") }
        #expect(answers == Self.names.map { $0 + ".out" }.sorted())
        #expect(Self.names.count >= 35)
    }
}

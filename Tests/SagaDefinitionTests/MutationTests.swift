import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// Definitions that were damaged at random: reading them must end, with findings or a workflow.
@Suite struct MutationTests {
    private static let folder = TextFile.folder("Findings/")
    private static let texts = TextFile.names(in: folder).filter { $0.hasSuffix(".yaml") }
        .compactMap { try? TextFile.bytes(folder + $0) }

    /// Replaces by what means something in YAML, in JSON or in an expression.
    private static let pieces = [
        "{", "}", "[", "]", ":", "\n", "  ", "- ", "$", "$$.", "{%", "%}", "'", "\"", "null", "-1",
        "1e999", "~", "&a ", "*a", "<<: ", "States.ALL", "None", "{}", "[]", "Next: A", "é",
        "\u{0}",
        "Type: Map", "Compensate: A", "ItemProcessor: ", "Branches: ", "Default: ", "Run: ",
    ].map { Array($0.utf8) }

    @Test(arguments: 1...8)
    func `a damaged definition is read to its end`(seed: UInt64) {
        var chance = Chance(seed)
        for _ in 0..<150 {
            var text = Self.texts[chance.below(Self.texts.count)]
            for _ in 0...chance.below(4) {
                let start = chance.below(text.count + 1)
                let end = min(text.count, start + chance.below(8))
                text.replaceSubrange(
                    start..<end, with: Self.pieces[chance.below(Self.pieces.count)])
            }
            let source = Source(text, name: chance.below(8) == 0 ? "a.json" : "a.yaml")
            let definition = WorkflowReader().read(source)
            let hasErrors = definition.findings.contains { $0.severity == .error }
            #expect(
                (definition.workflow == nil) == hasErrors,
                "seed \(seed): \(String(decoding: text, as: UTF8.self))")
            for finding in definition.findings { _ = finding.text(in: source) }
        }
    }

    @Test func `thousands of states with unknown targets are read in time`() {
        let states = (0..<4_000).map { "  S\($0): {Type: Pass, Next: T\($0)}\n" }.joined()
        let definition = WorkflowReader().read(
            Source("StartAt: S0\nStates:\n" + states, name: "many.yaml"))
        #expect(definition.findings.filter { $0.code == .unknownState }.count == Limits.findings)
    }

    @Test func `a chain of thousands of states is a workflow`() throws {
        let states = (0..<8_000).map { "  - S\($0): {Type: Pass}\n" }.joined()
        let definition = WorkflowReader().read(Source("States:\n" + states, name: "many.yaml"))
        #expect(definition.findings == [])
        #expect(try #require(definition.workflow).states.count == 8_000)
    }
}

/// A sequence of numbers that looks random and depends on its seed alone (splitmix64).
private struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(max(1, bound)))
    }
}

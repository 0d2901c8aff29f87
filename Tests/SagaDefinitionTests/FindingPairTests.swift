import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// Definitions with something wrong, each beside what is said about it.
@Suite struct FindingPairTests {
    private static let folder = TextFile.folder("Findings/")
    static let names = TextFile.names(in: folder).filter { $0.hasSuffix(".yaml") }
    /// Codes of a definition and of its expressions; those of a text and of a file of
    /// test cases have tests of their own.
    static let codes = Code.allCases.filter { code in
        !["SAGA1", "SAGA28"].contains { code.code.hasPrefix($0) }
    }

    static func read(_ text: String, _ name: String) -> (source: Source, definition: Definition) {
        let source = Source(text, name: name)
        let reader = WorkflowReader(demands: demands(name)) { path in !path.contains("nowhere") }
        return (source, reader.read(source))
    }

    /// What a person has to ask for before some codes can be found.
    private static func demands(_ name: String) -> Demands {
        switch name.prefix("SAGA0000".count) {
        case Code.notForExpress.code[...]: Demands(machineType: .express)
        case Code.extensionRefused.code[...]: Demands(isPlain: true)
        case Code.beyondQuota.code[...]: Demands(keepsQuotas: true)
        default: Demands()
        }
    }

    @Test(arguments: names)
    func `what is wrong is explained where it is written`(name: String) throws {
        let (source, definition) = Self.read(try TextFile.text(Self.folder + name), name)
        let blocks = definition.findings.map { finding in
            let aws = finding.aws.map {
                "\n  AWS: \($0.code): \($0.message)"
                    + (finding.awsLocation.map { " at \($0)" } ?? "")
            }
            return finding.text(in: source) + (aws ?? "")
        }
        Recording.expect(
            blocks.joined(separator: "\n\n") + "\n",
            at: Self.folder + name.dropLast("yaml".count) + "out")
        let code = String(name.prefix("SAGA0000".count))
        #expect(definition.findings.contains { $0.code.code == code })
        let hasErrors = definition.findings.contains { $0.severity == .error }
        #expect((definition.workflow == nil) == hasErrors)
    }

    @Test(arguments: codes)
    func `every code has a definition that causes it`(code: Code) {
        #expect(Self.names.contains { $0.hasPrefix(code.code + "-") })
    }

    @Test(arguments: codes)
    func `the example of an explanation causes its code`(code: Code) {
        let (_, definition) = Self.read(code.explanation.example, code.code + ".yaml")
        #expect(definition.findings.contains { $0.code == code })
    }

    @Test func `every answer belongs to a definition`() {
        let answers = TextFile.names(in: Self.folder).filter { $0.hasSuffix(".out") }
        #expect(answers == Self.names.map { $0.dropLast("yaml".count) + "out" })
    }
}

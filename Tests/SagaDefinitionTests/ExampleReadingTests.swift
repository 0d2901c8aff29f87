import SagaDefinition
import SagaSource
import SagaTesting
import Testing

/// The examples of `workflows/` through the reader that runs them.
@Suite struct ExampleReadingTests {
    private static let folder = TextFile.folder("../../workflows/")
    static let names = ["", "order/"].flatMap { inner in
        TextFile.names(in: folder + inner).filter { $0.hasSuffix(".saga.yaml") }.map { inner + $0 }
    }

    @Test(arguments: names)
    func `an example is a workflow without errors or warnings`(name: String) throws {
        let source = Source(try TextFile.bytes(Self.folder + name), name: name)
        let inside = name.contains("/") ? "order/" : ""
        let reader = WorkflowReader { path in
            (try? TextFile.bytes(Self.folder + inside + path)) != nil
        }
        let definition = reader.read(source)
        #expect(definition.findings.map { $0.text(in: source) } == [])
        #expect(definition.workflow != nil)
    }
}

import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

@Suite struct CodeBlockTests {
    @Test(arguments: CodeBlock.all.filter { $0.language == "yaml" })
    func `a definition in the documentation is read without a finding`(block: CodeBlock) {
        let source = Source(block.text, name: block.page)
        #expect(source.read().findings.inOrder.map { $0.text(in: source) } == [])
    }

    @Test(arguments: CodeBlock.all.filter { $0.isWorkflow })
    func `a workflow in the documentation has no errors`(block: CodeBlock) {
        let source = Source(block.text, name: block.page)
        let errors = WorkflowReader().read(source).findings.filter { $0.severity == .error }
        #expect(errors.map { $0.text(in: source) } == [])
    }

    @Test(arguments: CodeBlock.all.filter { $0.language == "json" })
    func `JSON in the documentation is JSON`(block: CodeBlock) throws {
        _ = try Value(json: block.text)
    }

    @Test func `the documentation has definitions to be read`() {
        #expect(CodeBlock.all.contains { $0.page == "README.md" && $0.language == "yaml" })
    }
}

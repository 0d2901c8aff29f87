import SagaDefinition
import SagaSource
import SagaValue
import Testing

@Suite struct ExampleTests {
    @Test(arguments: Example.all)
    func `an example says how it is run and how it ends`(example: Example) {
        #expect(example.command?.hasPrefix("saga run \(example.name)") == true)
        #expect(example.exitStatus != nil)
        #expect(example.output.isEmpty == (example.exitStatus != 0))
    }

    @Test(arguments: Example.all.filter { $0.exitStatus == 0 })
    func `what an example prints is JSON`(example: Example) throws {
        _ = try Value(json: example.output)
    }

    @Test func `no two examples have the same number`() {
        let numbers = Example.numbered.compactMap { Int($0.name.prefix(2)) }
        #expect(numbers.first == 1)
        #expect(numbers == Set(numbers).sorted())
    }

    @Test(arguments: Example.all)
    func `an example is a workflow without a finding`(example: Example) {
        let source = Source(example.text, name: example.name)
        let findings = WorkflowReader().read(source).findings
        #expect(findings.map { $0.text(in: source) } == [])
    }
}

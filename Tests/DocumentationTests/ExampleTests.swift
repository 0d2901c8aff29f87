import SagaDefinition
import SagaSource
import SagaValue
import Testing

@Suite struct ExampleTests {
    @Test(arguments: Example.all)
    func `an example says how it is run and how it ends`(example: Example) {
        #expect(example.steps.first?.command.hasPrefix("saga run \(example.name)") == true)
        #expect(example.steps.filter { $0.exitStatus == nil }.map(\.command) == [])
        for step in example.steps where step.runs(example) {
            #expect(step.output.isEmpty == (step.exitStatus != 0), "\(step.command)")
        }
    }

    @Test(arguments: Example.all)
    func `what an example prints is JSON`(example: Example) throws {
        for step in example.steps where step.runs(example) && step.exitStatus == 0 {
            _ = try Value(json: step.output)
        }
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

extension Example.Step {
    /// Whether it runs the example, and does nothing besides.
    fileprivate func runs(_ example: Example) -> Bool {
        command.hasPrefix("saga run \(example.name)")
    }
}

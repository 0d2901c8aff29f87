import SagaTesting
import Testing

/// The examples, run by the built program in a real shell.
@Suite struct ExampleRunTests {
    @Test(arguments: Example.all)
    func `an example does what its head says`(example: Example) throws {
        let shop = try Shop()
        defer { shop.remove() }
        for step in example.steps {
            let answer = try shop.shell.run(step.command, in: example.folder)
            #expect(answer.status == step.exitStatus, "\(step.command)\n\(answer.error)")
            #expect(answer.output.steadyAsShown == step.output.steadyAsShown, "\(step.command)")
        }
    }
}

import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaTesting
import SagaValue
import Testing

@testable import SagaCLI

@Suite struct CheckTextTests {
    /// No definition leads to it, so that it is made by hand.
    @Test func `a path that waits for nothing is told as a mistake of saga`() throws {
        let text = "States:\n  - Greet: {Run: [echo]}\n"
        let workflow = try MachineDriver.workflow(text)
        let bounds = Bounds(faults: 0)
        let view = CheckText(
            Exploration(workflow, bounds), workflow,
            DefinitionFile(name: "hello.yaml", path: "/hello.yaml", Array(text.utf8)))
        let problem = Problem(
            kind: .waiting, state: try #require(workflow.state(named: "Greet")), path: [],
            status: .running, compensation: .none)
        #expect(
            view.text(problem, .plain) == [
                "error[SAGA6074]: it may wait in `Greet` for nothing",
                "  ┌─ hello.yaml:2:5",
                "2 │   - Greet: {Run: [echo]}",
                "  │     ^^^^^ a mistake of saga: please report it",
                "     = nothing more happens",
            ])
        #expect(view.value(of: problem)["code"] == "SAGA6074")
        #expect(Problem.Kind.waiting.code.exitStatus == .failed)
    }

    @Test func `every kind of problem has a code of its own`() {
        let codes = Problem.Kind.allCases.map(\.code)
        #expect(Set(codes.map(\.code)).count == codes.count)
    }
}

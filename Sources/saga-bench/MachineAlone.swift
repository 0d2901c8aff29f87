import SagaDefinition
import SagaMachine
import SagaSource
import SagaValue

/// The machine without a journal, a clock or a task: what a transition costs by itself.
enum MachineAlone {
    /// Runs a workflow of pure states to its end.
    static func run(_ text: String) throws(BenchmarkError) {
        let (workflow, start) = try read(text)
        let now = Timestamp.earliest
        let moment = Moment(steady: now, wall: now, entropy: 1)
        var execution = Execution()
        var step = Step()
        execution.decide(.start(start), in: workflow, at: moment, into: &step)
        var count = step.takeEvents().count
        while execution.isReady {
            execution.advance(
                in: workflow, at: moment, into: &step, atMost: Limits.eventsPerChunk)
            count += step.takeEvents().count
        }
        guard execution.status == .succeeded, count > 0 else {
            throw BenchmarkError("the execution ended as \(execution.status)")
        }
    }

    /// The workflow of a text, and the start of an execution of it.
    static func read(_ text: String) throws(BenchmarkError) -> (Workflow, ExecutionStart) {
        guard let workflow = WorkflowReader().read(Source(text, name: "bench")).workflow,
            let start = ExecutionID("bench").map({ start(of: text, id: $0) })
        else { throw BenchmarkError("the workflow cannot be read") }
        return (workflow, start)
    }

    private static func start(of text: String, id: ExecutionID) -> ExecutionStart {
        let definition = DefinitionText(file: "/bench", folder: "/", text: text, hash: "")
        return ExecutionStart(
            id: id, startTime: .earliest, input: .emptyObject, definition: definition)
    }
}

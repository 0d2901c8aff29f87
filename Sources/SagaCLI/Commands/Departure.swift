import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaValue

/// A command's way into a new execution: starts it, waits, and tells how it ended.
struct Departure {
    let desk: Desk
    let settings: SessionSettings
    let format: DocumentFormat?

    func run(
        _ start: ExecutionStart, _ workflow: Workflow, _ clock: SteadyClock
    ) throws(Fault) -> ExitStatus {
        let execution: Execution
        do throws(RuntimeFault) {
            execution = try Session(settings).start(start, workflow, clock: clock)
        } catch { throw Fault(error) }
        let elapsed = clock.steady.milliseconds - start.startTime.milliseconds
        return try RunEnding(execution: execution, workflow: workflow, milliseconds: elapsed)
            .tell(desk, format)
    }
}

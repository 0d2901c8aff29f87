import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaValue

/// A command's way into an execution that another process left.
struct Takeover {
    let surroundings: Surroundings
    let options: GlobalOptions
    let answer: AnswerOptions
    let bindings: BindingOptions

    /// Owns the execution, does what `choose` says, and tells how it ended.
    ///
    /// - Parameter choose: The triggers, knowing what the journal tells; none leaves it as it is.
    func run(
        _ argument: ExecutionArgument, choose: (Execution) throws(Fault) -> [Trigger]
    ) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try argument.id(in: store)
        let desk = try Desk(surroundings, options, file: answer.output)
        // Refusals and the definition come from a look without the lock.
        let stored = try StoredExecution.read(id, in: store, .summary)
        let triggers = try choose(stored.execution)
        guard !triggers.isEmpty, !stored.execution.isOver else {
            return try RunEnding(
                execution: stored.execution, workflow: stored.workflow,
                milliseconds: stored.time.milliseconds
            ).tell(desk, answer.format)
        }
        let settings = try SessionSettings(stored.workflow, bindings, options, desk)
        let start = Instant.now
        let outcome: Execution
        do throws(RuntimeFault) {
            let taken = try Session(settings).takeOver(id, define: \.workflow) { execution in
                // What another process did in between is seen by now.
                execution.isOver ? [] : triggers
            }
            outcome = taken.execution
        } catch { throw Fault(error) }
        let elapsed = (Instant.now.nanoseconds - start.nanoseconds) / 1_000_000
        return try RunEnding(
            execution: outcome, workflow: stored.workflow,
            milliseconds: stored.time.milliseconds + elapsed
        ).tell(desk, answer.format)
    }
}

extension Execution {
    /// Whether nothing can be gone on with.
    fileprivate var isOver: Bool {
        guard phase == .ended else { return false }
        return status == .succeeded && compensation != .stuck && compensation != .pending
    }
}

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
    var mocks: MockOptions?
    /// Whether to suspend once nothing but answers by token is waited for.
    var restsWhenWaiting = false
    var death: DeathOptions?

    /// Owns the execution that was named, and does what `choose` says.
    func run(
        _ argument: ExecutionArgument, isRollback: Bool = false,
        choose: (inout Inheritance) throws(Fault) -> [Trigger],
        ended: (Execution) -> Void = { _ in }
    ) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        return try run(
            try argument.id(in: store), in: store, isRollback: isRollback, choose: choose,
            ended: ended)
    }

    /// Owns the execution, does what `choose` says, and tells how it ended.
    ///
    /// - Parameters:
    ///   - isRollback: Whether a clean rollback is what was asked for, and no failure to tell of.
    ///   - choose: The triggers, knowing what the journal tells; none leaves it as it is.
    ///   - ended: Is told of the execution as this process leaves it.
    func run(
        _ id: ExecutionID, in store: Store, isRollback: Bool = false,
        choose: (inout Inheritance) throws(Fault) -> [Trigger],
        ended: (Execution) -> Void = { _ in }
    ) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: answer.output)
        var time = ActiveTime()
        var inheritance: Inheritance
        do throws(RuntimeFault) {
            inheritance = try Inheritance(
                id, in: store, define: \.workflow, tell: { time.add($0, at: $1) })
        } catch { throw Fault(error) }
        let triggers = try choose(&inheritance)
        let workflow = inheritance.workflow
        guard !triggers.isEmpty else {
            return try RunEnding(
                execution: inheritance.execution, workflow: workflow,
                milliseconds: time.milliseconds
            ).tell(desk, answer.format)
        }
        let machine = inheritance.start.definition.name
        var settings = try SessionSettings(
            workflow, bindings, options, desk,
            mocks: try mocks?.mocks(machine: machine, surroundings) ?? [:], death: death)
        settings.restsWhenWaiting = restsWhenWaiting
        let start = Instant.now
        let outcome: Execution
        do throws(RuntimeFault) {
            outcome = try Session(settings).resume(inheritance, triggers)
        } catch { throw Fault(error) }
        ended(outcome)
        let elapsed = (Instant.now.nanoseconds - start.nanoseconds) / 1_000_000
        return try RunEnding(
            execution: outcome, workflow: workflow, milliseconds: time.milliseconds + elapsed,
            isRollback: isRollback
        ).tell(desk, answer.format)
    }
}

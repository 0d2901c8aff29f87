import SagaDefinition
import SagaMachine
import SagaReport
import SagaValue

/// What `run`, `resume`, `abort` and `undo` say when an execution has come as far as it will.
struct RunEnding {
    let execution: Execution
    let workflow: Workflow
    /// How long it was worked on.
    let milliseconds: Int
    /// Whether a rollback is what was asked for: then a clean one is a success.
    var isRollback = false

    /// Writes the result, tells of a failure, and gives the status to exit with.
    ///
    /// - Parameter format: Nil writes the output of a success, and nothing else.
    /// - Throws: `SAGA6010` where the result cannot be written.
    func tell(_ desk: Desk, _ format: DocumentFormat?) throws(Fault) -> ExitStatus {
        if let format, format != .text {
            let word = StatusWord(execution, isOwned: false)
            desk.write(ResultDocument.value(execution, word: word), as: format)
        } else if execution.status == .succeeded, let output = execution.output {
            desk.write(output, as: .json)
        }
        let block = FailureBlock(
            execution, workflow, milliseconds: milliseconds,
            workingFolder: desk.surroundings.workingFolder)
        let status = ExitStatus(execution)
        let isAsked = isRollback && (status == .rolledBack || status == .failed)
        if !isAsked, let text = block.text(desk.talkStyle) { desk.warn(text) }
        try desk.finish()
        return isAsked ? .success : status
    }
}

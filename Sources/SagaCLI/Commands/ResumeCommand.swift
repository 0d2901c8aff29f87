import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaSource
import SagaValue

/// `saga resume EXECUTION`: goes on with whatever is not finished.
struct ResumeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with whatever is not finished.",
        discussion: """
            From the last record of the journal, with the definition as it was when the execution \
            started: forward work, a rollback, or a rollback that was stuck. A failed execution of \
            which nothing was undone tries its failed state again.
            """)
    static let examples = [
        Example("saga resume @last", "the newest one"),
        Example("saga resume x7q2", "by the end of its id"),
        Example("saga resume @last --resolve 'Charge={\"id\": 7}'", "a doubt: it had succeeded"),
        Example("saga resume @last --skip Charge --reason 'never arrived'", "it had no effect"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @OptionGroup var word: OperatorOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if !word.skip.isEmpty, word.reason == nil {
            throw Fault(.badArguments, "`--skip` needs a `--reason`, which the journal keeps")
        }
        let resumption = try word.resumption(surroundings)
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings)
        return try takeover.run(execution) { execution throws(Fault) in
            try Self.check(execution)
            return [.resume(resumption)]
        }
    }

    /// The table of `saga.md` §3 for what has ended.
    private static func check(_ execution: Execution) throws(Fault) {
        guard execution.phase == .ended else { return }
        switch (execution.status, execution.compensation) {
        case (.failed, .succeeded), (.failed, .partial), (.timedOut, .succeeded),
            (.timedOut, .partial), (.aborted, .succeeded), (.aborted, .partial):
            throw Fault(
                .refused, "it has failed and was rolled back; there is nothing to resume",
                notes: ["start a new execution with `saga run`"])
        default: break
        }
    }
}

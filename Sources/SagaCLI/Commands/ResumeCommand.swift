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
    @OptionGroup var waiting: WaitingOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if !word.skip.isEmpty, word.reason == nil {
            throw Fault(.badArguments, "`--skip` needs a `--reason`, which the journal keeps")
        }
        let resumption = try word.resumption(surroundings)
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings,
            restsWhenWaiting: waiting.untilWaiting)
        return try takeover.run(execution) { execution throws(Fault) in
            guard let standing = execution.standing else { return [] }
            if let refusal = Refusal(.resume, of: execution) { throw refusal.fault }
            return standing.isOver ? [] : [.resume(resumption)]
        }
    }
}

extension Standing {
    /// Whether `resume` finds nothing that it could go on with.
    fileprivate var isOver: Bool { self == .succeeded || self == .undone }
}

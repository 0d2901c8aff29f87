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
        Example("saga resume @last --resolve 'Charge={\"id\": 7}'", "a doubt: it had succeeded"),
        Example("saga resume @last --skip Charge --reason 'never arrived'", "it had no effect"),
        Example("saga resume x7q2 --definition order.saga.yaml", "by the definition, mended"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @OptionGroup var word: OperatorOptions
    @OptionGroup var waiting: WaitingOptions
    @OptionGroup var redrive: RedriveOptions
    @OptionGroup var mocks: MockOptions
    @OptionGroup var death: DeathOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        if !word.skip.isEmpty, word.reason == nil {
            throw Fault(.badArguments, "`--skip` needs a `--reason`, which the journal keeps")
        }
        let store = try surroundings.store(options)
        let input = try redrive.restartInput(try execution.id(in: store), in: store)
        let other = try redrive.read(try Desk(surroundings, options))
        let resolutions = try word.resolutions(surroundings)
        let note = surroundings.operatorNote(reason: word.reason)
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings,
            mocks: mocks, restsWhenWaiting: waiting.untilWaiting, death: death)
        return try takeover.run(
            execution,
            choose: { inheritance throws(Fault) in
                guard let standing = inheritance.execution.standing else { return [] }
                let verb: Refusal.OperatorVerb = redrive.isAsked ? .redrive : .resume
                if let refusal = Refusal(verb, of: inheritance.execution) { throw refusal.fault }
                try word.check(resolutions, inheritance)
                if standing.isOver { return [] }
                let restart = try redrive.restart(&inheritance, input: input, by: other)
                return [
                    .resume(
                        Resumption(
                            note: note, resolutions: resolutions, restart: restart,
                            definition: other?.text))
                ]
            })
    }
}

extension Standing {
    /// Whether `resume` finds nothing that it could go on with.
    fileprivate var isOver: Bool { self == .succeeded || self == .undone }
}

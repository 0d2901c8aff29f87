import ArgumentParser
import SagaJournal
import SagaMachine
import SagaRuntime
import SagaValue

/// `saga send TOKEN`: answers a state that waits for it.
struct SendCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Answer a state that waits for an answer by token.",
        discussion: """
            The task was given the token as SAGA_TASK_TOKEN, and `saga inspect` shows it. What is \
            said is on disk before this command ends. Where a process runs the execution it goes \
            on at once; else the answer is the first thing that the next `saga resume` meets. \
            After a deadline, or once it was answered, a state takes nothing more: exit status 1.
            """)
    static let examples = [
        Example("saga send TOKEN --success '{\"approved\": true}'", "the state's result"),
        Example("saga send TOKEN --failure Rejected --cause 'too dear'", "the state fails"),
        Example("saga send TOKEN --heartbeat", "it is still worked on"),
        Example("saga send TOKEN --success @answer.json --resume", "and go on, if nobody does"),
    ]

    @Argument(help: ArgumentHelp("What the task was given.", valueName: "token"))
    var token: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The result: JSON text, @file, or - to read it.", valueName: "json"))
    var success: String?

    @Option(help: ArgumentHelp("The name of the error with which it failed.", valueName: "error"))
    var failure: String?

    @Option(help: ArgumentHelp("What went wrong, beside `--failure`.", valueName: "text"))
    var cause: String?

    @Flag(help: "It is still worked on: HeartbeatSeconds begin anew.")
    var heartbeat = false

    @Flag(help: "Go on with the execution where nobody runs it.")
    var resume = false

    @OptionGroup var waiting: WaitingOptions
    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let word = try word(surroundings)
        guard let token = TaskToken(token) else {
            throw Fault(
                .badToken, "`\(token.cut(to: 80))` is not a task token",
                notes: ["it has the form ID.VISIT.ATTEMPT.SEAL; `saga inspect` shows it"])
        }
        let store = try surroundings.store(options)
        let note = surroundings.operatorNote(reason: nil)
        let sender = CallbackSender(store: store, token: token, word: word, by: note.by)
        let delivery = try sender.send(requestName: surroundings.requestName())
        let desk = try Desk(surroundings, options)
        switch delivery {
        case .taken: desk.tell("\(token.execution) has taken it\n")
        case .kept where resume:
            return try Takeover(
                surroundings: surroundings, options: options, answer: answer, bindings: bindings,
                restsWhenWaiting: waiting.untilWaiting
            ).run(token.execution, in: store) { _ throws(Fault) in
                [.resume(Resumption(note: note))]
            }
        case .kept:
            desk.tell(
                "kept; nobody runs \(token.execution): saga resume \(token.execution)\n")
        case .unconfirmed:
            desk.tell("kept; the process that runs \(token.execution) has not read it yet\n")
        }
        return .success
    }

    private func word(_ surroundings: Surroundings) throws(Fault) -> Callback.Word {
        let given = [success != nil, failure != nil, heartbeat].count { $0 }
        guard given == 1 else {
            throw Fault(
                .badArguments, "`send` takes one of `--success`, `--failure` and `--heartbeat`",
                notes: ["saga send TOKEN --success JSON"])
        }
        if let success {
            let result = try JSONArgument.value(success, option: "--success", surroundings)
            guard !result.isNested(deeperThan: Limits.valueDepth) else {
                throw Fault(
                    .badAnswer, "the result is nested more than \(Limits.valueDepth) levels deep")
            }
            return .succeeded(result)
        }
        guard failure != nil || cause == nil else {
            throw Fault(.badArguments, "`--cause` stands beside `--failure`")
        }
        guard let failure else { return .alive }
        try Self.check(failure, "the name of the error", Limits.callbackErrorLength)
        try Self.check(cause ?? "", "the cause", Limits.callbackCauseLength)
        return .failed(Failure(failure.isEmpty ? nil : failure, cause: cause))
    }

    private static func check(_ text: String, _ what: String, _ limit: Int) throws(Fault) {
        guard text.unicodeScalars.count > limit else { return }
        throw Fault(.badAnswer, "\(what) is longer than \(limit) characters")
    }
}

/// What ends a run that could only wait.
struct WaitingOptions: ParsableArguments {
    @Flag(
        help: "Suspend, with exit status 4, once nothing but answers by token is waited for.")
    var untilWaiting = false
}

extension Surroundings {
    /// The name of a fresh request; requests are taken in the order of their names.
    func requestName() -> String { "\(now.nanoseconds)-\(String(random(), radix: 36))" }
}

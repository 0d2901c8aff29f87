import ArgumentParser
import SagaJournal
import SagaMachine
import SagaRuntime
import SagaValue

/// `saga abort EXECUTION`: stops it and rolls it back.
struct AbortCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Stop an execution and roll it back.",
        discussion: """
            A process that runs it is asked to, by a request that outlives a crash of either side. \
            When nobody runs it, the rollback is carried out here.
            """)
    static let examples = [
        Example("saga abort @running", "the one that runs"),
        Example("saga abort x7q2 --reason 'customer cancelled'", "the journal keeps the reason"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Option(help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String?

    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let note = surroundings.operatorNote(reason: reason)
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let stored = try StoredExecution.read(id, in: store, .summary)
        guard !stored.execution.status.isEnded else { return try tellTooLate(id, surroundings) }
        if stored.isOwned {
            do throws(JournalFault) {
                try Requests(store.folder(id)).leave(
                    Self.requestName(surroundings), Trigger.abortRequest(note))
            } catch { throw Fault(error) }
            let desk = try Desk(surroundings, options, file: answer.output)
            desk.tell("asked the process that runs \(id) to stop and roll back\n")
            return .success
        }
        let takeover = Takeover(
            surroundings: surroundings, options: options, answer: answer, bindings: bindings)
        let status = try takeover.run(execution) { execution throws(Fault) in
            guard !execution.status.isEnded else { return [] }
            return [.resume(Resumption(note: note)), .abort(note)]
        }
        // A clean rollback is what was asked for.
        return status == .rolledBack || status == .failed ? .success : status
    }

    private func tellTooLate(
        _ id: ExecutionID, _ surroundings: Surroundings
    ) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: answer.output)
        desk.warn("too late: \(id) has ended\n")
        return .failed
    }

    /// Requests are taken in the order of their names.
    private static func requestName(_ surroundings: Surroundings) -> String {
        "\(surroundings.now.nanoseconds)-\(String(surroundings.random(), radix: 36))"
    }
}

import ArgumentParser
import SagaMachine
import SagaRuntime

/// `saga stop EXECUTION`: suspends one that runs, as Ctrl-C does.
struct StopCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Suspend an execution that runs; `resume` goes on.",
        discussion: """
            The process that runs it starts nothing new and ends its tasks, as on Ctrl-C. Nothing \
            is undone.
            """)
    static let examples = [
        Example("saga stop @running", "the one that runs"),
        Example("saga stop x7q2 --reason 'maintenance'", "the journal keeps the reason"),
    ]

    @OptionGroup var execution: ExecutionArgument

    @Option(help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String?

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let store = try surroundings.store(options)
        let id = try execution.id(in: store)
        let desk = try Desk(surroundings, options)
        let note = surroundings.operatorNote(reason: reason)
        let petition = Petition(id: id, store: store, surroundings: surroundings)
        let stored = try petition.leave(Trigger.stopRequest(note))
        if stored.execution.phase == .ended {
            desk.warn("too late: \(id) has ended\n")
            return .failed
        }
        if stored.isOwned {
            desk.tell("asked the process that runs \(id) to suspend it\n")
        } else {
            desk.tell("nobody runs \(id); `saga resume \(id)` goes on\n")
        }
        return .success
    }
}

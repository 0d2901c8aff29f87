import ArgumentParser
import SagaValue

/// The program: `saga VERB [FILE or EXECUTION] [flags]`.
struct Saga: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "saga",
        abstract: "Runs sagas of shell commands and HTTP requests, durably, and undoes them.",
        version: Version.current,
        groupedSubcommands: groups.map { group in
            CommandGroup(name: group.name, subcommands: group.verbs)
        },
        helpNames: [.customShort("h"), .customLong("help")])

    /// The commands as the help shows them.
    static var groups: [(name: String, verbs: [any Verb.Type])] {
        [
            (
                "Run",
                [
                    RunCommand.self, ResumeCommand.self, SendCommand.self, RerunCommand.self,
                    StopCommand.self, AbortCommand.self, UndoCommand.self,
                ]
            ),
            (
                "Look",
                [ListCommand.self, InspectCommand.self, EventsCommand.self, LogsCommand.self]
            ),
            (
                "Author",
                [
                    ValidateCommand.self, TestCommand.self, PlanCommand.self, CheckCommand.self,
                    EvalCommand.self, TestStateCommand.self,
                    ExplainCommand.self,
                ]
            ),
            (
                "System",
                [OnceCommand.self, DoctorCommand.self, CompletionCommand.self, HelpCommand.self]
            ),
        ]
    }

    static var verbs: [any Verb.Type] { groups.flatMap(\.verbs) }

    /// The command of a name or alias.
    static func verb(named name: String) -> (any Verb.Type)? {
        verbs.first { verb in
            verb.verbName == name || verb.configuration.aliases.contains(name)
        }
    }
}

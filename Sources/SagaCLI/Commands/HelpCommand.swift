import ArgumentParser

/// `saga help [COMMAND or TOPIC]`: answered before the parser; declared so that it is listed.
struct HelpCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Show help on a command or a topic.")
    static let examples = [
        Example("saga help validate", "a command"),
        Example("saga help exit-codes", "a topic"),
    ]

    @Argument(help: "A command or a topic.")
    var subject: String?

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let page = try HelpPage.asked(["help"] + (subject.map { [$0] } ?? []))
        surroundings.standardOutput.write(page ?? HelpPage.root)
        return .success
    }
}

import ArgumentParser

/// A command: options, declared, and what it does, which is to call the library and choose a view.
protocol Verb: ParsableCommand {
    /// Two to four command lines, each with what it does.
    static var examples: [Example] { get }

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus
}

extension Verb {
    /// What is typed after `saga`.
    static var verbName: String { _commandName }
}

/// A line of a help page that can be typed as it is.
struct Example {
    let command: String
    let purpose: String

    init(_ command: String, _ purpose: String) {
        self.command = command
        self.purpose = purpose
    }
}

import ArgumentParser

/// A command: options, declared, and what it does, which is to call the library and choose a view.
protocol Verb: ParsableCommand {
    /// Two to four command lines, each with what it does.
    static var examples: [Example] { get }

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus
}

/// A command that ends as another program did, whatever status that gave.
protocol Wrapper: Verb {
    func status(in surroundings: Surroundings) throws(Fault) -> Int32
}

extension Wrapper {
    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        ExitStatus(rawValue: try status(in: surroundings)) ?? .failed
    }
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

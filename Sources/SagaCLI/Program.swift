import ArgumentParser
import Glibc
import SagaRuntime
import SagaSource
import SagaValue

/// From the arguments to the exit status.
package enum Program {
    /// Runs the command of this process and ends it.
    ///
    /// One word, which no person types, is looked for before anything is parsed: the program was
    /// started by itself, to supervise commands.
    package static func main() -> Never {
        // A file that may not grow is an error of its write, from the first file on.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == Supervisor.word { exit(Supervisor.run(Array(arguments.dropFirst()))) }
        exit(run(arguments))
    }

    /// Runs one command.
    ///
    /// - Parameter arguments: Without the program's own name.
    /// - Returns: The status to exit with.
    package static func run(_ arguments: [String]) -> Int32 {
        let surroundings = Surroundings.live()
        do throws(Fault) {
            return try run(arguments, surroundings)
        } catch {
            surroundings.standardError.write(error.text)
            return error.exitStatus.rawValue
        }
    }

    private static func run(
        _ arguments: [String], _ surroundings: Surroundings
    ) throws(Fault) -> Int32 {
        if let page = try HelpPage.asked(arguments) {
            surroundings.standardOutput.write(page)
            try surroundings.standardOutput.check("standard output")
            return ExitStatus.success.rawValue
        }
        if arguments.first == ChildSettings.verb {
            return try ChildProgram.run(surroundings).rawValue
        }
        try checkVerb(arguments)
        let command: any ParsableCommand
        do { command = try Saga.parseAsRoot(arguments) } catch {
            return try answer(error, arguments.first, surroundings).rawValue
        }
        guard let verb = command as? any Verb else {
            throw Fault(.badArguments, "a command is missing", notes: ["see: saga help"])
        }
        if let wrapper = verb as? any Wrapper { return try wrapper.status(in: surroundings) }
        return try verb.run(in: surroundings).rawValue
    }

    /// What the parser threw: the version or its own kind of help, or a mistake.
    private static func answer(
        _ error: any Error, _ verb: String?, _ surroundings: Surroundings
    ) throws(Fault) -> ExitStatus {
        let text = Saga.message(for: error)
        if Saga.exitCode(for: error) == .success {
            surroundings.standardOutput.write(text + "\n")
            return .success
        }
        var lines = text.split(separator: "\n").map(String.init)
        let first = lines.isEmpty ? "the arguments do not fit" : lines.removeFirst()
        let page = verb.flatMap(Saga.verb).map { "saga \($0.verbName) --help" } ?? "saga help"
        throw Fault(.badArguments, sentence(first), notes: lines + ["see: \(page)"])
    }

    /// Before the parser sees it, because of an unknown command it only says that it is unexpected.
    private static func checkVerb(_ arguments: [String]) throws(Fault) {
        guard let word = arguments.first, word.utf8.first != UInt8(ascii: "-"),
            Saga.verb(named: word) == nil
        else { return }
        var notes = ["see: saga help"]
        if let near = suggestion(for: word) { notes.insert("did you mean `\(near)`?", at: 0) }
        throw Fault(.unknownCommand, "there is no command `\(word)`", notes: notes)
    }

    /// The command that was probably meant.
    static func suggestion(for word: String) -> String? {
        let foreign = [
            "retry": "resume", "redrive": "resume", "restart": "resume", "resubmit": "run",
            "cancel": "abort", "terminate": "abort", "rollback": "undo", "show": "inspect",
            "get": "inspect", "describe": "inspect", "history": "events", "log": "logs",
            "lint": "validate", "ps": "list",
        ]
        if let meant = foreign[word], Saga.verb(named: meant) != nil { return meant }
        let names = Saga.verbs.flatMap { [$0.verbName] + $0.configuration.aliases }
        return nearestName(to: word, among: names)
    }

    /// In the form of our own messages: lower case, without a full stop.
    private static func sentence(_ text: String) -> String {
        var text = text
        if text.hasSuffix(".") { text.removeLast() }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// What can be told of a shell script without a shell.
enum ScriptShape {
    /// Commands that change nothing but the shell, as long as they write into no file.
    private static let harmless = [
        "set", "cd", "export", "trap", "umask", "exit", "return", "shift", "echo", "printf",
        "sleep", "test", "[", "true", "false", ":", "date", "wait",
    ]

    /// Whether a script has several commands that may change something; a pipeline is one.
    ///
    /// A substitution counts by itself: one command in it mostly asks for something.
    static func hasSeveralCommands(_ script: String) -> Bool {
        var reader = ScriptReader(script)
        let commands = reader.commands()
        return ([commands] + reader.substitutions).contains { commands in
            commands.count(where: mayChangeSomething) > 1
        }
    }

    private static func mayChangeSomething(_ command: ScriptReader.Command) -> Bool {
        if command.isWriting { return true }
        guard let first = command.words.first, !first.isEmpty else { return false }
        return !harmless.contains(first) && !isAssignment(first)
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "=") else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}

/// What can be told of a shell script without a shell.
enum ScriptShape {
    /// Commands that change nothing but the shell, as long as they write into no file.
    private static let harmless = [
        "set", "cd", "export", "trap", "umask", "exit", "return", "shift", "echo", "printf",
        "sleep", "test", "[", "true", "false", ":", "date", "wait",
    ]
    /// Words of the shell's grammar behind which a command stands.
    private static let openings = [
        "{", "(", "!", "if", "elif", "then", "else", "while", "until", "do", "time",
    ]
    /// Those that stand alone, or before what is no command.
    private static let alone = ["}", ")", "fi", "done", "esac", "for"]

    /// Whether a script has several commands that may change something; a pipeline is one, and a
    /// command in a loop is several.
    ///
    /// A substitution counts by itself: one command in it mostly asks for something.
    static func hasSeveralCommands(_ script: String) -> Bool {
        var reader = ScriptReader(script)
        let commands = reader.commands()
        return ([commands] + reader.substitutions).contains { count($0) > 1 }
    }

    private static func count(_ commands: [ScriptReader.Command]) -> Int {
        var count = 0
        var loops = 0
        for command in commands {
            let first = command.parts.first?.first
            if first == "do" { loops += 1 }
            if first == "done" { loops = max(0, loops - 1) }
            if mayChangeSomething(command) { count += loops > 0 ? 2 : 1 }
        }
        return count
    }

    private static func mayChangeSomething(_ command: ScriptReader.Command) -> Bool {
        command.isWriting
            || command.parts.contains { words in
                let own = words.drop { openings.contains($0) || isAssignment($0) }
                guard let first = own.first, !first.isEmpty else { return false }
                return !harmless.contains(first) && !alone.contains(first)
            }
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "=") else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}

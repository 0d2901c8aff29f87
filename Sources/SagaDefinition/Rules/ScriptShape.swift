/// What can be told of a shell script without a shell.
enum ScriptShape {
    /// Commands that change nothing but the shell, as long as they write into no file.
    private static let harmless = [
        "set", "cd", "export", "trap", "umask", "exit", "return", "shift", "echo", "printf",
        "sleep", "test", "[", "true", "false", ":", "date", "wait",
    ]

    /// Whether a script has several commands that may change something; a pipeline is one.
    static func hasSeveralCommands(_ script: String) -> Bool {
        var count = 0
        var isContinued = false
        for line in script.split(separator: "\n") {
            let wasContinued = isContinued
            isContinued = line.hasSuffix("\\") || line.hasSuffix("|")
            for (position, command) in commands(of: line).enumerated() {
                if position == 0, wasContinued { continue }
                if mayChangeSomething(command) { count += 1 }
            }
            if count > 1 { return true }
        }
        return false
    }

    /// The words of each command of a line; what stands in quotes is not looked at more closely.
    private static func commands(of line: Substring) -> [[Substring]] {
        var commands: [[Substring]] = [[]]
        for word in line.split(whereSeparator: \.isWhitespace) {
            if word.hasPrefix("#") { break }
            if word == "&&" || word == "||" {
                commands.append([])
            } else if word.hasSuffix(";") {
                commands[commands.count - 1].append(word.dropLast())
                commands.append([])
            } else {
                commands[commands.count - 1].append(word)
            }
        }
        return commands
    }

    private static func mayChangeSomething(_ command: [Substring]) -> Bool {
        guard let first = command.first, !first.isEmpty else { return false }
        // `>&2` and the like write into no file.
        let isWriting = command.contains { $0.contains(">") && !$0.contains(">&") }
        if isWriting { return true }
        return !harmless.contains(where: { first == $0 }) && !isAssignment(first)
    }

    private static func isAssignment(_ word: Substring) -> Bool {
        guard let sign = word.firstIndex(of: "=") else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}

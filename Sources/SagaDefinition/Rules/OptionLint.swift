import SagaSource
import SagaValue

/// Warns of computed arguments that a well-known program would read as an option (CWE-88).
///
/// Of other programs nobody knows whether they take options, or `--` before their operands.
enum OptionLint {
    private static let programs = [
        "cat", "chgrp", "chmod", "chown", "cp", "grep", "head", "ln", "ls", "mkdir", "mv", "rm",
        "rmdir", "rsync", "scp", "sort", "ssh", "tail", "tar", "touch", "wc",
    ]

    static func check(_ words: [Part], _ language: QueryLanguage, _ reading: Reading) {
        guard let program = words.first?.string?.split(separator: "/").last.map(String.init),
            programs.contains(program)
        else { return }
        var previous = program
        for part in words.dropFirst() {
            guard let text = part.string else { continue }
            if text == "--" { return }
            if isComputed(text, language), !previous.hasPrefix("-"), mayBeginWithSign(text) {
                reading.report(
                    .optionLikeArgument,
                    "`\(program)` reads this argument as an option if it begins with `-`",
                    at: part, label: "put `--` before it")
                return
            }
            previous = text
        }
    }

    private static func isComputed(_ text: String, _ language: QueryLanguage) -> Bool {
        switch language {
        case .jsonata: text.isQuery
        case .jsonPath: ["$.", "$$.", "States."].contains(where: text.hasPrefix)
        }
    }

    /// Not where it begins with a text that is written and has another beginning.
    private static func mayBeginWithSign(_ text: String) -> Bool {
        let quotes: [Character] = ["'", "\""]
        var rest = text.hasPrefix("States.Format(") ? text.dropFirst(14) : text.dropFirst(2)
        rest = rest.drop { $0.isWhitespace }
        guard let quote = rest.first, quotes.contains(quote) else { return true }
        guard let first = rest.dropFirst().first else { return true }
        return first == "-" || first == quote || first == "{"
    }
}

import ArgumentParser
import SagaSource

/// What `saga help`, `-h` and `--help` print.
package enum HelpPage {
    /// The page that the arguments ask for; nil where they ask for none.
    ///
    /// - Throws: `SAGA6001` where they ask for help on something that there is not.
    static func asked(_ arguments: [String]) throws(Fault) -> String? {
        guard let first = arguments.first else { return root }
        if first == "help" {
            return try page(of: arguments.dropFirst().first { $0.utf8.first != UInt8(ascii: "-") })
        }
        let options = arguments.prefix { $0 != "--" }
        guard options.contains(where: { $0 == "-h" || $0 == "--help" }) else { return nil }
        guard let verb = Saga.verb(named: first) else {
            return first.utf8.first == UInt8(ascii: "-") ? root : nil
        }
        return page(verb)
    }

    private static func page(of name: String?) throws(Fault) -> String {
        guard let name else { return root }
        if let topic = Topic(rawValue: name) { return topic.text }
        if let verb = Saga.verb(named: name) { return page(verb) }
        var notes = ["topics: " + Topic.allCases.map(\.rawValue).joined(separator: ", ")]
        let names = Topic.allCases.map(\.rawValue)
        if let near = nearestName(to: name, among: names) ?? Program.suggestion(for: name) {
            notes.insert("did you mean `\(near)`?", at: 0)
        }
        throw Fault(.unknownCommand, "there is no help on `\(name)`", notes: notes)
    }

    /// The page of one command: what it does, how it is called, examples.
    package static func page(ofCommand name: String) -> String? { Saga.verb(named: name).map(page) }

    private static func page(_ verb: any Verb.Type) -> String {
        var text = Saga.helpMessage(for: verb, columns: 80)
        if text.hasPrefix("OVERVIEW: ") { text.removeFirst("OVERVIEW: ".count) }
        text = headingsLowered(text).trimmedEnd + "\n"
        guard !verb.examples.isEmpty else { return text }
        text += "\nExamples:\n"
        for example in verb.examples {
            text += "  # \(example.purpose)\n  $ \(example.command)\n"
        }
        return text
    }

    /// The page of the program: commands by group, topics, where to read on.
    package static var root: String {
        var text = """
            \(Saga.configuration.abstract)

            Usage: saga VERB [FILE or EXECUTION] [options]

            """
        for group in Saga.groups where !group.verbs.isEmpty {
            text += "\n\(group.name):\n"
            for verb in group.verbs {
                let aliases = verb.configuration.aliases.map { " (\($0))" }.joined()
                let name = (verb.verbName + aliases).padded(to: 16)
                text += "  \(name)\(verb.configuration.abstract)\n"
            }
        }
        text += "\nTopics (saga help TOPIC):\n"
        for topic in Topic.allCases {
            text += "  \(topic.rawValue.padded(to: 16))\(topic.abstract)\n"
        }
        return text + """

            An execution is named by its id, by a beginning of it or of its last part, or by
            @last, @failed, @running.
            saga VERB --help shows options and examples of a command.

            """
    }

    private static func headingsLowered(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            for heading in ["USAGE:", "ARGUMENTS:", "OPTIONS:"] where line.hasPrefix(heading) {
                return heading.prefix(1) + heading.dropFirst().lowercased()
                    + line.dropFirst(heading.count)
            }
            return String(line)
        }.joined(separator: "\n")
    }
}

extension String {
    /// Without blanks and newlines at the end.
    var trimmedEnd: String {
        var view = unicodeScalars
        while let last = view.last, last == " " || last == "\n" { view.removeLast() }
        return String(view)
    }
}

import ArgumentParser
import SagaReport
import SagaValue

/// `saga explain CODE`.
struct ExplainCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a code or the name of an error.")
    static let examples = [
        Example("saga explain SAGA2104", "a code"),
        Example("saga explain States.Timeout", "the name of an error"),
        Example("saga explain --all --format markdown", "everything, as a page"),
    ]

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, markdown, json
    }

    @Argument(help: ArgumentHelp("A code or a name.", valueName: "code"))
    var names: [String] = []

    @Flag(help: "All codes and names.")
    var all = false

    @Option(help: "The form of the answer.")
    var format = Format.text

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        guard all || !names.isEmpty else {
            throw Fault(
                .badArguments, "a code is missing", notes: ["such as: saga explain SAGA2104"])
        }
        let desk = try Desk(surroundings, options)
        var entries: [(heading: String, text: Explanation)] = []
        if all {
            entries += ErrorCatalogue.codes.map { ($0.code, $0.explanation) }
            entries += ErrorName.all.map { ($0.name, $0.explanation) }
        }
        for name in names { entries.append(try Self.explanation(of: name)) }
        switch format {
        case .text:
            desk.write(entries.map { $0.text.text(heading: $0.heading) }.joined(separator: "\n"))
        case .markdown:
            desk.write(
                entries.map { $0.text.markdown(heading: $0.heading) }.joined(separator: "\n"))
        case .json: desk.write(Self.document(entries), as: .json)
        }
        try desk.finish()
        return .success
    }

    private static func explanation(
        of name: String
    ) throws(Fault) -> (heading: String, text: Explanation) {
        if let found = ErrorCatalogue.explanation(of: name) { return found }
        var notes = ["see: saga explain --all"]
        if let near = ErrorCatalogue.suggestion(for: name) {
            notes.insert("did you mean `\(near)`?", at: 0)
        }
        throw Fault(.unknownCode, "nothing is known of `\(name)`", notes: notes)
    }

    private static func document(_ entries: [(heading: String, text: Explanation)]) -> Value {
        [
            "schemaVersion": .integer(DocumentSchema.version),
            "explanations": .array(entries.map { $0.text.value(heading: $0.heading) }),
        ]
    }
}

import ArgumentParser
import SagaReport
import SagaValue

/// The forms in which a command that reads gives its answer.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl, yaml
}

/// Where an answer goes, and in which form.
struct AnswerOptions: ParsableArguments {
    @Option(help: "The form of the answer.")
    var format: DocumentFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?
}

import ArgumentParser

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The store to use.", valueName: "folder"))
    var store: String?

    @Option(help: ArgumentHelp("When there are colours.", valueName: "when"))
    var color: ColorChoice?

    @Option(
        help: ArgumentHelp("How progress is told on standard error.", valueName: "how"))
    var progress: ProgressStyle?

    @Flag(
        name: [.customShort("q"), .long],
        help: "No progress; twice, no warnings either.")
    var quiet: Int

    @Flag(
        name: [.customShort("v"), .long],
        help: "More: exact times and resolved arguments.")
    var verbose: Int

    @Flag(help: "Signs of ASCII only.")
    var ascii = false
}

/// How much is told of a run while it goes on.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
    case auto, plain, json, none
}

extension GlobalOptions {
    /// What the options and the environment together ask for on standard error.
    ///
    /// - Throws: `SAGA6012` for a word in `SAGA_PROGRESS` that is none.
    func progressStyle(_ environment: Environment) throws(Fault) -> ProgressStyle {
        if quiet > 0 { return .none }
        if let progress { return progress }
        guard let text = environment["SAGA_PROGRESS"] else { return .auto }
        guard let style = ProgressStyle(rawValue: text) else {
            throw Fault(
                .badEnvironment, "SAGA_PROGRESS is `\(text)`",
                notes: ["takes: " + ProgressStyle.allCases.map(\.rawValue).joined(separator: ", ")])
        }
        return style
    }
}

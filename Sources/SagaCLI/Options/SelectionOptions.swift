import ArgumentParser
import SagaSource
import SagaValue

/// Which findings are told and count.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only findings whose codes begin like this; separated by commas.", valueName: "codes"))
    var select: [String] = []

    @Option(
        help: ArgumentHelp(
            "No findings whose codes begin like this; separated by commas.", valueName: "codes"))
    var ignore: [String] = []

    /// - Throws: `SAGA6035` for a beginning that no code has.
    func selection() throws(Fault) -> FindingSelection {
        FindingSelection(
            wanted: try Self.beginnings(select, "--select"),
            unwanted: try Self.beginnings(ignore, "--ignore"))
    }

    private static func beginnings(
        _ texts: [String], _ option: String
    ) throws(Fault) -> [String] {
        var beginnings: [String] = []
        for word in texts.flatMap({ $0.split(separator: ",") }).map(String.init) {
            let isKnown = Code.allCases.contains { $0.code.hasPrefix(word) }
            guard isKnown else {
                throw Fault(
                    .unknownSelection, "`\(option) \(word)`: no finding's code begins like this",
                    notes: [
                        "`saga explain --all` lists the codes; those of findings begin with "
                            + "SAGA1, SAGA2 and SAGA3"
                    ])
            }
            beginnings.append(word)
        }
        return beginnings
    }
}

/// Picks findings by the beginnings of their codes.
struct FindingSelection {
    /// All, where it is empty.
    let wanted: [String]
    let unwanted: [String]

    func contains(_ finding: Finding) -> Bool {
        let code = finding.code.code
        return (wanted.isEmpty || wanted.contains(where: code.hasPrefix))
            && !unwanted.contains(where: code.hasPrefix)
    }
}

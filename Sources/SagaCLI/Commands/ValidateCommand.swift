import ArgumentParser
import SagaSource

/// `saga validate FILES…`: everything that is wrong in definitions.
struct ValidateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Find everything that is wrong in definitions.",
        discussion: "Runs nothing and opens no other file. Ends with 1 where there are errors.")
    static let examples = [
        Example("saga validate order.saga.yaml", "one definition"),
        Example("saga validate workflows/", "every *.saga.yaml and *.asl.* in a folder"),
        Example("saga validate --format concise .", "a line for each finding"),
    ]

    @Argument(help: "Definitions, or folders of them.")
    var files: [String]

    @Option(help: "The form of the answer.")
    var format: FindingFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: output)
        var read: [DefinitionFile] = []
        for name in try DefinitionWalk.files(files, surroundings) {
            read.append(try DefinitionFile.read(name, surroundings))
        }
        let isAnnotating = surroundings.environment["GITHUB_ACTIONS"] == "true"
        let report = FindingReport(read, format ?? (isAnnotating ? .github : .text))
        desk.write(report.text(desk.style))
        if let summary = report.summary { desk.tell(summary) }
        try desk.finish()
        return report.hasErrors ? .failed : .success
    }
}

/// The definitions that a person means by files and folders.
enum DefinitionWalk {
    private static let endings = [
        ".saga.yaml", ".saga.yml", ".saga.json", ".asl.yaml", ".asl.yml", ".asl.json",
    ]
    private static let maximumDepth = 32

    /// - Throws: `SAGA6003` for what is missing, and for a folder without definitions.
    static func files(
        _ names: [String], _ surroundings: Surroundings
    ) throws(Fault) -> [String] {
        var files: [String] = []
        for name in names {
            switch FileReading.kind(surroundings.absolute(name)) {
            case .missing: throw Fault(.fileNotFound, "`\(name)`: there is no such file")
            case .file: files.append(name)
            case .folder:
                let found = definitions(in: name, depth: 0, surroundings)
                guard !found.isEmpty else {
                    throw Fault(
                        .fileNotFound, "`\(name)` holds no definition",
                        notes: ["looked for: " + endings.map { "*\($0)" }.joined(separator: ", ")])
                }
                files += found
            }
        }
        return files
    }

    private static func definitions(
        in folder: String, depth: Int, _ surroundings: Surroundings
    ) -> [String] {
        guard depth < maximumDepth else { return [] }
        let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
        return FileReading.names(in: surroundings.absolute(folder)).flatMap { name -> [String] in
            let path = folder == "." ? name : prefix + name
            switch FileReading.kind(surroundings.absolute(path)) {
            case .missing: return []
            case .folder:
                return FileReading.isLink(surroundings.absolute(path))
                    ? [] : definitions(in: path, depth: depth + 1, surroundings)
            case .file:
                return endings.contains { name.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
                    ? [path] : []
            }
        }
    }
}

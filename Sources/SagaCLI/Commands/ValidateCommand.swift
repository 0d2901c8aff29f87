import ArgumentParser
import SagaDefinition
import SagaSource

/// `saga validate FILES…`: everything that is wrong in definitions.
struct ValidateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Find everything that is wrong in definitions.",
        discussion: "Runs nothing and opens no other file. Ends with 1 where there are errors.")
    static let examples = [
        Example("saga validate order.saga.yaml", "one definition"),
        Example("saga validate workflows/", "every *.saga.yaml and *.asl.* in a folder"),
        Example("saga validate --format aws plain.asl.json", "as Step Functions would answer"),
        Example("saga validate - --stdin-filename a.saga.yaml < a.saga.yaml", "for an editor"),
    ]

    @Argument(help: "Definitions, folders of them, or - for standard input.")
    var files: [String]

    @Option(help: "The form of the answer.")
    var format: FindingFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
    var output: String?

    @Option(help: "The kind of state machine whose rules hold.")
    var type = Demands.MachineType.standard

    @Option(
        help: ArgumentHelp("What standard input shall be taken for.", valueName: "name"))
    var stdinFilename: String?

    @OptionGroup var portability: PortabilityOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: output)
        let selection = try selection.selection()
        let read = try definitions(surroundings).map { $0.selecting(selection) }
        let isAnnotating = surroundings.environment["GITHUB_ACTIONS"] == "true"
        let report = FindingReport(read, format ?? (isAnnotating ? .github : .text))
        desk.write(report.text(desk.style))
        if let summary = report.summary { desk.tell(summary) }
        try desk.finish()
        return report.hasErrors ? .failed : .success
    }

    /// - Throws: `SAGA6002` where the service would have to answer for several.
    private func definitions(_ surroundings: Surroundings) throws(Fault) -> [DefinitionFile] {
        // The service knows no extension, and always has its quotas.
        let demands =
            format == .aws
            ? Demands(machineType: type, isPlain: true, keepsQuotas: true)
            : portability.demands(type)
        var read: [DefinitionFile] = []
        for name in try DefinitionWalk.files(files, surroundings) {
            read.append(
                name == DefinitionWalk.standardInput
                    ? try DefinitionFile.standardInput(
                        named: stdinFilename ?? "stdin", surroundings, demands: demands)
                    : try DefinitionFile.read(name, surroundings, demands: demands))
        }
        guard format != .aws || read.count == 1 else {
            throw Fault(
                .badArguments, "`--format aws` answers for one definition, not for \(read.count)")
        }
        return read
    }
}

/// The definitions that a person means by files and folders.
enum DefinitionWalk {
    /// The name that stands for standard input.
    static let standardInput = "-"

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
            if name == standardInput {
                files.append(name)
                continue
            }
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

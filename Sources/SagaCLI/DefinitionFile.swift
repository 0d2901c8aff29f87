import Glibc
import SagaDefinition
import SagaMachine
import SagaSource
import SagaValue

/// A definition as it stands in a file, and what reading it found.
struct DefinitionFile {
    /// As the person named it, for messages.
    let name: String
    /// Absolute.
    let path: String
    let source: Source
    let definition: Definition

    /// - Throws: `SAGA6003` or `SAGA6004` where the file cannot be read.
    static func read(
        _ name: String, _ surroundings: Surroundings, demands: Demands = Demands()
    ) throws(Fault) -> DefinitionFile {
        let path = surroundings.absolute(name)
        let bytes = try FileReading.bytes(path, limit: Limits.sourceFileBytes)
        return DefinitionFile(name: name, path: path, bytes, demands: demands)
    }

    /// The definition that comes on standard input.
    ///
    /// - Parameter name: Of the file that it shall be taken for.
    /// - Throws: `SAGA6004` where it cannot be read.
    static func standardInput(
        named name: String, _ surroundings: Surroundings, demands: Demands
    ) throws(Fault) -> DefinitionFile {
        let bytes = try FileReading.standardInput(limit: Limits.sourceFileBytes)
        return DefinitionFile(
            name: name, path: surroundings.absolute(name), bytes, demands: demands)
    }

    /// The same with those of the findings that a person asks for.
    func selecting(_ selection: FindingSelection) -> DefinitionFile {
        DefinitionFile(
            name: name, path: path, source: source,
            definition: Definition(
                workflow: definition.workflow,
                findings: definition.findings.filter(selection.contains),
                consequences: definition.consequences.filter(selection.contains)))
    }

    private init(name: String, path: String, source: Source, definition: Definition) {
        self.name = name
        self.path = path
        self.source = source
        self.definition = definition
    }

    /// - Parameter path: Absolute; the programs of `Run` are looked for from its folder on.
    init(name: String, path: String, _ bytes: [UInt8], demands: Demands = Demands()) {
        self.name = name
        self.path = path
        source = Source(bytes, name: name)
        let folder = path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let reader = WorkflowReader(demands: demands) { program in
            let isAbsolute = program.utf8.first == UInt8(ascii: "/")
            return FileReading.kind(isAbsolute ? program : "\(folder)/\(program)") != .missing
        }
        definition = reader.read(source)
    }

    /// The folder in which its commands run, absolute.
    var folder: String { path.split(separator: "/").dropLast().map { "/\($0)" }.joined() }

    /// The text as the journal keeps it.
    var text: DefinitionText {
        DefinitionText(
            file: path, folder: folder.isEmpty ? "/" : folder,
            text: String(decoding: source.bytes, as: UTF8.self),
            hash: Digest.sha256.hexadecimal(of: source.bytes))
    }

    /// The workflow; its warnings, or the errors that there are instead, go to standard error.
    ///
    /// - Throws: `SAGA6008` where the definition has errors.
    func workflow(_ desk: Desk) throws(Fault) -> Workflow {
        for finding in definition.findings {
            desk.warn(FindingText(finding, source).text(desk.talkStyle) + "\n")
        }
        guard let workflow = definition.workflow else {
            let count = definition.findings.count { $0.severity == .error }
            throw Fault(
                .badDefinition, "`\(name)` has \(count) error\(count == 1 ? "" : "s"); nothing ran")
        }
        return workflow
    }
}

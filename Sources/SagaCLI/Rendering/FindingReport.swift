import ArgumentParser
import SagaDefinition
import SagaReport
import SagaSource
import SagaValue

/// The forms in which `saga validate` answers.
enum FindingFormat: String, CaseIterable, ExpressibleByArgument {
    case text, concise, json, github, gitlab, junit, sarif, rdjson
    /// As the service answers.
    case aws
}

/// All findings of all files, in one of the forms.
struct FindingReport {
    private let files: [DefinitionFile]
    private let format: FindingFormat

    init(_ files: [DefinitionFile], _ format: FindingFormat) {
        self.files = files
        self.format = format
    }

    /// A finding and the file it is in.
    struct Place {
        let file: DefinitionFile
        let finding: Finding
    }

    var hasErrors: Bool { places.contains { $0.finding.severity == .error } }

    func text(_ style: Style) -> String {
        switch format {
        case .text:
            places.map { FindingText($0.finding, $0.file.source).text(style) + "\n" }.joined()
        case .concise: places.map { concise($0, style) }.joined()
        case .github: places.map(GitHubAnnotation.text).joined()
        case .json: document.prettyJSON + "\n"
        case .gitlab: CodeQuality.document(places).prettyJSON + "\n"
        case .junit: JUnitReport.text(files)
        case .sarif: SARIF.document(places).prettyJSON + "\n"
        case .rdjson: ReviewDog.document(places).prettyJSON + "\n"
        case .aws: files.map { ServiceDiagnostics.document($0).prettyJSON + "\n" }.joined()
        }
    }

    /// A line for people beside the answer; nil where a program reads it.
    var summary: String? {
        guard format == .text || format == .concise, !places.isEmpty else { return nil }
        let errors = places.count { $0.finding.severity == .error }
        let warnings = places.count - errors
        let bad = files.count { !$0.definition.findings.isEmpty }
        let counts = [counted(errors, "error"), counted(warnings, "warning")].compactMap(\.self)
        var line = counts.joined(separator: ", ") + " in \(bad) of \(files.count) "
        line += files.count == 1 ? "file" : "files"
        if let first = places.first { line += " · saga explain \(first.finding.code.code)" }
        return line + "\n"
    }

    private var places: [Place] {
        files.flatMap { file in
            file.definition.findings.map { Place(file: file, finding: $0) }
        }
    }

    private func counted(_ count: Int, _ noun: String) -> String? {
        count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private func concise(_ place: Place, _ style: Style) -> String {
        let finding = place.finding
        let color: Style.Color = finding.severity == .error ? .red : .amber
        let label = style.colored("\(finding.severity.rawValue)[\(finding.code.code)]", color)
        let name = printable(place.file.name)
        return "\(name):\(finding.mark.line):\(finding.mark.column): \(label): "
            + printable(finding.message) + "\n"
    }

    private var document: Value {
        [
            "schemaVersion": .integer(DocumentSchema.version),
            "valid": .bool(!hasErrors),
            "diagnostics": .array(places.map(\.value)),
        ]
    }
}

extension FindingReport.Place {
    /// AWS's code, message and location where the service has them; ours are beside them.
    fileprivate var value: Value {
        var object = Object()
        object["severity"] = .string(finding.severity == .error ? "ERROR" : "WARNING")
        object["code"] = .string(finding.aws?.code ?? finding.code.code)
        object["message"] = .string(finding.aws?.message ?? finding.message)
        object["path"] = .string(finding.path?.text ?? "/")
        object["location"] = finding.awsLocation.map { .string($0) }
        object["file"] = .string(file.name)
        object["line"] = .integer(finding.mark.line)
        object["column"] = .integer(finding.mark.column)
        object["endLine"] = .integer(finding.extent.end.line)
        object["endColumn"] = .integer(finding.extent.end.column)
        object["sagaCode"] = .string(finding.code.code)
        object["sagaMessage"] = .string(finding.message)
        object["label"] = finding.label.map { .string($0) }
        object["notes"] = finding.notes.isEmpty ? nil : .array(finding.notes.map { .string($0) })
        object["fix"] = finding.fix.map { .string($0) }
        return .object(object)
    }
}

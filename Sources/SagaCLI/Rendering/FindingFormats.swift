import SagaDefinition
import SagaSource
import SagaValue

/// Workflow commands of GitHub Actions, which become annotations.
///
/// Source: "Workflow commands for GitHub Actions", section on error messages.
enum GitHubAnnotation {
    static func text(_ place: FindingReport.Place) -> String {
        let finding = place.finding
        let properties = [
            "file=\(property(place.file.name))", "line=\(finding.mark.line)",
            "col=\(finding.mark.column)", "endLine=\(finding.extent.end.line)",
            "title=\(property(finding.code.code))",
        ]
        let message = ([finding.message] + (finding.label.map { [$0] } ?? [])).joined(
            separator: "; ")
        return "::\(finding.severity.rawValue) \(properties.joined(separator: ","))"
            + "::\(data(message))\n"
    }

    private static func data(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n", "\r\n": result += "%0A"
            default: result.append(character)
            }
        }
    }

    private static func property(_ text: String) -> String {
        data(text).reduce(into: "") { result, character in
            switch character {
            case ":": result += "%3A"
            case ",": result += "%2C"
            default: result.append(character)
            }
        }
    }
}

/// GitLab's code quality report, a subset of Code Climate's format.
enum CodeQuality {
    static func document(_ places: [FindingReport.Place]) -> Value {
        .array(
            places.map { place in
                [
                    "description": .string(place.finding.message),
                    "check_name": .string(place.finding.code.code),
                    "fingerprint": .string(place.fingerprint),
                    "severity": place.finding.severity == .error ? "major" : "minor",
                    "location": [
                        "path": .string(place.file.name),
                        "lines": ["begin": .integer(place.finding.mark.line)],
                    ],
                ]
            })
    }
}

/// The diagnostic format of reviewdog.
enum ReviewDog {
    static func document(_ places: [FindingReport.Place]) -> Value {
        [
            "source": ["name": "saga"],
            "diagnostics": .array(
                places.map { place in
                    [
                        "message": .string(place.finding.message),
                        "severity": place.finding.severity == .error ? "ERROR" : "WARNING",
                        "code": ["value": .string(place.finding.code.code)],
                        "location": [
                            "path": .string(place.file.name),
                            "range": [
                                "start": position(place.finding.extent.start),
                                "end": position(place.finding.extent.end),
                            ],
                        ],
                    ]
                }),
        ]
    }

    private static func position(_ mark: Mark) -> Value {
        ["line": .integer(mark.line), "column": .integer(mark.column)]
    }
}

/// SARIF 2.1.0, as code scanning services read it.
enum SARIF {
    static func document(_ places: [FindingReport.Place]) -> Value {
        var rules = Object()
        for place in places {
            let code = place.finding.code
            rules[code.code] = [
                "id": .string(code.code),
                "shortDescription": ["text": .string(code.explanation.title)],
                "fullDescription": ["text": .string(code.explanation.meaning)],
            ]
        }
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "saga", "version": .string(Version.current),
                            "rules": .array(rules.members.map(\.value)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "results": .array(places.map(result)),
                ]
            ],
        ]
    }

    private static func result(_ place: FindingReport.Place) -> Value {
        let extent = place.finding.extent
        return [
            "ruleId": .string(place.finding.code.code),
            "level": .string(place.finding.severity.rawValue),
            "message": ["text": .string(place.finding.message)],
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string(place.file.name)],
                        "region": [
                            "startLine": .integer(extent.start.line),
                            "startColumn": .integer(extent.start.column),
                            "endLine": .integer(extent.end.line),
                            "endColumn": .integer(extent.end.column),
                        ],
                    ]
                ]
            ],
            "partialFingerprints": ["saga/v1": .string(place.fingerprint)],
        ]
    }
}

/// A JUnit report: a test case for each file.
enum JUnitReport {
    static func text(_ files: [DefinitionFile]) -> String {
        let failed = files.count(where: hasErrors)
        let cases = files.map { file in
            let name = XMLText.escaped(file.name)
            guard hasErrors(file) else { return "  <testcase name=\"\(name)\"/>\n" }
            let errors = file.definition.findings.filter { $0.severity == .error }
            let text = errors.map { $0.text(in: file.source) }.joined(separator: "\n")
            let message = XMLText.escaped(errors.first?.message ?? "")
            return "  <testcase name=\"\(name)\">\n"
                + "    <failure message=\"\(message)\">\(XMLText.escaped(text))</failure>\n"
                + "  </testcase>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="saga validate" tests="\(files.count)" failures="\(failed)">
            \(cases.joined())</testsuite>

            """
    }

    private static func hasErrors(_ file: DefinitionFile) -> Bool {
        file.definition.findings.contains { $0.severity == .error }
    }
}

extension FindingReport.Place {
    /// The same as long as file, kind and place in the structure stay, whatever the line.
    var fingerprint: String {
        let text = [file.name, finding.code.code, finding.path?.text ?? "", finding.message]
            .joined(separator: "\n")
        return Digest.sha256.hexadecimal(of: Array(text.utf8))
    }
}

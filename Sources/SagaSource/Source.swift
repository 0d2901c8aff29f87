import SagaValue

/// The text of a definition and the name of the file it came from.
package struct Source: Sendable {
    /// The name of the file, as it is shown.
    package let name: String
    /// The text, without a byte-order mark; cut where it is far too long to be read.
    package let bytes: [UInt8]
    private let lines: LineMap

    /// - Parameters:
    ///   - bytes: UTF-8, a byte-order mark allowed. Anything else gives a finding when read.
    ///   - name: Shown in findings; `.json` at its end asks for JSON.
    package init(_ bytes: [UInt8], name: String) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.name = name
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        self.bytes = Array(text.prefix(4 * Limits.definitionCharacters + 1))
        lines = LineMap(self.bytes)
    }

    package init(_ text: String, name: String) {
        self.init(Array(text.utf8), name: name)
    }

    /// What reading gives: the root, unless nothing sensible could be read, and all findings.
    package struct Reading: Sendable {
        package let node: Node?
        package let findings: Findings
    }

    /// Reads the text as JSON or YAML into nodes.
    ///
    /// A name that ends in `.json` asks for JSON. Other text that begins with a bracket is read as
    /// JSON if it is JSON, because there libyaml is stricter than RFC 8259, and else as YAML.
    ///
    /// Never traps and never takes long: `Limits` bounds characters, nodes, depth and scalars.
    package func read() -> Reading {
        let most = Limits.definitionCharacters
        if lines.codePoints > most {
            let finding = Finding(
                .textTooLarge, "the definition is longer than \(most) characters", at: .start,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "Member must have length less than or equal to \(most)", at: .nowhere))
            return Reading(node: nil, findings: Findings([finding]))
        }
        if let finding = TextChecks.encodingFinding(bytes, lines) {
            return Reading(node: nil, findings: Findings([finding]))
        }
        var findings = TextChecks.findings(bytes, lines)
        if findings.hasErrors { return Reading(node: nil, findings: findings) }
        let (node, more) = readChecked()
        findings.add(contentsOf: more.inOrder)
        if node == nil, !findings.hasErrors {
            findings.add(
                Finding(
                    .emptyText, "the file holds no definition", at: .start,
                    aws: .init("MISSING_DESCRIPTION", "The definition is empty")))
        }
        return Reading(node: node, findings: findings)
    }

    /// The text of a line, from 1, without its line break.
    package func line(_ number: Int) -> String {
        String(decoding: lines.line(number), as: UTF8.self)
    }

    /// The bytes of a line at their places in `bytes`.
    func bytes(ofLine number: Int) -> ArraySlice<UInt8> { lines.line(number) }

    private func readChecked() -> (node: Node?, findings: Findings) {
        let isNamedJSON = name.utf8.reversed().starts(with: ".json".utf8.reversed())
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard let first else { return (nil, Findings()) }
        if isNamedJSON || first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            var reader = JSONNodeReader(lines)
            do throws(JSONNodeReader.Stop) {
                return (try reader.read(bytes), reader.findings)
            } catch {
                var findings = reader.findings
                switch error {
                case .limit(let finding): findings.add(finding)
                case .syntax(let problem) where isNamedJSON:
                    findings.add(reader.finding(for: problem, in: bytes))
                case .syntax: return YAMLText.read(bytes, lines)
                }
                return (nil, findings)
            }
        }
        return YAMLText.read(bytes, lines)
    }
}

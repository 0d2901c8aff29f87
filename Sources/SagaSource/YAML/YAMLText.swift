import SagaValue

/// Reads a YAML text: explains what libyaml cannot, and reads on where that makes sense.
enum YAMLText {
    static func read(_ bytes: [UInt8], _ lines: LineMap) -> (node: Node?, findings: Findings) {
        var text = bytes
        var expressions: [Int: String] = [:]
        var slips = Findings()
        while true {
            var reader = YAMLReader(lines, expressions: expressions)
            let result = reader.read(text)
            var findings = slips
            findings.add(contentsOf: result.findings.inOrder)
            guard let problem = result.problem else { return (result.node, findings) }
            let place = lines.mark(atCodePoint: problem.place)
            guard let slip = UnquotedExpression(in: text, at: place.offset, lines) else {
                findings.add(explanation(of: problem, at: place, text, lines))
                return (nil, findings)
            }
            slips.add(slip.finding)
            findings.add(slip.finding)
            guard slip.isComplete, expressions.count < Limits.unquotedExpressions else {
                return (nil, findings)
            }
            expressions[slip.range.lowerBound] = String(decoding: text[slip.range], as: UTF8.self)
            slip.quote(in: &text)
        }
    }

    private static func explanation(
        of problem: YAMLProblem, at place: Mark, _ bytes: [UInt8], _ lines: LineMap
    ) -> Finding {
        let line = lines.line(place.line)
        let indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }
        if let tab = indentation.firstIndex(of: 0x09) {
            let mark = lines.mark(atByte: tab)
            return Finding(
                .tabIndentation, "a tab cannot indent YAML",
                at: Extent(mark, lines.mark(atByte: tab + 1)), label: "use blanks")
        }
        return Finding(
            .brokenYAML, "this is not YAML: \(problem.message)", at: Extent(place, place),
            aws: .init("INVALID_JSON_DESCRIPTION", problem.message))
    }
}

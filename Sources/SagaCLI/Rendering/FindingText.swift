import SagaSource

/// A finding with its line of text and a caret, for a terminal.
struct FindingText {
    private let finding: Finding
    private let source: Source

    init(_ finding: Finding, _ source: Source) {
        self.finding = finding
        self.source = source
    }

    /// Ends without a newline.
    func text(_ style: Style) -> String {
        let plain = finding.text(in: source)
        guard style.isColored || style.isASCII else { return plain }
        let color: Style.Color = finding.severity == .error ? .red : .amber
        return plain.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            number, line in
            if number == 0 { return headline(String(line), color, style) }
            return style.isASCII ? drawnInASCII(String(line)) : String(line)
        }.joined(separator: "\n")
    }

    private func headline(_ line: String, _ color: Style.Color, _ style: Style) -> String {
        let label = "\(finding.severity.rawValue)[\(finding.code.code)]"
        guard line.hasPrefix(label) else { return line }
        return style.colored(label, color) + style.bold(String(line.dropFirst(label.count)))
    }

    /// The frame in ASCII: only its own characters before the text are touched.
    private func drawnInASCII(_ line: String) -> String {
        for (drawn, ascii) in [("┌─", "-->"), ("│", "|")] {
            guard let place = line.firstIndex(of: drawn.first ?? " ") else { continue }
            let margin = line[..<place]
            guard margin.allSatisfy({ $0 == " " || $0.isNumber }) else { continue }
            return margin + ascii + line[place...].dropFirst(drawn.count)
        }
        return line
    }
}

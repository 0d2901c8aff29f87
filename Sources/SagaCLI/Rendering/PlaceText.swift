import SagaDefinition
import SagaSource

/// Where a state stands in a definition, with its line of text and a caret.
struct PlaceText {
    private let state: State
    private let source: Source

    init(_ state: State, _ source: Source) {
        self.state = state
        self.source = source
    }

    /// - Parameter label: Stands beside the caret.
    func lines(_ label: String, _ style: Style) -> [String] {
        let mark = state.extent.start
        let end = state.extent.end
        let carets = end.line == mark.line ? max(1, end.column - mark.column) : 1
        let line = source.line(mark.line)
        let before = String(line.unicodeScalars.prefix(mark.column - 1).map(Character.init))
        let number = String(mark.line)
        let margin = String(repeating: " ", count: number.count)
        let caret =
            String(repeating: " ", count: width(printable(before)))
            + String(repeating: "^", count: carets)
        let frame = (style.sign("┌─", ascii: "-->"), style.sign("│", ascii: "|"))
        return [
            "\(margin) \(frame.0) \(printable(source.name)):\(mark.line):\(mark.column)",
            "\(number) \(frame.1) \(printable(line).cut(to: 100))",
            "\(margin) \(frame.1) \(caret) \(label)",
        ]
    }
}

import SagaReport

/// How text is drawn on one stream: with colours or without, with signs beyond ASCII or without.
package struct Style: Sendable {
    package let isColored: Bool
    package let isASCII: Bool

    package init(isColored: Bool, isASCII: Bool) {
        self.isColored = isColored
        self.isASCII = isASCII
    }

    /// No colour, all signs: what a file gets.
    package static let plain = Style(isColored: false, isASCII: false)

    /// The sixteen colours that every terminal has.
    enum Color: Int {
        case red = 31
        case green = 32
        case amber = 33
        case blue = 34
        case grey = 90
    }

    func colored(_ text: String, _ color: Color) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(color.rawValue)m\(text)\u{1b}[0m" : text
    }

    func bold(_ text: String) -> String {
        isColored && !text.isEmpty ? "\u{1b}[1m\(text)\u{1b}[0m" : text
    }

    func sign(_ mark: Mark) -> String {
        colored(isASCII ? mark.ascii : mark.rawValue, color(of: mark))
    }

    private func color(of mark: Mark) -> Color {
        switch mark {
        case .done: .green
        case .failed: .red
        case .undone, .attention: .amber
        case .running, .started: .blue
        case .paused, .aborted: .grey
        }
    }

    /// The sign, or what stands for it in ASCII.
    func sign(_ text: String, ascii: String) -> String { isASCII ? ascii : text }
}

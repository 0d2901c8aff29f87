import SagaMachine
import SagaReport

/// A timeline as rows of bars, 80 columns wide.
struct TimelineText {
    private let timeline: Timeline
    private let rows: [Timeline.Row]
    private let columns: Int
    private let labelWidth: Int

    private static let rightWidth = 16
    private static let maximumRows = 200

    init(_ timeline: Timeline, columns: Int) {
        self.timeline = timeline
        rows = Array(timeline.rows.prefix(Self.maximumRows))
        self.columns = columns
        let widest = rows.map { width(Self.label($0)) }.max() ?? 0
        labelWidth = min(max(widest, 5), 28)
        hiddenCount = timeline.rows.count - rows.count
    }

    private let hiddenCount: Int

    private var barWidth: Int { max(10, columns - 4 - labelWidth - Self.rightWidth) }

    /// Lines with a newline at the end of each; empty where nothing took any time.
    func text(_ style: Style) -> String {
        guard !rows.isEmpty else { return "" }
        var lines = [
            "  " + "state".padded(to: labelWidth) + "  "
                + TimeAxis(timeline.milliseconds, barWidth).text
        ]
        lines += rows.map { line($0, style) }
        if hiddenCount > 0 { lines.append("  … and \(hiddenCount) more") }
        return lines.map { $0.trimmedRight + "\n" }.joined() + legend(style)
    }

    private func line(_ row: Timeline.Row, _ style: Style) -> String {
        let label = terminalText(Self.label(row)).cut(to: labelWidth).padded(to: labelWidth)
        let attempts = row.attempts > 1 ? "\(row.attempts) att" : ""
        let duration = row.milliseconds.map { durationText(milliseconds: $0) } ?? ""
        return "  \(label)  \(bar(row, style)) \(attempts.leftPadded(to: 6)) "
            + duration.leftPadded(to: 7)
    }

    private static func label(_ row: Timeline.Row) -> String {
        row.direction == .undo ? "↺ \(row.label)" : row.label
    }

    private func bar(_ row: Timeline.Row, _ style: Style) -> String {
        var cells = [Timeline.Segment.Kind?](repeating: nil, count: barWidth)
        for segment in row.segments {
            for cell in cellRange(segment) { cells[cell] = segment.kind }
        }
        var text = ""
        var start = cells.startIndex
        while start < cells.endIndex {
            let end = cells[start...].firstIndex { $0 != cells[start] } ?? cells.endIndex
            text += drawn(cells[start], count: end - start, style)
            start = end
        }
        return text
    }

    /// The cells of a segment: at least one, however short it is.
    private func cellRange(_ segment: Timeline.Segment) -> Range<Int> {
        let total = max(1, timeline.milliseconds)
        let first = min(barWidth - 1, max(0, segment.from * barWidth / total))
        let end = (segment.to * barWidth + total - 1) / total
        return first..<min(barWidth, max(first + 1, end))
    }

    private func drawn(_ kind: Timeline.Segment.Kind?, count: Int, _ style: Style) -> String {
        guard let kind else { return String(repeating: " ", count: count) }
        let sign = style.isASCII ? kind.asciiSign : kind.sign
        return style.colored(String(repeating: sign, count: count), kind.color)
    }

    private func legend(_ style: Style) -> String {
        let used = Set(rows.flatMap(\.segments).map(\.kind))
        let words = Timeline.Segment.Kind.allCases.filter(used.contains).map { kind in
            "\(style.colored(style.isASCII ? kind.asciiSign : kind.sign, kind.color)) \(kind.word)"
        }
        return words.isEmpty ? "" : "  " + words.joined(separator: "  ") + "\n"
    }
}

/// The numbers above the bars.
private struct TimeAxis {
    let text: String

    private static let steps = [
        100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
        600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
        172_800_000, 604_800_000,
    ]

    init(_ milliseconds: Int, _ columns: Int) {
        let total = max(1, milliseconds)
        let step = Self.steps.first { $0 * columns / total >= 9 } ?? total
        var line = "0s"
        var tick = step
        while tick <= total {
            let column = tick * columns / total
            let label = Self.label(tick)
            if column + label.count > columns { break }
            line = line.padded(to: column) + label
            tick += step
        }
        text = line
    }

    /// Seconds as a number, longer times with their unit.
    private static func label(_ milliseconds: Int) -> String {
        if milliseconds >= 60_000 { return durationText(milliseconds: milliseconds) }
        let tenths = milliseconds / 100
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

extension Timeline.Segment.Kind {
    fileprivate var sign: String {
        switch self {
        case .succeeded: "█"
        case .failed: "▒"
        case .waiting: "░"
        case .undone: "╱"
        case .running: "▶"
        case .unknown: "?"
        }
    }

    fileprivate var asciiSign: String {
        switch self {
        case .succeeded: "#"
        case .failed: "x"
        case .waiting: "."
        case .undone: "/"
        case .running: ">"
        case .unknown: "?"
        }
    }

    fileprivate var color: Style.Color {
        switch self {
        case .succeeded: .green
        case .failed: .red
        case .waiting: .grey
        case .undone, .unknown: .amber
        case .running: .blue
        }
    }

    fileprivate var word: String {
        switch self {
        case .succeeded: "ok"
        case .failed: "failed attempt"
        case .waiting: "waiting"
        case .undone: "undo"
        case .running: "running"
        case .unknown: "outcome unknown"
        }
    }
}

import SagaReport
import SagaValue

/// The table of `saga list`.
struct ListTable {
    private let rows: [Summary]
    private let now: Timestamp
    /// Start times in full instead of how long ago.
    private let isExact: Bool

    init(_ rows: [Summary], now: Timestamp, isExact: Bool) {
        self.rows = rows
        self.now = now
        self.isExact = isExact
    }

    /// Empty where there is nothing to show.
    func text(_ style: Style) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = rows.map(cells)
        let titles = ["EXECUTION", "STATUS", "STARTED", "TIME", "AT"]
        let widths = titles.indices.map { column in
            ([titles[column]] + cells.map { $0[column] }).map(width).max() ?? 0
        }
        var text = "   " + line(titles, widths) + "\n"
        for (row, cells) in zip(rows, cells) {
            text += "\(style.sign(row.word.mark))  " + line(cells, widths) + "\n"
        }
        return text
    }

    private func cells(_ row: Summary) -> [String] {
        [
            row.id.text, row.word.rawValue,
            isExact
                ? row.started.text
                : agoText(milliseconds: now.milliseconds - row.started.milliseconds),
            durationText(milliseconds: row.milliseconds), terminalText(row.place ?? ""),
        ]
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmedRight
    }
}

import SagaReport
import SagaValue

/// One line about something that is settled: a sign, what, how often, how long, what came of it.
struct ProgressLine {
    var mark: Mark
    var label: String
    /// Such as `3 attempts`.
    var middle = ""
    var milliseconds: Int?
    /// What came of it, in a few words.
    var detail = ""
    /// Further lines, each behind a bar.
    var excerpt: [String] = []
    /// The execution, where the line is about it as a whole.
    var execution: ExecutionID?

    /// Ends with a newline.
    func text(_ style: Style) -> String {
        if let execution {
            let words = [style.bold(terminalText(label)), execution.text, terminalText(detail)]
            let line = words.joined(separator: "  ").trimmedRight
            return "\(style.sign(mark)) \(line)\n"
        }
        let duration = milliseconds.map { durationText(milliseconds: $0) } ?? ""
        let cells = [
            terminalText(label).padded(to: 24), middle.padded(to: 14), duration.leftPadded(to: 7),
            " \(terminalText(detail))",
        ]
        var text = "\(style.sign(mark)) \(cells.joined(separator: " "))".trimmedRight + "\n"
        for line in excerpt {
            text += "  \(style.sign("│", ascii: "|")) \(terminalText(line))\n"
        }
        return text
    }

    /// The same for a program, as one object.
    var value: Value {
        var object = Object()
        object["mark"] = .string(mark.name)
        object["label"] = .string(label)
        object["execution"] = execution.map { .string($0.text) }
        object["times"] = middle.isEmpty ? nil : .string(middle)
        object["milliseconds"] = milliseconds.map { .integer($0) }
        object["detail"] = detail.isEmpty ? nil : .string(detail)
        object["excerpt"] = excerpt.isEmpty ? nil : .array(excerpt.map { .string($0) })
        return .object(object)
    }
}

/// The end of a text that says most: what a person is shown of a long one.
enum Excerpt {
    /// The last lines that are not blank.
    static func lastLines(_ text: String, atMost count: Int = 20) -> [String] {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmedRight }
        return lines.filter { !$0.isEmpty }.suffix(count).map { $0.cut(to: 200) }
    }
}

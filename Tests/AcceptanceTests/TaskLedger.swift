/// What tasks wrote down as they ran, one line each: direction, key, forward key, attempt, state.
struct TaskLedger {
    struct Line {
        let isUndo: Bool
        let key: String
        let forwardKey: String
        let attempt: Int
        let state: String
    }

    let lines: [Line]

    init(_ text: String) {
        lines = text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 5 else { return nil }
            return Line(
                isUndo: words[0] == "undo", key: words[1], forwardKey: words[2],
                attempt: Int(words[3]) ?? 0, state: words[4])
        }
    }

    /// The states that took effect, in the order of their first lines.
    var done: [String] { firsts(isUndo: false).map(\.state) }
    /// The states that were undone, in the order of their first lines.
    var undone: [String] { firsts(isUndo: true).map(\.state) }

    private func firsts(isUndo: Bool) -> [Line] {
        var seen: Set<String> = []
        return lines.filter { $0.isUndo == isUndo && seen.insert($0.key).inserted }
    }

    /// Lines of attempts that repeat an earlier one's effect.
    var repeats: Int { lines.count - Set(lines.map(\.key)).count }

    /// What is wrong with it, whatever the workflow: an undo of what never was, or a forward line
    /// after the undo of the same key.
    var violations: [String] {
        var undone: Set<String> = []
        var wrong: [String] = []
        var last: [String: Int] = [:]
        for line in lines {
            if line.isUndo { undone.insert(line.forwardKey) }
            if !line.isUndo, undone.contains(line.key) {
                wrong.append("\(line.state) took effect after it was undone")
            }
            if let before = last[line.key], before >= line.attempt {
                wrong.append("\(line.state) repeats attempt \(line.attempt)")
            }
            last[line.key] = line.attempt
        }
        return wrong
    }
}

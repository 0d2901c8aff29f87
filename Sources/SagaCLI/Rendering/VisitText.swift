import SagaMachine
import SagaReport
import SagaValue

/// One visit with everything that went in and came out.
struct VisitText {
    private let visit: VisitHistory

    init(_ visit: VisitHistory) { self.visit = visit }

    func text(_ style: Style) -> String {
        var text = style.bold(terminalText(visit.path)) + "  entered \(visit.entered.text)\n"
        for attempt in visit.attempts { text += line(attempt, style) }
        let parts: [(String, Value?)] = [
            ("input", visit.input), ("arguments", visit.arguments), ("result", visit.result),
            ("output", visit.exit?.output), ("assigned", visit.exit?.assigned.map { .object($0) }),
            ("caught", visit.exit?.caught?.output), ("failure", visit.failure?.output),
        ]
        for (label, value) in parts {
            guard let value else { continue }
            text += "  \(label.padded(to: 9)) \(indented(value))\n"
        }
        if let next = visit.exit?.next { text += "  next      \(terminalText(next))\n" }
        return text
    }

    private func line(_ attempt: VisitHistory.AttemptHistory, _ style: Style) -> String {
        let id = attempt.start.id
        var words = ["  \(id.direction == .undo ? "undo" : "attempt") \(id.number)"]
        if let ended = attempt.ended {
            let length = ended.milliseconds - attempt.started.milliseconds
            words.append(durationText(milliseconds: length))
        }
        if let ending = attempt.ending {
            words.append(ending.isInterrupted ? "interrupted, unknown" : ending.outcome.rawValue)
            if let failure = ending.failure { words.append(terminalText(failure.name ?? "failed")) }
        } else {
            words.append("not ended")
        }
        if let child = attempt.child { words.append(terminalText(child)) }
        words.append(style.colored("key \(attempt.start.key)", .grey))
        return words.joined(separator: "  ") + "\n"
    }

    private func indented(_ value: Value) -> String {
        terminalText(value.prettyJSON).split(separator: "\n").joined(separator: "\n            ")
    }
}

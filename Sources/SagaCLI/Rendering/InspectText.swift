import SagaDefinition
import SagaMachine
import SagaReport
import SagaSource
import SagaValue

/// What `saga inspect` shows of an execution.
struct InspectText {
    private let stored: StoredExecution
    private let summary: Summary
    private let columns: Int
    private let now: Timestamp
    private let isExact: Bool

    /// - Parameter isExact: Times in full.
    init(
        _ stored: StoredExecution, _ summary: Summary, columns: Int, now: Timestamp, isExact: Bool
    ) {
        self.stored = stored
        self.summary = summary
        self.columns = columns
        self.now = now
        self.isExact = isExact
    }

    func text(_ style: Style) -> String {
        var text = headline(style) + "\n"
        if let error = error { text += "  error  \(error.cut(to: columns - 9))\n" }
        if let parent = summary.parent {
            let visit = terminalText(parent.visit)
            text += "  started by \(parent.execution) at \(visit)\n"
        }
        text += timeline(style)
        text += forks()
        text += children()
        text += awaited(style)
        text += doubts(style)
        text += undo(style)
        return text + "  input: saga inspect \(summary.id) --io\n"
    }

    private func headline(_ style: Style) -> String {
        let definition = stored.execution.start?.definition
        let file = definition?.file.split(separator: "/").last.map(String.init) ?? ""
        let hash = definition?.hash.prefix(4) ?? ""
        var words = [style.bold(summary.id.text), status(style)]
        words.append(durationText(milliseconds: summary.milliseconds))
        if isExact { words.append("started \(summary.started.text)") }
        words.append(terminalText("\(file)@\(hash)"))
        return words.joined(separator: "   ")
    }

    private func status(_ style: Style) -> String {
        let status = summary.status.rawValue
        let word = summary.word.rawValue
        let isSame = word.uppercased() == String(status.map { $0 == "_" ? " " : $0 })
        return "\(style.sign(summary.word.mark)) \(status)" + (isSame ? "" : " · \(word)")
    }

    private var error: String? {
        guard let failure = summary.failure, summary.status != .succeeded else { return nil }
        var text = failure.name ?? "failed"
        if let visit = stored.execution.root?.visit {
            let state = stored.workflow[visit.state]
            text += " in \(state.name) (line \(state.extent.start.line))"
        }
        if let cause = Excerpt.lastLines(failure.cause ?? "", atMost: 1).first {
            text += ": \(cause)"
        }
        return terminalText(text)
    }

    private func timeline(_ style: Style) -> String {
        let timeline = Timeline(
            stored.history, now: stored.isOwned ? now : nil, without: hidden)
        return TimelineText(timeline, columns: columns).text(style)
    }

    /// Of a fork with many iterations, the visits in those that need no attention.
    private var hidden: Set<Int> {
        let crowded = Set(
            stored.history.visits.filter { visit in
                (visit.forks.map(\.count).max() ?? 0) > 8
            }.map(\.id))
        // Lazily: there may be very many, and only their numbers are wanted.
        let quiet = stored.history.visits.lazy.filter { visit in
            guard let owner = visit.owner, crowded.contains(owner) else { return false }
            return visit.exit != nil && visit.failure == nil && visit.undo?.stuck == nil
        }
        return Set(quiet.map(\.id))
    }

    private func forks() -> String {
        stored.history.visits.compactMap { visit -> String? in
            guard let fork = visit.forks.last, fork.count > 1 else { return nil }
            let counts = [
                (fork.succeededCount, "ok"), (fork.failedCount, "failed"),
                (fork.abortedCount, "stopped"), (fork.runningCount, "running"),
            ]
            let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let label = terminalText(visit.label)
            return "  \(label): \(words.joined(separator: " · ")) of \(fork.count)\n"
        }.joined()
    }

    /// The executions that visits have started.
    private func children() -> String {
        stored.history.visits.filter { !$0.children.isEmpty }.map { visit in
            let label = terminalText(visit.label)
            let names = visit.children.map(terminalText).joined(separator: ", ")
            return "  \(label) ran: \(names)\n"
        }.joined()
    }

    /// What is waited for, and how it is answered.
    private func awaited(_ style: Style) -> String {
        stored.awaited.map { awaited in
            let until = awaited.until.map { " until \($0.time.text)" } ?? ""
            let start = "\(style.sign(.paused)) \(terminalText(awaited.path))"
            guard awaited.isAnswered else {
                return "\(start) waits for an answer\(until)\n"
                    + awaited.commands.map { "    \($0)\n" }.joined()
            }
            return stored.isOwned
                ? "\(start) is answered; the process that runs it has not taken the answer yet\n"
                : "\(start) is answered: saga resume \(summary.id)\n"
        }.joined()
    }

    private func doubts(_ style: Style) -> String {
        let doubts = Doubts(stored.history, stored.execution, isOwned: stored.isOwned)
        return doubts.entries.map { "\(style.sign(.attention)) \(terminalText($0.text))\n" }
            .joined()
    }

    /// What is to be undone, was, or is left.
    private func undo(_ style: Style) -> String {
        let list = UndoList(stored.execution, stored.history)
        guard !list.entries.isEmpty else { return "" }
        var text = ""
        let shown: [(UndoList.Standing, String)] = [
            (.stuck, "undo stuck"), (.unresolved, "not undone"), (.left, "left as it is"),
            (.running, "being undone"), (.pending, "to undo"), (.undone, "undone"),
            (.nothing, "nothing to undo"),
        ]
        for (standing, label) in shown {
            let entries = list.entries(standing)
            guard !entries.isEmpty else { continue }
            let names = entries.prefix(20).map { entry -> String in
                let doubt = entry.outcome == .unknown ? " (outcome unknown)" : ""
                return terminalText(entry.path) + doubt
            }
            let rest = entries.count > 20 ? ", … (\(entries.count) in all)" : ""
            text += "  \(label): \(names.joined(separator: ", "))\(rest)\n"
        }
        return text
    }
}

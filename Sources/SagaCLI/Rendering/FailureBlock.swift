import SagaDefinition
import SagaMachine
import SagaReport
import SagaSource
import SagaValue

/// What a person reads last when a run did not end well: what happened, where in the definition,
/// what is left, and what to type next.
struct FailureBlock {
    private let execution: Execution
    private let workflow: Workflow
    private let milliseconds: Int
    private let workingFolder: String

    /// - Parameter milliseconds: How long the execution was worked on.
    /// - Parameter workingFolder: Files below it are named from there on.
    init(
        _ execution: Execution, _ workflow: Workflow, milliseconds: Int, workingFolder: String
    ) {
        self.execution = execution
        self.workflow = workflow
        self.milliseconds = milliseconds
        self.workingFolder = workingFolder
    }

    /// Nil where there is nothing to say.
    func text(_ style: Style) -> String? {
        guard let start = execution.start, let headline = headline(start) else { return nil }
        var lines = [style.colored("error", .red) + style.bold(": \(headline)")]
        let undo = UndoList(execution)
        if execution.compensation.needsPerson {
            if execution.compensation == .pending { lines += place(start, style) }
            lines += remaining(undo, start, style)
        } else {
            lines += place(start, style)
            lines.append("   = next: " + next(start))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(_ start: ExecutionStart) -> String? {
        let name = terminalText(start.definition.name)
        let time = durationText(milliseconds: milliseconds)
        let verb: String
        switch execution.status {
        case .failed: verb = "failed"
        case .timedOut: verb = "ran out of time"
        case .aborted: verb = "was aborted"
        case .succeeded where execution.compensation.needsPerson:
            verb = execution.isUndone ? "was to be undone" : "succeeded"
        case .suspended where execution.compensation == .stuck: verb = "is suspended"
        case .running, .suspended, .succeeded: return nil
        }
        switch execution.compensation {
        case .none: return "\(name) \(verb); there was nothing to undo (\(time))"
        case .succeeded: return "\(name) \(verb) and was rolled back (\(time))"
        case .pending: return "\(name) \(verb) and was NOT rolled back (\(time))"
        case .running: return "\(name) \(verb); its rollback has not ended (\(time))"
        case .partial, .stuck:
            let all = UndoList(execution)
            let count = "\(all.remaining.count) of \(all.concerned.count) steps not undone"
            let isOnTheWay = execution.status == .succeeded && !execution.isUndone
            let rollback = isOnTheWay ? ", but a rollback on the way" : " and the rollback"
            return "\(name) \(verb)\(rollback) is INCOMPLETE: \(count)"
        }
    }

    private func place(_ start: ExecutionStart, _ style: Style) -> [String] {
        guard let visit = execution.root?.visit, execution.failure != nil else { return [] }
        let state = workflow[visit.state]
        let mark = state.extent.start
        let end = state.extent.end
        let carets = end.line == mark.line ? max(1, end.column - mark.column) : 1
        let source = Source(start.definition.text, name: start.definition.file)
        let line = source.line(mark.line)
        let before = String(line.unicodeScalars.prefix(mark.column - 1).map(Character.init))
        let number = String(mark.line)
        let margin = String(repeating: " ", count: number.count)
        let caret =
            String(repeating: " ", count: width(printable(before)))
            + String(repeating: "^", count: carets)
        let frame = [
            style.sign("┌─", ascii: "-->"), style.sign("│", ascii: "|"),
        ]
        var lines = [
            "\(margin) \(frame[0]) \(printable(file(start))):\(number):\(mark.column)",
            "\(number) \(frame[1]) \(printable(line).cut(to: 100))",
            "\(margin) \(frame[1]) \(caret) \(reason(visit))",
        ]
        // Before its command has ended, a shell task can only fail as any other state does.
        let label = state.isShellTask && visit.outcome != nil ? "stderr" : "cause"
        let cause = Excerpt.lastLines(execution.failure?.cause ?? "", atMost: 1)
        lines += cause.map { "   = \(label): \(terminalText($0))" }
        return lines
    }

    private func reason(_ visit: Visit) -> String {
        var text = terminalText(execution.failure?.name ?? "failed")
        if visit.workAttempts > 1 { text += " after \(visit.workAttempts) attempts" }
        return text
    }

    private func file(_ start: ExecutionStart) -> String {
        let file = start.definition.file
        let prefix = workingFolder + "/"
        return file.utf8.starts(with: prefix.utf8) ? String(file.dropFirst(prefix.count)) : file
    }

    private func remaining(
        _ undo: UndoList, _ start: ExecutionStart, _ style: Style
    ) -> [String] {
        var lines = undo.remaining.filter { $0.standing != .pending }.map { entry in
            let path = terminalText(entry.path).padded(to: 16)
            return "   \(style.sign(.attention)) \(path) \(words(entry))"
        }
        let lists: [(String, [UndoList.Entry])] = [
            ("still there", undo.remaining.filter { $0.standing != .pending }),
            ("undone", undo.entries(.undone) + undo.entries(.nothing)),
            ("waiting", undo.remaining.filter { $0.standing == .pending }),
        ]
        for (label, entries) in lists where !entries.isEmpty {
            let names = entries.prefix(20).map { terminalText($0.path) }.joined(separator: ", ")
            let rest = entries.count > 20 ? ", … (\(entries.count) in all)" : ""
            lines.append("   = \(label): \(names)\(rest)")
        }
        return lines + proposals(undo, start)
    }

    private func words(_ entry: UndoList.Entry) -> String {
        var text: String
        switch entry.standing {
        case .left: text = "left as it is; its outcome is \(entry.outcome.rawValue)"
        case .unresolved: text = "its undo failed"
        case .stuck: text = "its undo is stuck"
        case .running: text = "is being undone"
        case .pending, .undone, .nothing: text = entry.standing.rawValue
        }
        if entry.attempts > 0 {
            text += " after \(entry.attempts) attempt\(entry.attempts == 1 ? "" : "s")"
        }
        if let name = entry.failure?.name { text += ": \(terminalText(name))" }
        if let cause = Excerpt.lastLines(entry.failure?.cause ?? "", atMost: 1).first {
            text += ": \(terminalText(cause))"
        }
        return text
    }

    private func proposals(_ undo: UndoList, _ start: ExecutionStart) -> [String] {
        switch execution.compensation {
        case .stuck:
            let entry = undo.entries(.stuck).first
            let path = entry?.path ?? "PATH"
            let children = entry.flatMap { execution.entries[$0.visit]?.executions } ?? []
            let isOfChild = entry?.failure?.name == Failure.workflowStuckName
            return [
                "   = next: saga resume \(start.id)   (continues the rollback)",
                "           saga resume \(start.id) --skip \(terminalText(path))"
                    + " --reason \"done by hand\"",
            ]
                + (isOfChild ? children.suffix(1) : []).map {
                    "           saga inspect \($0)   (what is stuck in the sub-workflow)"
                }
        case .pending:
            return ["   = next: saga resume \(start.id)   (tries the failed step again)"]
        case .none, .running, .succeeded, .partial:
            return ["   = next: saga inspect \(start.id)"]
        }
    }

    private func next(_ start: ExecutionStart) -> String {
        var commands = ["saga inspect \(start.id)"]
        if let visit = execution.root?.visit, visit.outcome != .noEffect,
            let child = visit.executions.last
        {
            commands.append("saga inspect \(child)")
        }
        if let visit = execution.root?.visit, visit.attempts > 0,
            workflow[visit.state].isShellTask
        {
            commands.append("saga logs \(start.id) \(terminalText(workflow[visit.state].name))")
        }
        if execution.compensation == .none { commands.append("saga resume \(start.id)") }
        return commands.joined(separator: " · ")
    }
}

extension State {
    /// Whether it runs a command of its own.
    var isShellTask: Bool {
        guard case .task(let task) = kind, case .run = task.body.kind else { return false }
        return true
    }
}

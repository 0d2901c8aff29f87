import SagaDefinition
import SagaMachine
import SagaReport
import SagaSimulation
import SagaSource

extension Plan {
    /// Lines for a person, a newline at the end of each.
    func text(_ style: Style) -> String {
        let moves = projection.before + [projection.event].compactMap(\.self) + projection.after
        let column = min(max(moves.map { width($0.shortPath) }.max() ?? 0, 12), 32) + 2
        var lines = projection.before.map { line($0, column, style) }
        lines += follow(column, style)
        let name =
            projection.compensation == .none
            ? "" : ", compensation \(projection.compensation.rawValue)"
        lines.append("  = it ends \(projection.status.rawValue)\(name)")
        if !withoutUndo.isEmpty { lines.append("  = no undo: \(list(withoutUndo))") }
        if !elsewhere.isEmpty { lines.append("  = not on this path: \(list(elsewhere))") }
        lines += missing(style)
        return lines.map { $0.trimmedRight + "\n" }.joined()
    }

    /// A line for each thing that is missing, with all that want it.
    private func missing(_ style: Style) -> [String] {
        var named: [String] = []
        return lacks.compactMap { lack in
            let thing = "missing \(lack.kind.rawValue) `\(terminalText(lack.name))`"
            guard !named.contains(thing) else { return nil }
            named.append(thing)
            let wanting = lacks.filter { $0.kind == lack.kind && $0.name == lack.name }
            let places = wanting.map { lack in
                (lack.isUndo ? "the undo of " : "") + workflow[lack.state].name
            }
            let line = workflow[lack.state].extent.start.line
            return "\(style.sign(.attention)) \(thing) for \(list(places)) (line \(line)): "
                + terminalText(lack.reason)
        }
    }

    /// What was asked for, and what comes of it.
    private func follow(_ column: Int, _ style: Style) -> [String] {
        guard let event = projection.event else { return [] }
        var lines: [String] = []
        if case .crash = event.happening {
            lines.append("\(style.sign(.failed)) saga is killed; `saga resume` goes on:")
            for path in projection.inDoubt {
                lines.append("\(style.sign(.attention)) \(doubt(path, column))")
            }
        } else {
            let words = terminalText(event.words(in: skeleton))
            lines.append(
                "\(style.sign(.failed)) \(terminalText(event.shortPath).padded(to: column))\(words)"
            )
        }
        lines += projection.after.map { line($0, column, style) }
        return lines
    }

    private func doubt(_ path: String, _ column: Int) -> String {
        let name = terminalText(VisitPath.label(path)).padded(to: column)
        guard let id = skeleton.state(at: path), case .task(let task) = workflow[id].kind else {
            return name
        }
        switch task.onInterrupt {
        case .rerun: return "\(name)was running: runs again under the same key"
        case .fail: return "\(name)was running: fails with Saga.Interrupted"
        case .ask: return "\(name)was running: asks for `resume --resolve` or `--skip`"
        }
    }

    private func line(_ move: Move, _ column: Int, _ style: Style) -> String {
        let path = terminalText(move.shortPath).padded(to: column)
        guard let state = state(of: move) else {
            return "  \(path)\(terminalText(move.words(in: skeleton)))"
        }
        if move.direction == .undo {
            let words = move.isFault ? move.words(in: skeleton) : undo(state) ?? ""
            return "\(style.sign(.undone)) \(path)\(terminalText(words).cut(to: 60))"
        }
        switch move.happening {
        case .succeeds:
            let undo = self.undo(state).map {
                "   \(style.sign(.undone)) \(terminalText($0).cut(to: 40))"
            }
            return "  \(path)\(terminalText(action(state)).cut(to: 40))\(undo ?? "")"
        case .isUnusable, .fails, .isUnknown, .isStopped, .chooses, .matchesNothing, .crash,
            .abort, .timesOut, .isTold:
            return "  \(path)\(terminalText(move.words(in: skeleton)))"
        }
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map(terminalText).joined(separator: ", ")
        return names.count > 20 ? "\(shown), … (\(names.count) in all)" : shown
    }
}

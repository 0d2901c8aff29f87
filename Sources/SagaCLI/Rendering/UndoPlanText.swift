import SagaReport
import SagaValue

/// A plan of undos for a person: a line an entry, what runs independently indented.
struct UndoPlanText {
    private let plan: UndoPlan
    private let id: ExecutionID

    init(_ plan: UndoPlan, of id: ExecutionID) {
        self.plan = plan
        self.id = id
    }

    func text(_ style: Style) -> String {
        let count = plan.count
        var lines: [String]
        switch count {
        case 0: lines = ["\(id): there is nothing to undo"]
        case 1: lines = ["\(id): 1 step would be undone"]
        default: lines = ["\(id): \(count) steps would be undone, in this order"]
        }
        lines += self.lines(plan.steps, indent: 0, style)
        if !plan.withoutUndo.isEmpty {
            let names = plan.withoutUndo.prefix(20).map(terminalText).joined(separator: ", ")
            let rest = plan.withoutUndo.count > 20 ? ", … (\(plan.withoutUndo.count) in all)" : ""
            lines.append("   = no undo: \(names)\(rest)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ steps: [UndoPlan.Step], indent: Int, _ style: Style) -> [String] {
        let margin = String(repeating: "  ", count: indent)
        return steps.flatMap { step -> [String] in
            switch step {
            case .undo(let entry): return [margin + line(entry, style)]
            case .inside(let path, let lists, let limit):
                let how = limit > 1 ? "up to \(limit) at the same time" : "one after the other"
                let head = "\(style.sign(.undone)) \(terminalText(path)), \(how):"
                // Lists stand apart: within one the order holds, between them it does not.
                let inner = lists.map { lines($0, indent: indent + 1, style) }
                let between = lists.count > 1 ? ["\(margin)  \(style.sign("·", ascii: "."))"] : []
                return [margin + head] + Array(inner.joined(separator: between))
            }
        }
    }

    private func line(_ entry: UndoPlan.Entry, _ style: Style) -> String {
        let path = terminalText(entry.path).padded(to: 24)
        let action = terminalText(entry.action)
        switch entry.fate {
        case .undone: return "\(style.sign(.undone)) \(path) \(action)"
        case .undoneByAlternate: return "\(style.sign(.undone)) \(path) \(action)   (Alternate)"
        case .left:
            return "\(style.sign(.attention)) \(path) is left: its outcome is unknown, and "
                + "`When: Succeeded`"
        case .stuck:
            return "\(style.sign(.attention)) \(path) is stuck: the arguments of its undo could "
                + "not be evaluated: \(action)"
        }
    }
}

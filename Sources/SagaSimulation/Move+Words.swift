import SagaDefinition
import SagaMachine

extension Move {
    /// What happens, in words that can follow the visit's path.
    package func words(in skeleton: Skeleton) -> String {
        let isUndo = direction == .undo
        switch happening {
        case .succeeds: return isUndo ? "is undone" : "succeeds"
        case .isUnusable: return "succeeds, and then an expression of the state fails"
        case .fails(let failure, let hasEffect, let forGood):
            let again = forGood ? ", as often as it is tried" : ""
            let effect = hasEffect ? "; it had taken effect" : ""
            return (isUndo ? "its undo fails" : "fails") + "\(again)\(name(failure))\(effect)"
        case .isUnknown(let failure, let hasEffect, let forGood):
            let again = forGood ? ", as often as it is tried" : ""
            return "gives no answer\(again)\(name(failure)); "
                + (hasEffect ? "it took effect" : "it had no effect")
        case .isStopped(.succeeded, _): return "ends well before it can be stopped"
        case .isStopped(_, let hasEffect):
            return "is stopped; " + (hasEffect ? "it had taken effect" : "it had no effect")
        case .chooses(let rule): return "goes to \(target(rule, skeleton))"
        case .matchesNothing: return "finds no rule that matches"
        case .crash(let effects):
            let names = effects.map(VisitPath.label).joined(separator: ", ")
            return "saga is killed and resumed"
                + (effects.isEmpty ? "" : "; \(names) had taken effect")
        case .abort: return "an operator aborts it"
        case .timesOut: return "the execution as a whole runs out of time"
        case .isTold(let hasEffect):
            return hasEffect
                ? "an operator finds that it took effect"
                : "an operator finds that it had no effect"
        }
    }

    /// The visit without the number of a first one.
    package var shortPath: String { VisitPath.label(path) }

    private func name(_ failure: Failure) -> String { failure.name.map { ": \($0)" } ?? "" }

    private func target(_ rule: Int?, _ skeleton: Skeleton) -> String {
        guard let state = skeleton.state(at: path), let choice = skeleton.choices[state] else {
            return ""
        }
        let next = rule.map { choice.rules[$0].next } ?? choice.defaultNext
        return next.map { skeleton.workflow[$0].name } ?? ""
    }
}

import SagaDefinition
import SagaValue

extension Execution {
    /// What decides how the execution goes on, data and time left out, as text.
    ///
    /// Two executions of one workflow with the same signature behave alike from here on. Visits are
    /// named by their paths and not by their numbers, which tell the order in which independent
    /// branches got on.
    package var signature: String {
        var lines = [
            "\(status) \(compensation) \(phase) \(suspension.map { "\($0.reason)" } ?? "") "
                + "\(expiry == nil) \(names(leftovers).sorted())"
        ]
        for scope in scopes.values.sorted(by: { $0.prefix < $1.prefix }) {
            lines.append(signature(of: scope))
        }
        for entry in entries.values.sorted(by: { $0.path < $1.path }) {
            lines.append(signature(of: entry))
        }
        return lines.joined(separator: "\n")
    }

    private func names(_ visits: [Int]) -> [String] { visits.map { entries[$0]?.path ?? "-" } }

    private func signature(of scope: Scope) -> String {
        let visit = scope.visit
        var text =
            "\(scope.prefix) \(visit.state.index)#\(visit.number) \(signature(of: visit.phase)) "
            + "\(visit.outcome?.rawValue ?? "-") \(visit.attempts) \(visit.retryCount) "
            + "\(visit.round) \(visit.retries.sorted { $0.key < $1.key }) "
            + "\(visit.children.map(names)) "
            + "\(visit.childCounts.sorted { $0.key < $1.key }) \(names(scope.history)) "
            + "\(scope.visitCounts) \(scope.output != nil)"
        for (state, mark) in scope.savePoints.sorted(by: { $0.key.index < $1.key.index }) {
            text += " @\(state.index) \(mark.historyCount) \(mark.isPassed) \(mark.rewinds)"
        }
        if let fork = forks[visit.id] {
            let running = fork.running.compactMap { scopes[$0]?.prefix }.sorted()
            text += " fork \(fork.nextIndex) \(running) \(fork.failedCount) \(fork.failure != nil)"
        }
        if let recovery = scope.recovery {
            text +=
                " \(recovery.decision.reason) \(recovery.decision.catching?.catcher ?? -1) "
                + "\(recovery.remaining.map(names) ?? ["?"]) \(recovery.isEmpty) "
                + "\(recovery.isPartial) \(recovery.isStuck)"
        }
        return text
    }

    private func signature(of phase: Visit.Phase) -> String {
        switch phase {
        case .entered: "entered"
        case .running: "running"
        case .awaiting: "awaiting"
        case .forked: "forked"
        case .settling(let ending):
            "settling \(ending.outcome) \(ending.isInterrupted) \(ending.failure?.name ?? "")"
        case .backingOff: "backing off"
        case .waiting: "waiting"
        case .exited: "exited"
        case .failed(let failure): "failed \(failure.name ?? "")"
        }
    }

    private func signature(of entry: UndoEntry) -> String {
        let phase =
            switch entry.phase {
            case .waiting: "waiting"
            case .running: "running"
            case .settling(let ending): "settling \(ending.outcome)"
            case .backingOff: "backing off"
            case .stuck: "stuck"
            }
        return "\(entry.path) \(phase) \(entry.settlement?.rawValue ?? "-") \(entry.role) "
            + "\(entry.attempts) \(entry.retries.sorted { $0.key < $1.key }) "
            + "\(entry.children.map(names)) \(entry.registration.outcome)"
    }
}

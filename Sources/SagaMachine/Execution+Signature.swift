package import SagaDefinition
import SagaValue

/// A part of what decides how an execution goes on: what is true of one scope.
package struct SignatureLine: Sendable {
    /// How the paths of the visits in the scope begin, such as `Each[3]/`; empty for the
    /// workflow's own.
    package let scope: String
    /// Names nothing outside the scope.
    package let text: String

    package init(scope: String, text: String) {
        self.scope = scope
        self.text = text
    }
}

extension Execution {
    /// What decides how the execution goes on, data and time left out.
    ///
    /// Two executions of one workflow with the same lines behave alike from here on. Visits are
    /// named by their paths and not by their numbers, which tell the order in which independent
    /// branches got on. The order in which branches ended is told only where it decides which of
    /// them are undone first.
    package func signature(in workflow: Workflow) -> [SignatureLine] {
        var lines = [
            SignatureLine(
                scope: "",
                text: "\(status) \(compensation) \(phase) "
                    + "\(suspension.map { "\($0.reason)" } ?? "") \(expiry == nil)")
        ]
        for visit in leftovers.map(\.visit) {
            let (scope, name) = entries[visit].map { VisitPath.parts($0.path) } ?? ("", "-")
            lines.append(SignatureLine(scope: scope, text: "left \(name)"))
        }
        var turns: [Int: String] = [:]
        for scope in scopes.values {
            lines.append(SignatureLine(scope: scope.prefix, text: signature(of: scope)))
            lines += countLines(of: scope, in: workflow)
            let visit = scope.visit
            let count = forks[visit.id]?.start.count ?? visit.children.count
            note(visit.children, of: count, atMost: visit.childLimit, &turns)
        }
        for entry in entries.values {
            note(entry.children, of: entry.children.count, atMost: entry.limit, &turns)
        }
        for entry in entries.values {
            let turn = turns[entry.visit] ?? "-"
            lines.append(
                SignatureLine(
                    scope: VisitPath.parts(entry.path).scope,
                    text: "\(signature(of: entry)) \(turn)"))
        }
        return lines
    }

    /// Notes the places of visits on the lists that are undone instead of a visit around them.
    ///
    /// - Parameter count: How many lists there may come to be.
    private func note(
        _ lists: [[Int]], of count: Int, atMost limit: Int, _ turns: inout [Int: String]
    ) {
        for (number, list) in zip(0..., lists) {
            // Where all lists are undone at the same time, none comes first.
            let turn = limit < count ? "\(number)" : ""
            for (place, visit) in list.enumerated() { turns[visit] = "\(turn).\(place)" }
        }
    }

    /// How often the states inside were entered before, where it is run again.
    private func countLines(of scope: Scope, in workflow: Workflow) -> [SignatureLine] {
        let visit = scope.visit
        let number = visit.number == 1 ? "" : "#\(visit.number)"
        return visit.childCounts.map { index, counts in
            SignatureLine(
                scope: "\(scope.path(of: workflow[visit.state]))\(number)[\(index)]/",
                text: "counts \(counts)")
        }
    }

    private func names(_ visits: [Int]) -> [String] {
        visits.map { entries[$0].map { VisitPath.parts($0.path).visit } ?? "-" }
    }

    private func signature(of scope: Scope) -> String {
        let visit = scope.visit
        var text =
            "\(visit.state.index)#\(visit.number) \(signature(of: visit.phase)) "
            + "\(visit.outcome?.rawValue ?? "-") \(visit.attempts) \(visit.retryCount) "
            + "\(visit.round) \(visit.retries.sorted { $0.key < $1.key }) "
            + "\(names(scope.history)) \(scope.visitCounts) \(scope.output != nil)"
        for (state, mark) in scope.savePoints.sorted(by: { $0.key.index < $1.key.index }) {
            text += " @\(state.index) \(mark.historyCount) \(mark.isPassed) \(mark.rewinds)"
        }
        if let fork = forks[visit.id] {
            text +=
                " fork \(fork.nextIndex) \(fork.running.count) \(fork.failedCount) "
                + "\(fork.failure != nil)"
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
        let name = VisitPath.parts(entry.path).visit
        return "\(name) \(phase) \(entry.settlement?.rawValue ?? "-") \(entry.role) "
            + "\(entry.attempts) \(entry.retries.sorted { $0.key < $1.key }) \(entry.isOwed) "
            + "\(entry.registration.primary == nil) \(entry.registration.outcome)"
    }
}

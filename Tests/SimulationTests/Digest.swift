import SagaDefinition
import SagaExpression
import SagaMachine
import SagaTesting
import SagaValue

/// What facts alone decide of an execution, as text, so that two can be compared.
///
/// Left out is what a process knows and no fact tells: which of several things that are due it has
/// looked at.
enum Digest {
    static func text(_ execution: Execution) -> String {
        var lines = [
            "\(execution.status) \(execution.compensation) \(execution.output?.json ?? "")",
            "\(execution.failure?.name ?? "") \(execution.redriveCount)",
            "\(execution.leftovers.map(\.visit))",
        ]
        for scope in execution.scopes.values.sorted(by: { $0.id < $1.id }) {
            let visit = scope.visit
            lines.append(
                "scope \(scope.id) \(scope.prefix) \(scope.output?.json ?? "") \(scope.history) "
                    + "visit \(visit.id) \(visit.state.index) #\(visit.number) @\(visit.historyID) "
                    + "\(visit.input.json) \(visit.outcome.map(\.rawValue) ?? "") "
                    + "\(visit.attempts) \(visit.retryCount) \(visit.children) "
                    + Value.object(scope.variables.visible).json)
            if let recovery = scope.recovery {
                lines.append(
                    "  \(recovery.decision.reason) \(recovery.remaining ?? []) "
                        + "\(recovery.isEmpty) \(recovery.isPartial) \(recovery.isStuck)")
            }
        }
        for (id, entry) in execution.entries.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "entry \(id) \(entry.path) \(entry.scope) \(entry.attempts) \(entry.children) "
                    + "\(entry.settlement.map(\.rawValue) ?? "") \(entry.parent ?? 0)")
        }
        for (id, fork) in execution.forks.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "fork \(id) \(fork.scope) \(fork.nextIndex) \(fork.running.sorted()) "
                    + "\(fork.failedCount) \(fork.failure?.name ?? "")")
        }
        return lines.joined(separator: "\n")
    }

    /// The same of an execution that the log alone gives.
    static func text<Fates>(refolding run: SimulatedRun<Fates>) -> String {
        var driver = run.driver
        driver.crash(keeping: driver.log.count)
        return text(driver.execution)
    }
}

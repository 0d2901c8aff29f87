import SagaTesting
import SagaValue

/// What tasks wrote down, and what the journals of the same store say of their attempts.
///
/// Only what a journal calls open or interrupted may have happened otherwise than it says.
struct Books {
    private struct Attempt {
        let key: String
        let number: Int
        var outcome: String?
        var wasInterrupted = true
        /// Whether it was a command, and not a request or another workflow.
        var wasCommand = false
    }

    let ledger: TaskLedger
    private let attempts: [Attempt]

    init(_ stage: Stage) throws {
        ledger = try stage.ledger()
        let store = "\(stage.folder)/store/executions"
        attempts = TextFile.names(in: store).flatMap {
            Self.attempts((try? TextFile.text("\(store)/\($0)/journal.jsonl")) ?? "")
        }
    }

    private static func attempts(_ journal: String) -> [Attempt] {
        var attempts: [String: Attempt] = [:]
        for line in journal.split(separator: "\n") {
            guard line.contains(#""kind":"attempt"#), let record = try? Value(json: String(line)),
                let visit = record["visit"], let number = record["attempt"]?.number?.exactInteger,
                let direction = record["direction"]?.string
            else { continue }
            let name = "\(visit.json) \(direction) \(number)"
            switch record["kind"]?.string {
            case "attemptStarted":
                attempts[name] = Attempt(key: record["key"]?.string ?? "", number: number)
            case "attemptEnded":
                attempts[name]?.outcome = record["outcome"]?.string
                attempts[name]?.wasInterrupted = record["interrupted"] != nil
                attempts[name]?.wasCommand = record["report"]?["Program"] != nil
            default: break
            }
        }
        return Array(attempts.values)
    }

    /// Whether nobody saw an attempt under this key end.
    func wasInDoubt(_ key: String) -> Bool {
        attempts.contains { $0.key == key && ($0.wasInterrupted || $0.outcome == "unknown") }
    }

    /// What was undone besides, where that was in doubt: a calm run may know that it never was.
    ///
    /// - Returns: Nil where something else was undone, or something was not.
    func undoneBesides(_ calm: [String]) -> [String]? {
        var besides = ledger.undone
        for state in calm {
            guard let index = besides.firstIndex(of: state) else { return nil }
            besides.remove(at: index)
        }
        var doubtful = ledger.lines.filter { $0.isUndo && wasInDoubt($0.forwardKey) }.map(\.state)
        for state in besides {
            guard let index = doubtful.firstIndex(of: state) else { return nil }
            doubtful.remove(at: index)
        }
        return besides
    }

    /// What is wrong, whatever the workflow.
    var violations: [String] {
        ledger.violations + ledger.lines.flatMap(faults) + attempts.compactMap(loss)
    }

    private func faults(_ line: TaskLedger.Line) -> [String] {
        let known = attempts.filter { $0.key == line.key }
        var faults: [String] = []
        if !known.contains(where: { $0.number == line.attempt }) {
            faults.append("\(line.state) began before its record was on disk")
        }
        if known.contains(where: { $0.number < line.attempt && $0.outcome == "succeeded" }) {
            faults.append("\(line.state) ran again after it had succeeded")
        }
        // Neither what states inside did nor a request is in the ledger under the forward key.
        let undone = attempts.filter { $0.key == line.forwardKey }
        let isOfCommand = !undone.isEmpty && undone.allSatisfy(\.wasCommand)
        let isOfNothing = !ledger.lines.contains { !$0.isUndo && $0.key == line.forwardKey }
        if isOfCommand, isOfNothing, !wasInDoubt(line.forwardKey) {
            faults.append("\(line.state) was undone, which never was, nor was in doubt")
        }
        return faults
    }

    /// A command that is said to have succeeded, and has done nothing under its key: with
    /// `saga once` an earlier attempt may have.
    private func loss(_ attempt: Attempt) -> String? {
        guard attempt.wasCommand, attempt.outcome == "succeeded",
            !ledger.lines.contains(where: { $0.key == attempt.key && $0.attempt <= attempt.number })
        else { return nil }
        return "attempt \(attempt.number) of \(attempt.key) is lost"
    }
}

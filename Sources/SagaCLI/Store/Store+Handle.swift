import SagaJournal
import SagaMachine
import SagaReport
import SagaValue

extension Store {
    /// The execution that a person named.
    ///
    /// - Throws: `SAGA4001` where none fits, `SAGA4011` with the candidates where several do,
    ///   `SAGA6014` where there is none of the kind, `SAGA6006` for what can name none.
    /// - Complexity: `@failed` and `@running` read journals, newest first, until one fits.
    func execution(of handle: Handle) throws(Fault) -> ExecutionID {
        let ids: [ExecutionID]
        do throws(JournalFault) { ids = try executionIDs() } catch { throw Fault(error) }
        switch handle {
        case .text(let text): return try execution(text, in: ids)
        case .last:
            guard let last = ids.first else { throw nothing("@last", "it is empty") }
            return last
        case .failed:
            return try first(in: ids, "@failed", "none has failed") { stored in
                switch stored.execution.status {
                case .failed, .timedOut, .aborted: true
                case .running, .suspended, .succeeded: stored.execution.compensation == .stuck
                }
            }
        case .running: return try first(in: ids, "@running", "none runs now") { $0.isOwned }
        }
    }

    private func execution(
        _ text: String, in ids: [ExecutionID]
    ) throws(Fault) -> ExecutionID {
        let fitting = Handle.matches(text, in: ids)
        if let only = fitting.first, fitting.count == 1 { return only }
        guard !fitting.isEmpty else {
            do throws(JournalFault) {
                if let id = ExecutionID(text), try isTaken(id) { return id }
            } catch { throw Fault(error) }
            throw Fault(
                JournalFault(
                    .executionNotFound, path: path, detail: "no execution is called `\(text)`"))
        }
        let fault = Fault(
            JournalFault(
                .ambiguousExecution, path: path, detail: "`\(text)` may be \(fitting.count) of them"
            ))
        var notes = fitting.prefix(10).map(\.text)
        if fitting.count > 10 { notes.append("… and \(fitting.count - 10) more") }
        throw Fault(
            code: fault.code, message: fault.message, exitStatus: fault.exitStatus, notes: notes)
    }

    /// The newest one that fits; journals that cannot be read fit nothing.
    private func first(
        in ids: [ExecutionID], _ handle: String, _ reason: String,
        where fits: (StoredExecution) -> Bool
    ) throws(Fault) -> ExecutionID {
        for id in ids {
            guard let stored = try? StoredExecution.read(id, in: self, .summary) else { continue }
            if fits(stored) { return id }
        }
        throw nothing(handle, reason)
    }

    private func nothing(_ handle: String, _ reason: String) -> Fault {
        Fault(.nothingFits, "`\(handle)` is no execution of the store `\(path)`: \(reason)")
    }
}

extension Surroundings {
    /// The store that a command uses.
    func store(_ options: GlobalOptions) throws(Fault) -> Store {
        Store(path: try storeLocation(options.store).path)
    }
}

import SagaJournal
import SagaMachine
import SagaRuntime
import SagaValue

/// A request to the process that runs an execution: a file in its folder, which outlives a crash of
/// either side.
struct Petition {
    let id: ExecutionID
    let store: Store
    let surroundings: Surroundings

    /// Leaves the request where a process runs the execution, and takes it back when that process
    /// has ended in between without meeting it.
    ///
    /// - Returns: The execution: owned where the request will be met. Otherwise there is no
    ///   request, or it has been met already.
    func leave(_ body: Value) throws(Fault) -> StoredExecution {
        let stored = try StoredExecution.read(id, in: store, .summary)
        guard stored.isOwned, stored.execution.phase != .ended else { return stored }
        do throws(JournalFault) {
            let requests = Requests(try store.folder(id))
            let name = surroundings.requestName()
            try requests.leave(name, body)
            let after = try StoredExecution.journaled(id, in: store, .summary)
            if !after.isOwned || after.execution.phase == .ended { try requests.takeBack(name) }
            return after
        } catch { throw Fault(error) }
    }
}

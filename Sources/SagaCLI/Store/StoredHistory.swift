import SagaJournal
import SagaReport
import SagaValue

/// An execution's history in the service's vocabulary, as its journal tells it.
enum StoredHistory {
    /// - Throws: The journal's faults.
    static func read(_ id: ExecutionID, in store: Store) throws(Fault) -> ServiceHistory {
        do throws(JournalFault) {
            let reader = try store.reader(id)
            var replay = Replay(define: { text in text.workflow })
            var history = ServiceHistory()
            while try reader.read({ (record) throws(JournalFault) in
                guard let event = try replay.add(record), let workflow = replay.workflow else {
                    return
                }
                history.add(event, at: record.time, after: replay.execution, in: workflow)
            }) == .restarted {
                replay = Replay(define: { text in text.workflow })
                history = ServiceHistory()
            }
            return history
        } catch { throw Fault(error) }
    }
}

import Glibc
import SagaJournal
import SagaMachine
import SagaReport
import SagaValue

/// Reads a journal as it grows, until nobody writes it any more.
struct JournalFollower {
    let store: Store
    let id: ExecutionID
    let detail: StoredExecution.Detail

    /// Reads what stands there already, then what comes.
    ///
    /// - Parameters:
    ///   - add: Takes a record, the event in it if there is one, and the fold of all so far.
    ///   - caughtUp: All that stands in the journal now has been read.
    ///   - isUnread: Whether nobody is interested any more, which ends it too.
    /// - Returns: The fold of all that was read.
    func follow(
        _ add: (StoredRecord, Event?, ExecutionFold) throws(JournalFault) -> Void,
        caughtUp: (ExecutionFold) throws(Fault) -> Void = { _ in }, isUnread: () -> Bool
    ) throws(Fault) -> ExecutionFold {
        let reader: JournalReader
        do throws(JournalFault) { reader = try store.reader(id) } catch { throw Fault(error) }
        var fold = ExecutionFold(detail)
        while true {
            let isOwned: Bool
            let progress: JournalReader.Progress
            do throws(JournalFault) {
                // Asked first: what an owner wrote before it left is then read.
                isOwned = try store.isOwned(id)
                progress = try reader.read { (record) throws(JournalFault) in
                    let event = try fold.add(record)
                    try add(record, event, fold)
                }
            } catch { throw Fault(error) }
            if progress == .restarted {
                fold = ExecutionFold(detail)
                continue
            }
            try caughtUp(fold)
            if !isOwned || isUnread() { return fold }
            _ = poll(nil, 0, 200)
        }
    }
}

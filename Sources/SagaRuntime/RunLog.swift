package import SagaDefinition
import SagaJournal
package import SagaMachine
package import SagaValue

/// What keeps the facts of a run: a journal, or memory where nothing shall outlive the run.
package protocol RunLog {
    /// Takes a fact, which need not be safe before the next flush.
    mutating func add(_ event: Event, at time: Timestamp, in workflow: Workflow)

    /// Whether so many facts wait that they should be flushed even if no effect asks for it.
    var isFlushDue: Bool { get }

    /// Whether all facts so far are as safe as they will be.
    var isFlushed: Bool { get }

    /// Makes all facts so far safe.
    mutating func flush() throws(RuntimeFault)

    /// Takes one last fact into the space held back for it; where even that is missing, nothing.
    mutating func addLast(_ event: Event, at time: Timestamp, in workflow: Workflow)
}

/// Facts on disk.
package struct JournalLog: RunLog {
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    package func add(_ event: Event, at time: Timestamp, in workflow: Workflow) {
        journal.add(kind: event.kind.rawValue, at: time) { record in
            event.write(to: &record, in: workflow)
        }
    }

    package var isFlushDue: Bool { journal.isFlushDue }

    package var isFlushed: Bool { journal.isFlushed }

    package func flush() throws(RuntimeFault) {
        do throws(JournalFault) { try journal.flush() } catch { throw .journal(error) }
    }

    package func addLast(_ event: Event, at time: Timestamp, in workflow: Workflow) {
        // Without room even for that, the journal ends where it did: it is as whole.
        try? journal.addLast(kind: event.kind.rawValue, at: time) { record in
            event.write(to: &record, in: workflow)
        }
    }
}

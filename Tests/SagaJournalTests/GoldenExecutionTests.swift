import SagaDefinition
import SagaJournal
import SagaMachine
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// The journal of a whole execution, as the first format had it: branches, a retry, a rollback.
@Suite struct GoldenExecutionTests {
    private let folder = TemporaryFolder(isInMemory: true)

    @Test func `an execution of the first format replays to the end that it had`() throws {
        do { _ = try folder.store.createOne(0) }
        let golden = TextFile.folder("Golden/v1/execution.jsonl")
        try folder.write(folder.journalPath, try TextFile.bytes(golden))
        var replay = Replay { text in
            WorkflowReader().read(Source(text.text, name: text.file)).workflow
        }
        var kinds: Set<EventKind> = []
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            if let event = try replay.add(record) { kinds.insert(event.kind) }
        }
        let execution = replay.execution
        #expect(execution.status == .failed)
        #expect(execution.compensation == .succeeded)
        #expect(execution.failure?.name == "Card.Declined")
        #expect(execution.failure?.cause == "no money")
        let undone = execution.entries.values.filter { $0.settlement == .undone }.map(\.path)
        #expect(undone.sorted() == ["Book#1", "Book[0]/Flight#1", "Book[1]/Hotel#1"])
        #expect(
            kinds.isSuperset(of: [.forkStarted, .scopeEnded, .retryScheduled, .undoRegistered]))
    }
}

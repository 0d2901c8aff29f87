import SagaJournal
import SagaValue
import Testing

@Suite struct JournalTests {
    private let folder = TemporaryFolder()

    @Test func `what was flushed is read back`() throws {
        let journal = try folder.store.createOne(3)
        let lines = try folder.store.lines()
        #expect(
            lines.map(\.kind) == ["created", "lease"]
                + [String](repeating: "stateEntered", count: 3))
        #expect(lines.map(\.sequence) == Array(1...5))
        #expect(lines[3].fields["state"] == "Step1")
        #expect(lines[3].fields["input"] == ["list": [1, "b", nil], "text": "a\"b"])
        #expect(lines[4].time == .noon.adding(milliseconds: 2))
        #expect(journal.isFlushed)
    }

    @Test func `what was not flushed is not there`() throws {
        let journal = try folder.store.createOne(1)
        journal.add(kind: "stateExited", at: .noon) { _ in }
        #expect(try folder.store.lines().count == 3)
        try journal.flush()
        #expect(try folder.store.lines().count == 4)
    }

    @Test func `a new owner goes on with a new epoch after the last record`() throws {
        _ = try folder.store.createOne(2)
        let (journal, replayed) = try folder.store.owned()
        journal.add(kind: "stateExited", at: .noon) { $0.string("state", "Step1") }
        try journal.flush()
        let lines = try folder.store.lines()
        #expect(Array(lines.prefix(4)) == replayed)
        #expect(lines.suffix(2).map(\.kind) == ["lease", "stateExited"])
        #expect(lines.map(\.epoch) == [1, 1, 1, 1, 2, 2])
    }
}

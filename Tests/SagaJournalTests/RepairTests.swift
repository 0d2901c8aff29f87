import SagaJournal
import SagaValue
import Testing

@Suite struct RepairTests {
    private let journal: DamagedJournal

    init() throws {
        journal = try DamagedJournal()
        var damaged = journal.bytes
        damaged[journal.starts[3] + 30] ^= 1
        try journal.folder.write(journal.folder.journalPath, damaged)
    }

    @Test(arguments: [2, 3])
    func `a repaired journal goes on after the record that was named`(kept: Int) throws {
        let damaged = try journal.folder.read(journal.folder.journalPath)
        let name = try journal.folder.store.repair(.one, keeping: kept)
        #expect(try journal.folder.read("store/executions/one/\(name)") == damaged)
        #expect(try journal.folder.store.owned().1 == Array(journal.lines.prefix(kept)))
    }

    @Test(arguments: [0, 4, 5, -1])
    func `a repair keeps no record that is not sound`(kept: Int) throws {
        let damaged = try journal.folder.read(journal.folder.journalPath)
        let fault = #expect(throws: JournalFault.self) {
            try journal.folder.store.repair(.one, keeping: kept)
        }
        #expect(fault?.code == .damaged)
        #expect(try journal.folder.read(journal.folder.journalPath) == damaged)
    }

    @Test func `a second repair keeps what the first one kept`() throws {
        _ = try journal.folder.store.repair(.one, keeping: 3)
        _ = try journal.folder.store.repair(.one, keeping: 2)
        let names = try journal.folder.names("store/executions/one")
        #expect(names.filter { $0.contains("broken") } == ["journal.broken-1", "journal.broken-2"])
    }

    @Test func `an execution that is owned is not repaired`() throws {
        let folder = TemporaryFolder(isInMemory: true)
        let owner = try folder.store.createOne(1)
        let fault = #expect(throws: JournalFault.self) { try folder.store.repair(.one, keeping: 1) }
        #expect(fault?.code == .owned)
        #expect(owner.isFlushed)
    }
}

import Glibc
import SagaJournal
import SagaValue
import Testing

@Suite struct FaultTests {
    private let folder = TemporaryFolder(isInMemory: true)

    /// Owns the execution by way of `disk`, writes one record, and gives the fault.
    private func fault(_ disk: FaultyDisk) -> JournalFault? {
        do throws(JournalFault) {
            let journal = try disk.store(folder).own(.one, at: { _ in .noon }) { _ in }
            journal.add(kind: "stateExited", at: .noon) { $0.string("state", "A") }
            try journal.flush()
            return nil
        } catch { return error }
    }

    @Test(arguments: [0, 1, 100, 300])
    func `a write that fails leaves the journal as it was`(partial: Int) throws {
        _ = try folder.store.createOne(1)
        let before = try folder.read(folder.journalPath)
        let fault = fault(
            FaultyDisk(.init(operation: .append, call: 1, errorNumber: EIO, partial: partial)))
        #expect(fault?.code == .inputOutput)
        #expect(fault?.exitStatus == 74)
        #expect(fault?.offset == before.count)
        #expect(try folder.read(folder.journalPath) == before)
    }

    @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
    func `a disk without space is reported as such, with the bytes needed`(
        errorNumber: Int32
    ) throws {
        _ = try folder.store.createOne(1)
        let fault = fault(FaultyDisk(.init(operation: .append, call: 1, errorNumber: errorNumber)))
        #expect(fault?.code == .noSpace)
        #expect(fault?.exitStatus == 74)
        #expect(fault?.detail.contains("bytes") == true)
    }

    @Test func `a flush that fails is neither repeated nor undone`() throws {
        _ = try folder.store.createOne(1)
        let before = try folder.read(folder.journalPath)
        let fault = fault(FaultyDisk(.init(operation: .synchronize, call: 1, errorNumber: ENOSPC)))
        #expect(fault?.code == .inputOutput)
        #expect(try folder.read(folder.journalPath).count > before.count)
    }

    @Test func `after a failure every flush fails alike and nothing is written`() throws {
        _ = try folder.store.createOne(1)
        let before = try folder.read(folder.journalPath)
        let disk = FaultyDisk(.init(operation: .append, call: 1, errorNumber: EIO, partial: 7))
        let journal = try disk.store(folder).own(.one, at: { _ in .noon }) { _ in }
        journal.add(kind: "stateExited", at: .noon) { _ in }
        let first = #expect(throws: JournalFault.self) { try journal.flush() }
        journal.add(kind: "stateExited", at: .noon) { _ in }
        #expect(#expect(throws: JournalFault.self) { try journal.flush() } == first)
        #expect(try folder.read(folder.journalPath) == before)
    }

    @Test func `a large value is on disk before the record that names it`() throws {
        do { _ = try folder.store.createOne(1) }
        let disk = FaultyDisk(.init(operation: .append, call: 1, errorNumber: EIO))
        let journal = try disk.store(folder).own(.one, at: { _ in .noon }) { _ in }
        journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
        #expect(throws: JournalFault.self) { try journal.flush() }
        #expect(try folder.names("store/executions/one/blobs").count == 1)
    }

    @Test func `nothing is written when a large value cannot be`() throws {
        do { _ = try folder.store.createOne(1) }
        let before = try folder.read(folder.journalPath)
        try folder.write("store/executions/one/blobs", [])
        let (journal, _) = try folder.store.owned()
        journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
        #expect(throws: JournalFault.self) { try journal.flush() }
        #expect(throws: JournalFault.self) { try journal.flush() }
        #expect(try folder.read(folder.journalPath) == before)
    }

    @Test func `on a full disk one last record can be written, with the lease before it`() throws {
        _ = try folder.store.createOne(1)
        let disk = FaultyDisk(.init(operation: .append, call: 1, errorNumber: ENOSPC, partial: 9))
        let journal = try disk.store(folder).own(.one, at: { _ in .noon }) { _ in }
        journal.add(kind: "stateExited", at: .noon) { _ in }
        #expect(throws: JournalFault.self) { try journal.flush() }
        try journal.addLast(kind: "suspended", at: .noon) { $0.string("reason", "ENOSPC") }
        #expect(throws: JournalFault.self) { try journal.flush() }
        let kinds = try folder.store.lines().map(\.kind)
        #expect(kinds == ["created", "lease", "stateEntered", "lease", "suspended"])
    }

    @Test func `there is no last record after any other failure`() throws {
        _ = try folder.store.createOne(1)
        let disk = FaultyDisk(.init(operation: .append, call: 1, errorNumber: EIO))
        let journal = try disk.store(folder).own(.one, at: { _ in .noon }) { _ in }
        journal.add(kind: "stateExited", at: .noon) { _ in }
        #expect(throws: JournalFault.self) { try journal.flush() }
        #expect(throws: JournalFault.self) {
            try journal.addLast(kind: "suspended", at: .noon) { _ in }
        }
    }

    @Test func `an execution that could not be created does not exist`() throws {
        let disk = FaultyDisk(.init(operation: .append, call: 1, errorNumber: ENOSPC, partial: 20))
        do {
            let journal = try disk.store(folder).create(.one, at: .noon, version: "1")
            #expect(throws: JournalFault.self) { try journal.flush() }
        }
        #expect(try folder.store.executionIDs() == [])
        _ = try folder.store.createOne(1)
        #expect(try folder.store.lines().count == 3)
    }

    @Test(arguments: [EIO, ENOSPC])
    func `a fault at any call of recovery leaves a journal that goes on`(
        errorNumber: Int32
    ) throws {
        let torn = try DamagedJournal()
        // Once a tail that is torn, once one that lacks its newline alone.
        for cut in [torn.starts[3] + 25, torn.bytes.count - 1] {
            for isForEver in [false, true] {
                for (call, partial) in [(1, 0), (1, 1), (2, 0), (3, 0), (3, 200), (4, 0), (5, 0)] {
                    try torn.folder.write(
                        torn.folder.journalPath, Array(torn.bytes.prefix(cut)))
                    let disk = FaultyDisk(
                        .init(
                            operation: nil, call: call, errorNumber: errorNumber,
                            partial: min(partial, isForEver ? 0 : partial),
                            isForEver: isForEver))
                    _ = try? disk.store(torn.folder).own(.one, at: { _ in .noon }) { _ in }
                    let (_, lines) = try torn.folder.store.owned()
                    let kept = cut == torn.bytes.count - 1 ? 4 : 3
                    #expect(Array(lines.prefix(kept)) == Array(torn.lines.prefix(kept)))
                }
            }
        }
    }

    @Test func `a file that may not grow is a disk without space`() async throws {
        await #expect(processExitsWith: .exitCode(74)) {
            let folder = TemporaryFolder()
            signal(SIGXFSZ, SIG_IGN)
            let journal = try folder.store.createOne(1)
            var limit = rlimit(rlim_cur: 2048, rlim_max: 2048)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            for _ in 0..<20 { journal.add(kind: "stateExited", at: .noon) { _ in } }
            do throws(JournalFault) { try journal.flush() } catch {
                let isWhole = try folder.store.lines().count == 3
                exit(isWhole && error.code == .noSpace ? error.exitStatus : 1)
            }
        }
    }
}

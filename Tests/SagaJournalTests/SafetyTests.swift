import Foundation
import SagaJournal
import SagaValue
import Testing

@Suite struct SafetyTests {
    private let folder = TemporaryFolder()
    private let execution = "store/executions/one"

    init() throws { _ = try folder.store.createOne(1) }

    /// The code with which owning and looking are both refused.
    private func refusal() throws -> JournalCode? {
        let owning = #expect(throws: JournalFault.self) { try folder.store.owned() }
        let looking = #expect(throws: JournalFault.self) { try folder.store.lines() }
        #expect(owning?.code == looking?.code)
        return owning?.code
    }

    /// Puts something else in the place of the journal or the folder `name`.
    private func replace(
        _ name: String, _ make: (_ original: String, _ place: String) throws -> Void
    ) throws {
        let place = "\(folder.path)/\(name)"
        let original = "\(folder.path)/original"
        try FileManager.default.moveItem(atPath: place, toPath: original)
        try make(original, place)
    }

    @Test(arguments: [
        "store/executions/one/journal.jsonl", "store/executions/one", "store/executions",
    ])
    func `a symbolic link in the store is refused`(name: String) throws {
        try replace(name) { original, place in
            try FileManager.default.createSymbolicLink(
                atPath: place, withDestinationPath: original)
        }
        #expect(try refusal() == .unsafeFile)
    }

    @Test func `a journal with a second name is refused`() throws {
        try replace(folder.journalPath) { original, place in
            try FileManager.default.linkItem(atPath: original, toPath: place)
        }
        #expect(try refusal() == .unsafeFile)
    }

    @Test func `a pipe in the journal's place is refused and does not hold anybody up`() throws {
        try replace(folder.journalPath) { _, place in
            #expect(unsafe mkfifo(place, 0o600) == 0)
        }
        #expect(try refusal() == .unsafeFile)
    }

    @Test func `a folder in the journal's place is refused`() throws {
        try replace(folder.journalPath) { _, place in
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: false)
        }
        #expect(try refusal() == .unsafeFile)
    }

    @Test(
        arguments: [
            "store/executions/one/journal.jsonl", "store/executions/one", "store/executions",
            "store",
        ], [0o020, 0o002])
    func `what others can write is refused`(name: String, bit: Int) throws {
        let mode = try #require(try folder.mode(name))
        try folder.setMode(name, mode | bit)
        #expect(try refusal() == .unsafeFile)
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can give files away"),
        arguments: ["store/executions/one/journal.jsonl", "store/executions/one"])
    func `what belongs to another user is refused`(name: String) throws {
        #expect(unsafe chown("\(folder.path)/\(name)", 1, 1) == 0)
        #expect(try refusal() == .unsafeFile)
    }

    @Test func `a blob folder that others can write is refused`() throws {
        do {
            let (journal, _) = try folder.store.owned()
            journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
            try journal.flush()
        }
        try folder.setMode("\(execution)/blobs", 0o777)
        let fault = #expect(throws: JournalFault.self) { try folder.store.lines() }
        #expect(fault?.code == .unsafeFile)
    }

    @Test(arguments: [(0x6969, true), (0xFF53_4D42, true), (0x0102_1997, true), (0xEF53, false)])
    func `a network file system is known by its number`(number: Int64, isNetwork: Bool) {
        #expect((FileSafety.networkFileSystem(number) != nil) == isNetwork)
    }

    @Test func `an execution that is not there is not found`() throws {
        try folder.remove(execution)
        #expect(try refusal() == .executionNotFound)
    }

    @Test func `a folder without a journal is no execution`() throws {
        try folder.remove(folder.journalPath)
        #expect(try refusal() == .executionNotFound)
        #expect(try folder.store.executionIDs() == [])
    }

    @Test(arguments: [0, 0o022, 0o777])
    func `folders have mode 0700 and files 0600 whatever the umask`(mask: Int) async throws {
        await #expect(processExitsWith: .success) { [mask = mask as Int] in
            let folder = TemporaryFolder()
            umask(mode_t(mask))
            do {
                let journal = try folder.store.createOne(1)
                journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
                try journal.flush()
                try Requests(journal.folder).leave("abort", .null)
                _ = try AttemptLock(journal.folder)
            }
            let execution = "store/executions/one"
            for name in ["store", "store/executions", execution, "\(execution)/blobs"] {
                #expect(try folder.mode(name) == 0o700)
            }
            let blob = try #require(try folder.names("\(execution)/blobs").first)
            for name in ["journal.jsonl", "attempts.lock", "requests/abort.json", "blobs/\(blob)"] {
                #expect(try folder.mode("\(execution)/\(name)") == 0o600)
            }
            umask(0o022)
        }
    }
}

extension Value {
    /// A value too large for its record.
    static let large = Value.array([Value](repeating: "0123456789abcdef", count: 2000))
}

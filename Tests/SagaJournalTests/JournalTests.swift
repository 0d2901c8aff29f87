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
        #expect(lines[3].fields["input"] == ["list": [1, "b", .null], "text": "a\"b"])
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

    @Test func `a time comes back to the nanosecond`() throws {
        let times = [0, 1, 999_999_999, 500_000_000].map { Timestamp(seconds: 1, fraction: $0) }
        let journal = try folder.store.createOne(0)
        for time in times {
            journal.add(kind: "timerStarted", at: time) { $0.time("deadline", time) }
        }
        try journal.flush()
        var read: [Timestamp] = []
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            var fields = record.fields
            guard let deadline = try fields.optionalTime("deadline") else { return }
            #expect(record.time == deadline)
            read.append(deadline)
        }
        #expect(read == times)
    }

    @Test func `fields are found in any order, and absent ones are nil`() throws {
        let journal = try folder.store.createOne(1)
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            guard record.kind == "stateEntered" else { return }
            var fields = record.fields
            #expect(try fields.value("input")["text"] == "a\"b")
            #expect(try fields.integer("visit") == 0)
            #expect(try fields.string("state") == "Step0")
            #expect(try fields.optionalString("error") == nil)
            #expect(try fields.contains("visit"))
            #expect(try fields.contains("kind") == false)
        }
        #expect(journal.isFlushed)
    }

    @Test func `a field that is missing or of another type is refused with its place`() throws {
        let journal = try folder.store.createOne(1)
        var faults: [JournalFault] = []
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            guard record.kind == "stateEntered" else { return }
            var fields = record.fields
            do throws(JournalFault) { _ = try fields.string("error") } catch {
                faults.append(error)
            }
            do throws(JournalFault) { _ = try fields.string("visit") } catch {
                faults.append(error)
            }
            do throws(JournalFault) { _ = try fields.integer("state") } catch {
                faults.append(error)
            }
        }
        #expect(faults.map(\.code) == [.damaged, .damaged, .damaged])
        #expect(faults.map(\.record) == [3, 3, 3])
        #expect(journal.isFlushed)
    }

    @Test func `a reader goes on where it was and begins again when the journal has shrunk`() throws
    {
        let reader: JournalReader
        do {
            let journal = try folder.store.createOne(3)
            reader = try folder.store.reader(.one)
            var count = 0
            #expect(try reader.read { _ in count += 1 } == .current)
            journal.add(kind: "stateExited", at: .noon) { _ in }
            try journal.flush()
            #expect(try reader.read { _ in count += 1 } == .current)
            #expect(count == 6)
        }
        let bytes = try folder.read(folder.journalPath)
        let first = try #require(bytes.firstIndex(of: 0x0A))
        try folder.write(folder.journalPath, Array(bytes[...first]))
        var count = 0
        #expect(try reader.read { _ in count += 1 } == .restarted)
        #expect(try reader.read { _ in count += 1 } == .current)
        #expect(count == 1)
    }

    @Test func `a reader leaves alone what is still being written`() throws {
        do { _ = try folder.store.createOne(1) }
        let bytes = try folder.read(folder.journalPath)
        try folder.write(folder.journalPath, Array(bytes.dropLast(5)))
        #expect(try folder.store.lines().count == 2)
        #expect(try folder.read(folder.journalPath).count == bytes.count - 5)
    }

    @Test func `a record longer than the limit is refused and not written`() throws {
        let journal = try folder.store.createOne(1)
        journal.add(kind: "stateExited", at: .noon) { record in
            let part = String(repeating: "x", count: Limits.inlineValueBytes / 2)
            for _ in 0..<40 { record.string("part", part) }
        }
        let fault = #expect(throws: JournalFault.self) { try journal.flush() }
        #expect(fault?.code == .recordTooLong)
        #expect(fault?.record == 4)
        #expect(try folder.store.lines().count == 3)
    }

    @Test(arguments: [100, Limits.inlineValueBytes * 2])
    func `a flush is due when as many bytes wait as the limit, in records or blobs`(
        size: Int
    ) throws {
        let journal = try folder.store.createOne(0)
        var count = 0
        while !journal.isFlushDue, count < Limits.eventsPerFlush {
            let text = String(repeating: "x", count: size) + "\(count)"
            journal.add(kind: "stateExited", at: .noon) { $0.value("output", .string(text)) }
            count += 1
        }
        #expect((Limits.flushBytes / (size + 250)...Limits.flushBytes / size + 1).contains(count))
        try journal.flush()
        #expect(!journal.isFlushDue)
    }

    @Test func `the head names the last record on disk`() throws {
        let journal = try folder.store.createOne(2)
        let head = journal.head
        journal.add(kind: "stateExited", at: .noon) { _ in }
        #expect(journal.head == head && head.hasPrefix("4:"))
        let reader = try folder.store.reader(.one)
        _ = try reader.read { _ in }
        #expect(reader.head == head)
    }

    @Test(arguments: JournalCode.allCases)
    func `every code is explained and has an exit status of the table`(code: JournalCode) {
        #expect(code.code.hasPrefix("SAGA40"))
        #expect(!code.explanation.title.isEmpty && !code.explanation.title.hasSuffix("."))
        #expect(!code.explanation.meaning.isEmpty && !code.explanation.remedy.isEmpty)
        #expect([64, 65, 66, 70, 74, 75, 78].contains(code.exitStatus))
    }
}

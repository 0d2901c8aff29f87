import SagaJournal
import SagaValue
import Testing

@Suite struct BlobTests {
    private let folder = TemporaryFolder(isInMemory: true)
    private let blobs = "store/executions/one/blobs"

    /// Writes a value as the field of a record, and gives the journal's text of that record.
    private func write(_ value: Value) throws -> String {
        let journal = try folder.store.createOne(0)
        journal.add(kind: "stateExited", at: .noon) { $0.value("output", value) }
        try journal.flush()
        let text = String(decoding: try folder.read(folder.journalPath), as: UTF8.self)
        return String(text.split(separator: "\n").last ?? "")
    }

    private func readBack() throws -> Value? { try folder.store.lines().last?.fields["output"] }

    @Test func `a large value stands in a file that its record names`() throws {
        let line = try write(.large)
        let digest = Digest.sha256.hexadecimal(of: Value.large.json)
        #expect(
            line.contains(
                #""output":{"$blob":"sha256-\#(digest)","bytes":\#(Value.large.jsonByteCount)}"#))
        #expect(try folder.names(blobs) == ["sha256-\(digest)"])
        #expect(try readBack() == .large)
    }

    @Test(arguments: [0, 1])
    func `a value becomes a blob above the limit and not at it`(excess: Int) throws {
        let text = String(repeating: "x", count: Limits.inlineValueBytes - 2 + excess)
        #expect(try write(.string(text)).contains("$blob") == (excess > 0))
        #expect(try readBack() == .string(text))
    }

    @Test func `a long text is a blob as well, and is read as the text that it was`() throws {
        let text = String(repeating: "é", count: Limits.inlineValueBytes)
        let journal = try folder.store.createOne(0)
        journal.add(kind: "attemptEnded", at: .noon) { $0.string("cause", text) }
        try journal.flush()
        var read: String?
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            var fields = record.fields
            read = try fields.optionalString("cause")
        }
        #expect(read == text)
        #expect(try folder.names(blobs).count == 1)
    }

    @Test(
        arguments: [
            #"{"$blob":"sha256-\#(String(repeating: "0", count: 64))","bytes":4}"#,
            #"{"$blob":1}"#, #"{"$value":{"$blob":"x"}}"#, #"{"$value":1,"$blob":2}"#,
            #"{"a":{"$blob":"sha256-0","bytes":4}}"#, #"[{"$value":1}]"#,
        ])
    func `a value of the user's that looks like a reference comes back as it was`(
        text: String
    ) throws {
        let value = try Value(json: text)
        _ = try write(value)
        #expect(try readBack() == value)
    }

    @Test func `one large value in many records is one file`() throws {
        let journal = try folder.store.createOne(0)
        for _ in 0..<3 {
            journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
        }
        try journal.flush()
        journal.add(kind: "stateExited", at: .noon) { $0.value("output", .large) }
        try journal.flush()
        #expect(try folder.names(blobs).count == 1)
        #expect(try folder.store.lines().suffix(4).allSatisfy { $0.fields["output"] == .large })
    }

    @Test func `a blob that is gone is refused when it is asked for, not before`() throws {
        _ = try write(.large)
        try folder.remove("\(blobs)/\(try #require(try folder.names(blobs).first))")
        var count = 0
        _ = try folder.store.reader(.one).read { _ in count += 1 }
        #expect(count == 3)
        #expect(#expect(throws: JournalFault.self) { try readBack() }?.code == .damagedBlob)
    }

    @Test(arguments: [0, 5000, 35_000])
    func `a blob with a changed byte is refused`(position: Int) throws {
        _ = try write(.large)
        let name = "\(blobs)/\(try #require(try folder.names(blobs).first))"
        var bytes = try folder.read(name)
        bytes[position] ^= 1
        try folder.write(name, bytes)
        #expect(#expect(throws: JournalFault.self) { try readBack() }?.code == .damagedBlob)
    }

    @Test func `a reference cannot lead out of the blob folder`() throws {
        let line = try write(.large)
        let start = try #require(line.firstRange(of: "sha256-"))
        var forged = line
        forged.replaceSubrange(
            start.lowerBound..<(forged.index(start.lowerBound, offsetBy: 71)),
            with: "../../../../../../etc/passwd")
        let bytes = try folder.read(folder.journalPath)
        let kept = bytes.prefix(bytes.count - line.utf8.count - 1)
        try folder.write(
            folder.journalPath, kept + Framing.recheck(Array(forged.utf8) + [0x0A]))
        // It is no reference then, but a value as any other.
        #expect(try readBack()?["$blob"] == "../../../../../../etc/passwd")
    }
}

import Foundation
import SagaJournal
import SagaValue
import Testing

@Suite struct GoldenTests {
    private let folder = TemporaryFolder(isInMemory: true)

    /// A file of the golden journals, which no change of the format may alter.
    private func golden(_ name: String) throws -> [UInt8] {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: here.appending(path: "Golden/v1/\(name)")))
    }

    @Test func `a journal of the first format reads as it did`() throws {
        do { _ = try folder.store.createOne(0) }
        try folder.write(folder.journalPath, try golden("framing.jsonl"))
        let read = try folder.store.lines().map { "\($0)\n" }.joined()
        #expect(read == String(decoding: try golden("framing.txt"), as: UTF8.self))
    }

    @Test func `records are written as the first format had them`() throws {
        let start = Timestamp(seconds: 1_795_521_600)
        let journal = try folder.store.create(.one, at: start, version: "1.2.3")
        journal.add(kind: "stateEntered", at: start.adding(milliseconds: 1)) { record in
            record.string("state", "Größe \"x\"\n")
            record.integer("visit", 1)
            record.value("input", .object(Self.input))
        }
        let precise = Timestamp(seconds: start.seconds, fraction: 1_000_250)
        journal.add(kind: "stateExited", at: precise) { record in
            record.string("state", "A")
            record.value("output", ["$blob": "mine"])
            record.flag("isLast", true)
        }
        try journal.flush()
        let written = try folder.read(folder.journalPath).split(separator: 0x0A)
        let expected = try golden("framing.jsonl").split(separator: 0x0A)
        #expect(written[0] == expected[0])
        // The second names this process; whatever follows it differs in its checksums.
        for index in 2...3 { #expect(written[index].dropLast(36) == expected[index].dropLast(36)) }
    }

    private static var input: Object {
        Object([
            ("list", [1, "b", .null]), ("big", .number(.literal("12345678901234567890"))),
            ("e", .number(.literal("1.50"))),
        ])
    }
}

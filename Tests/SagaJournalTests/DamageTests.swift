import SagaJournal
import SagaValue
import Testing

@Suite struct DamageTests {
    @Test func `a journal cut at any byte goes on with its whole records`() throws {
        let journal = try DamagedJournal()
        let starts = journal.starts
        for cut in starts[1]...journal.bytes.count {
            let whole = starts.count { $0 <= cut } - 1
            // A record that lacks its newline alone is whole.
            let expected = starts.contains(cut + 1) ? whole + 1 : whole
            let outcome = try journal.open(Array(journal.bytes.prefix(cut)))
            #expect(outcome.resumed == expected, "cut at \(cut)")
        }
    }

    @Test func `a journal cut within its first record is refused`() throws {
        let journal = try DamagedJournal()
        for cut in 0..<journal.starts[1] - 1 {
            let outcome = try journal.open(Array(journal.bytes.prefix(cut)))
            #expect(outcome.offset == 0, "cut at \(cut)")
        }
    }

    @Test func `a journal with any bit flipped is refused where the record begins`() throws {
        let journal = try DamagedJournal()
        for position in journal.bytes.indices {
            let start = journal.starts.last { $0 <= position }
            for bit in 0..<8 {
                var damaged = journal.bytes
                damaged[position] ^= 1 << bit
                let outcome = try journal.open(damaged)
                #expect(outcome.offset == start, "bit \(bit) of byte \(position)")
            }
        }
    }

    @Test(arguments: Edit.allCases)
    func `an edit by hand is refused where it begins`(edit: Edit) throws {
        let journal = try DamagedJournal()
        var lines = journal.split
        let place = edit.apply(to: &lines)
        let expected = lines.prefix(place).reduce(0) { $0 + $1.count }
        #expect(try journal.open(Array(lines.joined())).offset == expected)
    }

    @Test(
        arguments: [
            ("\"seq\":4", "\"seq\":5"), ("\"seq\":4", "\"seq\":3"),
            ("\"seq\":4", "\"seq\":99999999999999999999"), ("\"epoch\":1", "\"epoch\":0"),
            ("\"prev\":\"", "\"prev\":\"0"), ("\"t\":\"2", "\"t\":\"x"), ("T12:", "T25:"),
            ("\"kind\":\"", "\"kind\":"), ("{\"v\":1", "{ \"v\":1"), ("\"v\":1", "\"v\":0"),
        ])
    func `a record in the wrong form or place is refused though its checksum fits`(
        old: String, new: String
    ) throws {
        let journal = try DamagedJournal()
        let line = String(decoding: journal.split[3], as: UTF8.self)
        #expect(line.contains(old))
        let forged = Framing.recheck(Array(line.replacing(old, with: new, maxReplacements: 1).utf8))
        let outcome = try journal.open(Array((journal.split[..<3] + [forged]).joined()))
        #expect(outcome.offset == journal.starts[3])
    }

    @Test(arguments: [1, 511, 512, 4096, Limits.recordBytes])
    func `a tail of zeros is cut off`(count: Int) throws {
        let journal = try DamagedJournal()
        let outcome = try journal.open(journal.bytes + [UInt8](repeating: 0, count: count))
        #expect(outcome.resumed == 4)
    }

    @Test func `a tail longer than a record can be is refused`() throws {
        let journal = try DamagedJournal()
        let tail = [UInt8](repeating: 0, count: Limits.recordBytes + 1)
        #expect(try journal.open(journal.bytes + tail).offset == journal.bytes.count)
    }

    @Test func `a line longer than two pages is refused`() throws {
        let journal = try DamagedJournal()
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 2 * Limits.readBytes) + [0x0A]
        #expect(try journal.open(journal.bytes + line).offset == journal.bytes.count)
    }

    @Test func `a last record that lost a whole sector is cut off`() throws {
        let journal = try DamagedJournal(padding: 2000)
        let sector = (journal.starts[4] / 512 + 2) * 512
        var damaged = journal.bytes
        for position in sector..<sector + 512 { damaged[position] = 0 }
        #expect(try journal.open(damaged).resumed == 4)
    }

    @Test func `a last record with zeros that are no sector is refused`() throws {
        let journal = try DamagedJournal(padding: 2000)
        let sector = (journal.starts[4] / 512 + 2) * 512
        var damaged = journal.bytes
        for position in sector + 1..<sector + 513 { damaged[position] = 0 }
        #expect(try journal.open(damaged).offset == journal.starts[4])
    }

    @Test func `a record that lost a sector is refused when records follow it`() throws {
        let journal = try DamagedJournal(padding: 2000)
        do {
            let writer = try journal.folder.store.owned().0
            writer.add(kind: "stateExited", at: .noon) { _ in }
            try writer.flush()
        }
        var damaged = try journal.folder.read(journal.folder.journalPath)
        let sector = (journal.starts[4] / 512 + 2) * 512
        for position in sector..<sector + 512 { damaged[position] = 0 }
        #expect(try journal.open(damaged).offset == journal.starts[4])
    }

    /// Three records in one write of several sectors that was never flushed, after the first four.
    private func unflushedBatch() throws -> DamagedJournal {
        try DamagedJournal(steps: 2, padding: 700, batch: 3)
    }

    @Test(arguments: [false, true])
    func `a power cut that keeps a part of the last write loses no record before it`(
        isFilledWithZeros: Bool
    ) throws {
        let journal = try unflushedBatch()
        let start = journal.starts[4]
        for cut in stride(from: start / 512 * 512 + 512, to: journal.bytes.count, by: 512) {
            var left = Array(journal.bytes.prefix(cut))
            if isFilledWithZeros {
                left += [UInt8](repeating: 0, count: journal.bytes.count - cut)
            }
            #expect((try journal.open(left).resumed ?? 0) >= 4, "cut at \(cut)")
        }
    }

    @Test func `a power cut that loses one sector of the last write is never taken for a whole`()
        throws
    {
        let journal = try unflushedBatch()
        let start = journal.starts[4] / 512 * 512 + 512
        for sector in stride(from: start, to: journal.bytes.count - 511, by: 512) {
            var left = journal.bytes
            for position in sector..<sector + 512 { left[position] = 0 }
            switch try journal.open(left) {
            case .resumed(let count): #expect((4..<7).contains(count), "sector at \(sector)")
            case .refused(let fault): #expect((fault.offset ?? 0) >= journal.starts[4])
            }
        }
    }

    @Test func `a record of another journal is refused though its number and checksum fit`() throws
    {
        let journal = try DamagedJournal()
        let other = try DamagedJournal(steps: 3)
        let outcome = try journal.open(Array((journal.split[..<3] + other.split[3...3]).joined()))
        #expect(other.split[3] != journal.split[3])
        #expect(outcome.offset == journal.starts[3])
    }

    @Test func `what is cut off is kept beside the journal and named in it`() throws {
        let journal = try DamagedJournal()
        let cut = journal.starts[3] + 20
        let tail = Array(journal.bytes[journal.starts[3]..<cut])
        _ = try journal.open(Array(journal.bytes.prefix(cut)))
        let execution = "store/executions/one"
        #expect(try journal.folder.read("\(execution)/journal.torn-4") == tail)
        let recovered = try journal.folder.store.lines().first { $0.kind == "recovered" }
        #expect(recovered?.fields["bytes"] == 20)
        #expect(recovered?.fields["file"] == "journal.torn-4")
        #expect(recovered?.fields["sha"] == .string(Digest.sha256.hexadecimal(of: tail)))
    }

    @Test func `a second loss at the same record does not overwrite the first`() throws {
        let journal = try DamagedJournal()
        let start = journal.starts[3]
        for length in [20, 30, 20] {
            _ = try journal.open(Array(journal.bytes.prefix(start + length)))
        }
        let names = try journal.folder.names("store/executions/one")
        #expect(names.filter { $0.contains("torn") } == ["journal.torn-4", "journal.torn-4-2"])
    }

    @Test func `a record of a later format is refused as newer`() throws {
        let journal = try DamagedJournal()
        let line = Framing.recheck(
            Array(
                String(decoding: journal.split[3], as: UTF8.self)
                    .replacing("{\"v\":1,", with: "{\"v\":2,").utf8))
        try journal.folder.write(
            journal.folder.journalPath, Array((journal.split[..<3] + [line]).joined()))
        #expect { try journal.folder.store.owned() } throws: {
            ($0 as? JournalFault)?.code == .newerFormat
        }
    }
}

/// Something that a person or an editor does to a journal of four lines.
enum Edit: String, CaseIterable {
    case firstDoubled, middleDoubled, lastDoubled, swapped, firstDeleted, middleDeleted
    case windowsNewline, byteOrderMark, blankLine, blankInRecord, foreignLine, textAfterEnd

    /// Edits the lines, and says which is the first that is wrong.
    func apply(to lines: inout [[UInt8]]) -> Int {
        switch self {
        case .firstDoubled: insert(lines[0], 1, &lines)
        case .middleDoubled: insert(lines[2], 3, &lines)
        case .lastDoubled: insert(lines[3], 4, &lines)
        case .blankLine: insert([0x0A], 1, &lines)
        case .foreignLine: insert(Array("{}\n".utf8), 3, &lines)
        case .textAfterEnd: insert(Array("the end\n".utf8), 4, &lines)
        case .byteOrderMark: change(0, &lines) { $0.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0) }
        case .blankInRecord: change(1, &lines) { $0.insert(0x20, at: 1) }
        case .windowsNewline: change(2, &lines) { $0.insert(0x0D, at: $0.count - 1) }
        case .swapped: swap(1, 2, &lines)
        case .firstDeleted: delete(0, &lines)
        case .middleDeleted: delete(2, &lines)
        }
    }

    private func insert(_ line: [UInt8], _ place: Int, _ lines: inout [[UInt8]]) -> Int {
        lines.insert(line, at: place)
        return place
    }

    private func change(
        _ place: Int, _ lines: inout [[UInt8]], _ edit: (inout [UInt8]) -> Void
    ) -> Int {
        edit(&lines[place])
        return place
    }

    private func swap(_ first: Int, _ second: Int, _ lines: inout [[UInt8]]) -> Int {
        lines.swapAt(first, second)
        return first
    }

    private func delete(_ place: Int, _ lines: inout [[UInt8]]) -> Int {
        lines.remove(at: place)
        return place
    }
}

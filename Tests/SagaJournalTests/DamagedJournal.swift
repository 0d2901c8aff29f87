import SagaJournal
import SagaValue
import Testing

/// A journal whose bytes a test changes, and what came of opening it.
struct DamagedJournal {
    let folder = TemporaryFolder(isInMemory: true)
    /// The bytes as they were written.
    let bytes: [UInt8]
    /// What they said.
    let lines: [Line]

    /// - Parameter batch: Records of `padding` bytes each that are written at once, at the end.
    init(steps: Int = 2, padding: Int = 0, batch: Int = 1) throws {
        let journal = try folder.store.createOne(steps)
        if padding > 0 {
            for _ in 1..<batch {
                journal.add(kind: "stateExited", at: .noon) { record in
                    record.string("state", String(repeating: "y", count: padding))
                }
            }
            journal.add(kind: "stateExited", at: .noon) { record in
                record.string("state", String(repeating: "x", count: padding))
            }
            try journal.flush()
        }
        bytes = try folder.read(folder.journalPath)
        lines = try folder.store.lines()
    }

    enum Outcome {
        /// Went on after so many of the records.
        case resumed(Int)
        case refused(JournalFault)
    }

    /// Puts `damaged` in the journal's place, opens it, and holds that to the promise: it goes on
    /// with a prefix of what was written, or says where the first bad byte's record begins and
    /// leaves the file as it is.
    func open(_ damaged: [UInt8]) throws -> Outcome {
        try folder.write(folder.journalPath, damaged)
        let journal: Journal
        let replayed: [Line]
        do throws(JournalFault) {
            (journal, replayed) = try folder.store.owned()
        } catch {
            #expect(error.code == .damaged)
            let offset = try #require(error.offset)
            #expect(damaged.prefix(offset) == bytes.prefix(offset))
            #expect(offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n"))
            #expect(try folder.read(folder.journalPath) == damaged)
            return .refused(error)
        }
        #expect(replayed == Array(lines.prefix(replayed.count)))
        journal.add(kind: "stateExited", at: .noon) { _ in }
        try journal.flush()
        #expect(try folder.store.lines().prefix(replayed.count) == lines.prefix(replayed.count))
        return .resumed(replayed.count)
    }

    /// Where the lines begin, and where the file ends.
    var starts: [Int] {
        [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// Each line with its newline.
    var split: [[UInt8]] {
        zip(starts, starts.dropFirst()).map { Array(bytes[$0..<$1]) }
    }
}

extension DamagedJournal.Outcome {
    var resumed: Int? {
        guard case .resumed(let count) = self else { return nil }
        return count
    }

    var offset: Int? {
        guard case .refused(let fault) = self else { return nil }
        return fault.offset
    }
}

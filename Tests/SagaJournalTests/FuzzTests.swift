import SagaJournal
import SagaValue
import Testing

@Suite struct FuzzTests {
    @Test(arguments: 1...8)
    func `a journal of any bytes goes on with a prefix or is refused`(seed: UInt64) throws {
        let journal = try DamagedJournal(steps: 4)
        var chance = Chance(seed: seed)
        for _ in 0..<250 {
            var damaged = journal.bytes
            for _ in 0...chance.below(3) { chance.mutate(&damaged) }
            if damaged != journal.bytes { _ = try journal.open(damaged) }
        }
    }

    @Test(arguments: 1...8)
    func `a record of any fields is read or refused, whatever its checksum says`(
        seed: UInt64
    ) throws {
        let journal = try DamagedJournal(steps: 1)
        let record = journal.split[2]
        var chance = Chance(seed: seed)
        for _ in 0..<500 {
            var forged = Array(record.dropLast(20))
            chance.mutate(&forged)
            let bytes =
                journal.split[0] + journal.split[1] + Framing.recheck(forged + record.suffix(20))
            try journal.folder.write(journal.folder.journalPath, bytes)
            do throws(JournalFault) {
                let lines = try journal.folder.store.lines()
                #expect(lines.count <= 3 && lines.prefix(2) == journal.lines.prefix(2))
            } catch {
                #expect([.damaged, .newerFormat].contains(error.code))
                #expect(error.offset.map { $0 >= journal.starts[2] } == true)
            }
        }
    }
}

/// Chances that are the same for the same seed (SplitMix64).
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(max(bound, 1)))
    }

    /// Changes bytes as a disk, an editor or an enemy would.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let position = below(bytes.count)
        let end = min(bytes.count, position + 1 + below(40))
        let telling = Array("\"\\{}[],:0-.eE\n\u{0}\u{7F}tfnu$".utf8) + [0xFF, 0xC0]
        switch below(7) {
        case 0: bytes[position] ^= 1 << UInt8(below(8))
        case 1: bytes[position] = telling[below(telling.count)]
        case 2: bytes.insert(telling[below(telling.count)], at: position)
        case 3: bytes.removeSubrange(position..<end)
        case 4: bytes.insert(contentsOf: bytes[position..<end], at: below(bytes.count))
        case 5: for place in position..<end { bytes[place] = 0 }
        default: bytes.removeSubrange(position...)
        }
    }
}

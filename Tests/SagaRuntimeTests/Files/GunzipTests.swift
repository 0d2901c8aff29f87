import SagaTesting
import Testing

@testable import SagaRuntime

@Suite struct GunzipTests {
    private func unpacked(_ bytes: [UInt8], pieces: Int = 1 << 16) throws -> [UInt8] {
        let gunzip = Gunzip()
        var all: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            gunzip.add(Array(bytes[start..<min(start + pieces, bytes.count)]))
            while case let piece = try gunzip.next(pieces), !piece.isEmpty { all += piece }
        }
        guard gunzip.isWhole else { throw Gunzip.Malformed() }
        return all
    }

    /// What the system's gzip makes of a file that a script writes to `in`; and the file.
    private func packed(_ script: String) throws -> (packed: [UInt8], plain: [UInt8]) {
        let shell = try Shell()
        defer { shell.remove() }
        let answer = try shell.run(script)
        #expect(answer.status == 0, "\(answer.error)")
        return (
            try TextFile.bytes("\(shell.folder)/in.gz"), try TextFile.bytes("\(shell.folder)/in")
        )
    }

    @Test(arguments: [
        // Nothing; a few bytes; what cannot be packed; much that repeats itself, and more of it
        // than fits in a piece; several members.
        ": >in; gzip -k in", "printf hello >in; gzip -k in",
        "head -c 200000 /dev/urandom >in; gzip -1 -k in", "seq 100000 >in; gzip -9 -k in",
        "seq 100000 >in; gzip -1 -k in",
        "head -c 3000000 /dev/zero >in; gzip -k in",
        "seq 9000 >in; gzip -k in; cp in.gz one; cat one >>in.gz; seq 9000 >>in",
    ])
    func `what gzip packs is unpacked`(script: String) throws {
        let (packed, plain) = try packed(script)
        #expect(try unpacked(packed) == plain)
        #expect(try unpacked(packed, pieces: 1000) == plain)
    }

    @Test func `a name and a comment in the head are passed over`() throws {
        let (packed, plain) = try packed("seq 50 >in; gzip -k -N in")
        var commented = packed
        commented[3] |= 16 | 4
        let name = try #require(commented[10...].firstIndex(of: 0))
        commented.insert(contentsOf: [0x63, 0], at: name + 1)
        commented.insert(contentsOf: [2, 0, 7, 7], at: 10)
        #expect(try unpacked(commented) == plain)
    }

    @Test func `a file that is cut anywhere is refused`() throws {
        let (packed, _) = try packed("seq 60 >in; gzip -k in")
        for count in packed.indices {
            #expect(throws: Gunzip.Malformed.self) { try unpacked(Array(packed[..<count])) }
        }
    }

    @Test func `a bit that flips in what was packed is noticed`() throws {
        let (packed, plain) = try packed("seq 60 >in; gzip -k -n in")
        for bit in (10 * 8)..<(packed.count * 8) {
            var bytes = packed
            bytes[bit / 8] ^= 1 << (bit % 8)
            // Of a few, such as those that fill the last byte, nothing depends on it.
            if let text = try? unpacked(bytes) { #expect(text == plain, "bit \(bit)") }
        }
    }

    @Test func `bytes that are no packed text are refused`() throws {
        var chance = Chance(seed: 1)
        for _ in 0..<2000 {
            let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
            let rest = (0..<chance.below(200)).map { _ in UInt8(chance.below(256)) }
            #expect(throws: Gunzip.Malformed.self) { try unpacked(head + rest) }
        }
        #expect(throws: Gunzip.Malformed.self) { try unpacked([]) }
    }
}

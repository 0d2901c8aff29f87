/// Unpacks a gzip file (RFC 1952) piece by piece, and checks what comes out.
///
/// A file may have several members, one after the other, which are one text.
package struct Gunzip {
    /// It is no gzip file, it is cut, or a check does not hold.
    package struct Malformed: Error {}

    private let bytes: [UInt8]
    private var member: Inflate?
    private var position = 0
    private var checksum = CRC32()
    private var length = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether a file that begins like this is one; no text does.
    package static func isBegun(by bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// The next piece, of about `count` bytes; empty at the end.
    package mutating func next(_ count: Int) throws(Malformed) -> [UInt8] {
        while true {
            if member == nil {
                if position == bytes.count, position > 0 { return [] }
                member = Inflate(bytes, from: try contents())
            }
            let piece: [UInt8]
            do throws(Inflate.Malformed) { piece = try member?.next(count) ?? [] } catch {
                throw Malformed()
            }
            guard piece.isEmpty else {
                checksum.add(piece)
                length += piece.count
                return piece
            }
            try endMember()
        }
    }

    /// Reads a member's head.
    ///
    /// - Returns: Where the packed bytes begin.
    private func contents() throws(Malformed) -> Int {
        let head = bytes[position...]
        guard head.count >= 18, Self.isBegun(by: head), head[position + 2] == 8 else {
            throw Malformed()
        }
        let flags = head[position + 3]
        var start = position + 10
        if flags & 4 != 0 { start += 2 + (try number(at: start, bytes: 2)) }
        // A name, and a comment, each up to its NUL.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard start < bytes.count, let end = bytes[start...].firstIndex(of: 0) else {
                throw Malformed()
            }
            start = end + 1
        }
        if flags & 2 != 0 { start += 2 }
        guard start < bytes.count else { throw Malformed() }
        return start
    }

    private mutating func endMember() throws(Malformed) {
        let end = member?.position ?? bytes.count
        guard try number(at: end, bytes: 4) == checksum.value,
            try number(at: end + 4, bytes: 4) == length & 0xFFFF_FFFF
        else { throw Malformed() }
        member = nil
        position = end + 8
        checksum = CRC32()
        length = 0
    }

    private func number(at start: Int, bytes count: Int) throws(Malformed) -> Int {
        guard start <= bytes.count - count else { throw Malformed() }
        return (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
}

/// The checksum of gzip.
struct CRC32 {
    private var register: UInt32 = 0xFFFF_FFFF

    var value: Int { Int(~register) }

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes {
            register = Self.table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ register >> 8
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { rest, _ in
            rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1
        }
    }
}

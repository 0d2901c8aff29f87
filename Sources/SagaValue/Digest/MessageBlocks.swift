/// A message padded as MD5 and the SHA family want it: a single one bit, zeros, the length in bits.
struct MessageBlocks {
    private let message: [UInt8]
    /// The last one or two blocks: the message's rest and the padding.
    private let tail: [UInt8]
    private let wholeBytes: Int

    /// - Parameters:
    ///   - blockBytes: 64, or 128 whose length field has 16 bytes instead of 8.
    ///   - isLittleEndian: The order of the length's bytes.
    init(_ message: [UInt8], blockBytes: Int = 64, isLittleEndian: Bool = false) {
        self.message = message
        wholeBytes = message.count / blockBytes * blockBytes
        var tail = Array(message[wholeBytes...])
        tail.append(0x80)
        let lengthBytes = blockBytes / 8
        while tail.count % blockBytes != blockBytes - lengthBytes { tail.append(0) }
        // An array's length in bits fits 64 of them; the higher half of a long field is zero.
        for _ in 8..<max(lengthBytes, 8) { tail.append(0) }
        let bits = UInt64(message.count) &* 8
        for index in 0..<8 {
            let shift = 8 * UInt64(isLittleEndian ? index : 7 - index)
            tail.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        self.tail = tail
    }

    /// The offsets of all blocks, in order.
    func offsets(blockBytes: Int = 64) -> StrideTo<Int> {
        stride(from: 0, to: wholeBytes + tail.count, by: blockBytes)
    }

    /// The padded message's byte at `index`.
    private func byte(_ index: Int) -> UInt8 {
        index < wholeBytes ? message[index] : tail[index - wholeBytes]
    }

    /// The four bytes at `offset`, most significant first.
    func bigEndian32(at offset: Int) -> UInt32 {
        UInt32(byte(offset)) << 24 | UInt32(byte(offset + 1)) << 16
            | UInt32(byte(offset + 2)) << 8 | UInt32(byte(offset + 3))
    }

    /// The four bytes at `offset`, least significant first.
    func littleEndian32(at offset: Int) -> UInt32 { bigEndian32(at: offset).byteSwapped }

    /// The eight bytes at `offset`, most significant first.
    func bigEndian64(at offset: Int) -> UInt64 {
        UInt64(bigEndian32(at: offset)) << 32 | UInt64(bigEndian32(at: offset + 4))
    }
}

extension FixedWidthInteger {
    /// The bits moved to the right by `count`, which is less than the width; those that fall out
    /// come in on the left.
    func rotatedRight(_ count: Int) -> Self {
        self &>> Self(count) | self &<< Self(bitWidth - count)
    }

    /// The bits moved to the left by `count`, which is less than the width.
    func rotatedLeft(_ count: Int) -> Self { rotatedRight(Self.bitWidth - count) }

    /// The bytes of the number, most significant first.
    var bigEndianBytes: [UInt8] {
        (0..<Self.bitWidth / 8).map { index in
            UInt8(truncatingIfNeeded: self >> Self(Self.bitWidth - 8 - index * 8))
        }
    }
}

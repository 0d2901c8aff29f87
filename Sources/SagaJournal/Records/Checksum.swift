import CSystem

/// The checksum of records: CRC-32C, which processors compute by themselves.
enum Checksum {
    /// The checksum of `range` of `bytes`, from nothing.
    @inline(__always)
    static func of(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        of(bytes, range, after: 0)
    }

    /// The checksum of what `checksum` covers and `range` after it.
    @inline(__always)
    static func of(_ bytes: Span<UInt8>, _ range: Range<Int>, after checksum: UInt32) -> UInt32 {
        unsafe bytes.extracting(range).withUnsafeBytes { memory in
            unsafe csystem_crc32c(checksum, memory.baseAddress, memory.count)
        }
    }
}

/// The checksum of ever more of the same bytes.
struct RunningChecksum {
    private(set) var value: UInt32 = 0
    private var end = 0

    mutating func goOn(_ bytes: Span<UInt8>, to position: Int) {
        value = Checksum.of(bytes, end..<position, after: value)
        end = position
    }
}

extension UInt32 {
    /// Eight lower-case hexadecimal digits, the first in the lowest byte.
    ///
    /// All are made at once: each half byte moves to a byte of its own, gets the code of `0` added,
    /// and those above 9 the distance from there to `a` as well.
    fileprivate var hexadecimalDigits: UInt64 {
        var digits = UInt64(byteSwapped)
        digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
        digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
        digits = (digits << 8 | digits >> 4) & 0x0F0F_0F0F_0F0F_0F0F
        let above9 = (digits + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return digits + 0x3030_3030_3030_3030 + above9 * UInt64(UInt8(ascii: "a") - 10 - 0x30)
    }
}

extension [UInt8] {
    /// Appends a checksum as eight lower-case hexadecimal digits.
    mutating func append(checksum: UInt32) {
        unsafe Swift.withUnsafeBytes(of: checksum.hexadecimalDigits.littleEndian) {
            unsafe append(contentsOf: $0)
        }
    }
}

extension Span<UInt8> {
    /// Whether `checksum` stands at `position`, in eight hexadecimal digits.
    func holds(_ checksum: UInt32, at position: Int) -> Bool {
        guard position >= 0, position + 8 <= count else { return false }
        let digits = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        return UInt64(littleEndian: digits) == checksum.hexadecimalDigits
    }
}

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

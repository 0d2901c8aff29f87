import CSystem
import Testing

@Suite struct ChecksumTests {
    /// From RFC 3720, B.4, and the check value of CRC-32C's catalogue entry.
    @Test(
        arguments: [
            ([UInt8]("123456789".utf8), 0xE306_9283),
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            ([UInt8](0..<32), 0x46DD_794E), ([], 0),
        ] as [([UInt8], UInt32)])
    func `the checksum is CRC-32C, by instruction and by table`(bytes: [UInt8], checksum: UInt32) {
        #expect(unsafe csystem_crc32c(0, bytes, bytes.count) == checksum)
        #expect(unsafe csystem_crc32c_by_table(0, bytes, bytes.count) == checksum)
    }

    @Test func `a checksum can go on where it left off`() {
        let bytes = [UInt8](0...255)
        for cut in 0...bytes.count {
            let first = unsafe csystem_crc32c(0, bytes, cut)
            let rest = Array(bytes[cut...])
            #expect(
                unsafe csystem_crc32c(first, rest, rest.count)
                    == csystem_crc32c_by_table(0, bytes, bytes.count))
        }
    }
}

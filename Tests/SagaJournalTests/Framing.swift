import CSystem

/// Makes checksums by the table alone, so that the tests do not trust what they test.
enum Framing {
    /// The line with the checksum that fits its bytes.
    static func recheck(_ line: [UInt8]) -> [UInt8] {
        guard line.count > 19 else { return line }
        let body = Array(line.dropLast(19))
        return body + Array(",\"crc\":\"\(digits(of: body))\"}\n".utf8)
    }

    static func digits(of bytes: [UInt8]) -> String {
        let checksum = unsafe csystem_crc32c_by_table(0, bytes, bytes.count)
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

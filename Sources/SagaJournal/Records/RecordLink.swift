/// What ties a record to the one before it.
package struct RecordLink: Equatable, Sendable {
    /// The number of the record to come; the first ever is 1.
    package var sequence: Int
    /// The checksum of the record before it; 0 before the first.
    package var checksum: UInt32

    package init(sequence: Int, checksum: UInt32) {
        self.sequence = sequence
        self.checksum = checksum
    }

    /// What the first record of a journal follows.
    package static let start = RecordLink(sequence: 1, checksum: 0)

    /// The last record's number and checksum, which stand for the whole journal up to it.
    package var head: String { "\(sequence - 1):\(checksum.hexadecimal)" }
}

extension UInt32 {
    /// Eight lower-case digits.
    var hexadecimal: String {
        var bytes: [UInt8] = []
        bytes.append(checksum: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a command printed on one stream.
package struct Captured: Hashable, Sendable {
    /// All that was kept when `file` is nil, else its beginning.
    package let bytes: [UInt8]
    /// The file that holds all that was kept, when that is too much for a record.
    package let file: String?
    /// Bytes that were kept.
    package let keptCount: Int
    /// Bytes that were printed.
    package let count: Int
    /// The last of all that was printed, at most `Limits.streamTailBytes`.
    package let tail: [UInt8]

    package init(
        bytes: [UInt8] = [], file: String? = nil, keptCount: Int? = nil, count: Int? = nil,
        tail: [UInt8]? = nil
    ) {
        self.bytes = bytes
        self.file = file
        self.keptCount = keptCount ?? bytes.count
        self.count = count ?? bytes.count
        self.tail = tail ?? bytes
    }

    /// Whether something that was printed is not kept.
    package var isCut: Bool { keptCount < count }

    /// Whether `bytes` are UTF-8.
    package var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// The last line that is not blank, without its newline.
    package var lastLine: ArraySlice<UInt8> {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let end = tail.lastIndex(where: { !blanks.contains($0) }) else { return [] }
        let start = tail[...end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return tail[start...end]
    }
}

import Glibc
package import SagaValue

/// A record as it was read: its place and its envelope are known, its fields are read on demand.
///
/// Its checksum, its number and its link to the record before have been verified.
package struct StoredRecord {
    package let sequence: Int
    package let epoch: Int
    package let time: Timestamp
    /// What it is, as a word that a `KeywordTable` knows.
    package let kind: RawText
    /// Its own fields.
    ///
    /// Copy them into a variable: reading moves a cursor along.
    package let fields: RawFields
    /// Where its line begins in the file, in bytes.
    package let offset: Int
    /// The length of its line, the newline included.
    package let byteCount: Int
    package let checksum: UInt32
}

/// A text in a journal's memory, whose bytes are compared without making a string of them.
package struct RawText {
    let page: Page
    let range: Range<Int>

    init(page: Page, range: Range<Int>) {
        self.page = page
        self.range = range
    }

    package var text: String { String(decoding: page.bytes[range], as: UTF8.self) }

    package static func == (left: RawText, right: StaticString) -> Bool {
        let memory = left.page.bytes
        return memory.span.equals(right, at: left.range)
    }
}

extension Span<UInt8> {
    /// Whether `text` stands at `position`.
    @inline(__always)
    func starts(with text: StaticString, at position: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position >= 0, length <= count - position else { return false }
        return unsafe withUnsafeBytes { memory in
            guard let base = memory.baseAddress else { return length == 0 }
            return unsafe memcmp(base + position, text.utf8Start, length) == 0
        }
    }

    /// Whether `range` holds `other` and no more.
    func equals(_ other: Span<UInt8>, at range: Range<Int>) -> Bool {
        guard range.count == other.count else { return false }
        for index in 0..<other.count where self[range.lowerBound + index] != other[index] {
            return false
        }
        return true
    }

    /// Whether `range` holds `text` and no more.
    @inline(__always)
    func equals(_ text: StaticString, at range: Range<Int>) -> Bool {
        text.utf8CodeUnitCount == range.count && starts(with: text, at: range.lowerBound)
    }
}

/// The words of an enum by their bytes, so that a record's kind is known without a string.
package struct KeywordTable<Keyword: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    private struct Entry: Sendable {
        let bytes: [UInt8]
        let keyword: Keyword
    }

    /// Lists of words by the low bits of their hash.
    private let buckets: [[Entry]]

    package init() {
        var buckets = [[Entry]](repeating: [], count: 256)
        for keyword in Keyword.allCases {
            let bytes = Array(keyword.rawValue.utf8)
            buckets[Self.bucket(of: bytes.span)].append(Entry(bytes: bytes, keyword: keyword))
        }
        self.buckets = buckets
    }

    /// The case whose raw value is this text; nil where there is none.
    package subscript(text: RawText) -> Keyword? {
        let memory = text.page.bytes
        let bytes = memory.span.extracting(text.range)
        for entry in buckets[Self.bucket(of: bytes)] where Self.equal(entry.bytes.span, bytes) {
            return entry.keyword
        }
        return nil
    }

    private static func bucket(of bytes: Span<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for index in bytes.indices { hash = (hash ^ UInt32(bytes[index])) &* 16_777_619 }
        return Int((hash ^ hash >> 16) & 255)
    }

    private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}

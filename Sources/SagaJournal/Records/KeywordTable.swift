import SagaValue

/// The words of an enum by their bytes, so that a record's kind is known without a string.
package struct KeywordTable<Keyword: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    private let words: WordTable
    private let keywords: [Keyword]

    package init() {
        keywords = Array(Keyword.allCases)
        words = WordTable(keywords.map(\.rawValue))
    }

    /// The case whose raw value is this text; nil where there is none.
    package subscript(text: RawText) -> Keyword? { words.index(of: text).map { keywords[$0] } }
}

/// A list of words, and where in it a word stands.
package struct WordTable: Sendable {
    private struct Word: Sendable {
        let bytes: [UInt8]
        let index: Int
    }

    /// Words by the low bits of their checksum.
    private let buckets: [[Word]]

    /// A table of distinct words.
    package init(_ words: [String]) {
        var buckets = [[Word]](repeating: [], count: 256)
        for (index, word) in words.enumerated() {
            let bytes = Array(word.utf8)
            let bucket = Self.bucket(bytes.span, bytes.indices)
            buckets[bucket].append(Word(bytes: bytes, index: index))
        }
        self.buckets = buckets
    }

    /// Where the word stands that is this text; nil where it is none of them.
    package func index(of text: RawText) -> Int? {
        let memory = text.page.bytes
        let bytes = memory.span
        for word in buckets[Self.bucket(bytes, text.range)] {
            if bytes.equals(word.bytes.span, at: text.range) { return word.index }
        }
        return nil
    }

    private static func bucket(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        Int(Checksum.of(bytes, range) & 255)
    }
}

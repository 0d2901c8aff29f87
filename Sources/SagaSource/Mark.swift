/// A place in a text.
package struct Mark: Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// From 1, in code points.
    package let column: Int
    /// From 0, in bytes of UTF-8, a byte-order mark at the start of the file not counted.
    package let offset: Int

    package init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// Where every text starts.
    package static let start = Mark(line: 1, column: 1, offset: 0)
}

extension Mark: Comparable {
    package static func < (left: Mark, right: Mark) -> Bool { left.offset < right.offset }
}

/// A stretch of text, from `start` up to but not including `end`.
package struct Extent: Hashable, Sendable {
    package let start: Mark
    package let end: Mark

    package init(_ start: Mark, _ end: Mark) {
        self.start = start
        self.end = end
    }

    /// The empty stretch at the start of a text, for findings about a text as a whole.
    package static let start = Extent(.start, .start)
}

/// Why a text is no expression, and where.
package struct ExpressionSyntaxError: Error, Equatable, Sendable {
    /// One sentence, lower case, no full stop; names things in backquotes.
    package let message: String
    /// From the start of the text, in bytes of UTF-8.
    package let offset: Int

    package init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

/// The name of one execution, which is also the name of its folder.
///
/// A value of this type is known to match `[A-Za-z0-9][A-Za-z0-9_-]{0,63}`, so no path that is made
/// of it can leave the store.
package struct ExecutionID: Hashable, Sendable, CustomStringConvertible {
    /// 1 to `Limits.executionIDLength` characters of ASCII.
    package let text: String

    /// The id that `text` writes; nil unless it matches the pattern.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard 1...Limits.executionIDLength ~= bytes.count,
            bytes.first.map(Self.isLetterOrDigit) == true,
            bytes.allSatisfy({
                Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            })
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

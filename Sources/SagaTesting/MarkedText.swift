package import SagaSource

/// A text with signs such as `1️⃣` at the places that a test speaks of, so that nobody counts
/// columns.
package struct MarkedText: Sendable {
    /// The text without the signs.
    package let text: String
    /// Where each sign stood.
    package let marks: [String: Mark]

    /// The signs are the keycaps of the digits, `0️⃣` to `9️⃣`.
    package init(_ marked: String) {
        var text = ""
        var marks: [String: Mark] = [:]
        var line = 1
        var column = 1
        for character in marked {
            if Self.isSign(character) {
                marks[String(character)] = Mark(
                    line: line, column: column, offset: text.utf8.count)
                continue
            }
            text.append(character)
            column += character.unicodeScalars.count
            if character.isNewline {
                line += 1
                column = 1
            }
        }
        self.text = text
        self.marks = marks
    }

    /// A digit, the variation selector and the enclosing keycap.
    private static func isSign(_ character: Character) -> Bool {
        let scalars = Array(character.unicodeScalars)
        return scalars.count == 3 && ("0"..."9").contains(scalars[0])
            && scalars[1].value == 0xFE0F && scalars[2].value == 0x20E3
    }
}

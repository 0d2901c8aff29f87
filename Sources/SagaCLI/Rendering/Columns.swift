/// The width of a text on a terminal in which every code point takes one column.
///
/// Combining marks count as nothing; wide East Asian characters as two.
func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return sum
        default: return sum + (isWide(scalar.value) ? 2 : 1)
        }
    }
}

private func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        true
    default: false
    }
}

extension String {
    /// Filled with blanks on the right to a width; longer text stays as it is.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - SagaCLI.width(self)))
    }

    /// Filled with blanks on the left to a width.
    func leftPadded(to columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - SagaCLI.width(self))) + self
    }

    /// Cut to a width, with `…` where something is missing.
    func cut(to columns: Int) -> String {
        guard SagaCLI.width(self) > columns else { return self }
        var result = ""
        for character in self {
            guard SagaCLI.width(result) + SagaCLI.width(String(character)) < columns else { break }
            result.append(character)
        }
        return result + "…"
    }

    /// Without blanks at the end.
    var trimmedRight: String {
        var view = unicodeScalars
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}

import SagaSource

/// The text as a terminal may be given it: newlines and tabs stay, every other character that could
/// drive it or turn its direction is spelled out as `\x1b` or `\u{202e}`.
package func terminalText(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSuspect) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
            .map { printable(String($0)) }.joined(separator: "\t")
    }.joined(separator: "\n")
}

private func isSuspect(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value >= 0x7F
}

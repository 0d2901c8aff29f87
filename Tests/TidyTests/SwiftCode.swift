/// Swift source without what the compiler does not read as code.
///
/// Comments and the texts of string literals become spaces; line breaks stay, so that line numbers
/// hold. What stands in an interpolation is code and stays.
struct SwiftCode {
    let lines: [Substring]

    init(_ text: String) {
        var stripper = Stripper(Array(text.utf8))
        stripper.code(until: nil)
        lines = String(decoding: stripper.output, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The line numbers, from 1, of the lines that a rule does not like.
    func lineNumbers(where isWrong: (Substring) -> Bool) -> [Int] {
        zip(1..., lines).filter { isWrong($0.1) }.map(\.0)
    }
}

/// The names in a line of code: runs of letters, digits and underscores.
func words(of line: Substring) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
}

private struct Stripper {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var output: [UInt8] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    /// Copies code, up to the end of the text or past the parenthesis that closes an interpolation.
    mutating func code(until end: UInt8?) {
        var depth = 0
        while let byte = peek() {
            if starts(with: "//") {
                while let byte = peek(), byte != UInt8(ascii: "\n") { hide() }
            } else if starts(with: "/*") {
                blockComment()
            } else if let hashes = hashesBeforeQuote() {
                string(hashes: hashes)
            } else {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                keep()
                if byte == end, depth < 0 { return }
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                hide(2)
            } else if starts(with: "*/") {
                depth -= 1
                hide(2)
            } else {
                hide()
            }
        } while depth > 0 && peek() != nil
    }

    private mutating func string(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        hide(hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        hide(quote.utf8.count)
        while peek() != nil {
            if starts(with: "\\" + marks + "(") {
                hide(hashes + 1)
                keep()
                code(until: UInt8(ascii: ")"))
            } else if starts(with: "\\" + marks) {
                hide(hashes + 2)
            } else if starts(with: quote + marks) {
                return hide(quote.utf8.count + hashes)
            } else {
                hide()
            }
        }
    }

    private func hashesBeforeQuote() -> Int? {
        var index = position
        while index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        return index - position
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func keep() {
        output.append(bytes[position])
        position += 1
    }

    private mutating func hide(_ count: Int = 1) {
        for byte in bytes[position...].prefix(count) {
            output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        }
        position = min(position + count, bytes.count)
    }
}

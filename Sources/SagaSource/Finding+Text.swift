extension Finding {
    /// The finding as plain text with its line and a caret, in the layout of `rustc`.
    ///
    /// ```
    /// error[SAGA2104]: the state `Bokk` does not exist
    ///    ┌─ order.saga.yaml:14:13
    /// 14 │       Next: Bokk
    ///    │             ^^^^ did you mean `Book` (line 24)?
    ///    = fix: …
    /// ```
    ///
    /// Ends without a newline. Control characters of the source are shown as `\x1b`, so that no
    /// text can drive a terminal; of a long line only the part around the place is shown.
    package func text(in source: Source) -> String {
        let number = String(mark.line)
        let margin = String(repeating: " ", count: number.count)
        let excerpt = Excerpt(source.line(mark.line), extent)
        var lines = [
            "\(severity.rawValue)[\(code.code)]: \(printable(message))",
            "\(margin) ┌─ \(printable(source.name)):\(mark.line):\(mark.column)",
            "\(number) │ \(excerpt.line)",
            "\(margin) │ \(excerpt.caret)" + (label.map { " " + printable($0) } ?? ""),
        ]
        lines += notes.map { "\(margin) = note: \(printable($0))" }
        if let fix { lines.append("\(margin) = fix: \(printable(fix))") }
        return lines.joined(separator: "\n")
    }
}

/// A line as it can be shown, and the carets that stand under a part of it.
private struct Excerpt {
    let line: String
    let caret: String

    private static let width = 100

    init(_ text: String, _ extent: Extent) {
        let scalars = Array(text.unicodeScalars)
        let first = min(extent.start.column - 1, scalars.count)
        let end = extent.end.line == extent.start.line ? extent.end.column - 1 : scalars.count
        let last = min(max(end, first + 1), max(scalars.count, first + 1))
        // Of a line that is too long a window is shown that begins a little before the place.
        let from = scalars.count > Self.width ? max(0, min(first - 20, scalars.count)) : 0
        let to = min(scalars.count, from + Self.width)
        let before = (from > 0 ? "…" : "") + shown(scalars[from..<max(from, min(first, to))])
        let marked = shown(scalars[max(from, min(first, to))..<max(from, min(last, to))])
        let after = shown(scalars[max(from, min(last, to))..<to]) + (to < scalars.count ? "…" : "")
        line = before + marked + after
        caret =
            String(repeating: " ", count: before.unicodeScalars.count)
            + String(repeating: "^", count: max(1, marked.unicodeScalars.count))
    }
}

private func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return printable(String(view))
}

/// The text with control and direction characters spelled out; a tab becomes a blank.
package func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if scalar == "\t" {
            result.append(" ")
        } else if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
            let digits = String(scalar.value, radix: 16)
            result.append(contentsOf: "\\x\(digits.count < 2 ? "0" : "")\(digits)".unicodeScalars)
        } else if scalar.properties.isBidiControl || (0x2028...0x2029).contains(scalar.value) {
            result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
        } else {
            result.append(scalar)
        }
    }
    return String(result)
}

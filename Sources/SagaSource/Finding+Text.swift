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
        let excerpt = Excerpt(source.bytes(ofLine: mark.line), extent)
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

    /// Code points of a line that are shown.
    private static let width = 100
    /// Code points before the place that are shown of a line that is longer.
    private static let lead = 20

    /// - Complexity: Does not grow with the line, which may be a whole definition.
    init(_ line: ArraySlice<UInt8>, _ extent: Extent) {
        let start = min(max(extent.start.offset, line.startIndex), line.endIndex)
        // Four bytes are the most that a code point takes.
        let from = line.codePointStart(before: start - 4 * Self.width)
        let to = line.codePointStart(before: start + 4 * Self.width)
        let end = extent.end.line == extent.start.line ? min(extent.end.offset, to) : to
        var head = scalars(line[from..<start])[...]
        let tail = scalars(line[start..<to])
        let markedCount = scalars(line[start..<max(start, end)]).count
        var isCutAfter = to < line.endIndex
        var isCutBefore = from > line.startIndex
        var shownCount = tail.count
        if isCutBefore || isCutAfter || head.count + tail.count > Self.width {
            isCutBefore = isCutBefore || head.count > Self.lead
            head = head.suffix(Self.lead)
            shownCount = min(tail.count, Self.width - head.count)
            isCutAfter = isCutAfter || shownCount < tail.count
        }
        let marked = shown(tail[..<min(markedCount, shownCount)])
        let before = (isCutBefore ? "…" : "") + shown(head)
        let after = shown(tail[min(markedCount, shownCount)..<shownCount])
        self.line = before + marked + after + (isCutAfter ? "…" : "")
        caret =
            String(repeating: " ", count: before.unicodeScalars.count)
            + String(repeating: "^", count: max(1, marked.unicodeScalars.count))
    }
}

extension ArraySlice<UInt8> {
    /// The last place up to `offset` at which a code point begins, within the slice.
    fileprivate func codePointStart(before offset: Int) -> Int {
        guard offset > startIndex else { return startIndex }
        guard offset < endIndex else { return endIndex }
        var place = offset
        while place > startIndex, self[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }
}

private func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
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

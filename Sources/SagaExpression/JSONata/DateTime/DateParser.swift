/// Reads moments by a picture.
struct DateParser {
    private let parts: [DatePicture.Part]
    private let regex: Regex

    /// - Throws: D3130 to D3135 for a picture that cannot be read by.
    init(_ picture: String) throws(JSONataError) {
        parts = try DatePicture(picture).parts
        var pattern = "^"
        for (index, part) in parts.enumerated() {
            // Only digits that touch the next number's say how many they are.
            let isClosed = index + 1 < parts.count && parts[index + 1].isNumber
            pattern += "(\(try Self.pattern(of: part, isFixed: isClosed)))"
        }
        do {
            regex = try Regex(parsing: pattern + "$", flags: "i")
        } catch {
            throw JSONataError("S0303", value: error.reason)
        }
    }

    private static func pattern(
        of part: DatePicture.Part, isFixed: Bool
    ) throws(JSONataError) -> String {
        switch part {
        case .literal(let text): return escaped(text)
        case .marker(let marker):
            if marker.component == "Z" || marker.component == "z" {
                let separator = marker.zoneSeparator.map { escaped($0) + "[0-9]+" } ?? ""
                return (marker.component == "z" ? "GMT" : "") + "[-+][0-9]+" + separator
            }
            if let format = marker.format { return try pattern(of: format, isFixed: isFixed) }
            guard "MxFP".contains(marker.component) else {
                throw JSONataError("D3133", value: String(marker.component))
            }
            return "[a-zA-Z]+"
        }
    }

    private static func pattern(
        of format: IntegerPicture, isFixed: Bool
    ) throws(JSONataError) -> String {
        switch format.form {
        case .letters: return "[a-z]+"
        case .roman: return "[mdclxvi]+"
        case .words:
            let words = NumberWords.values.keys.sorted { $0.utf8.count > $1.utf8.count }
            return "(?:" + (words + ["and", "[\\-, ]"]).joined(separator: "|") + ")+"
        case .decimal:
            let count = isFixed ? "{\(format.mandatoryDigits)}" : "+"
            return "[0-9]" + count + (format.isOrdinal ? "(?:th|st|nd|rd)" : "")
        case .sequence(let token): throw JSONataError("D3130", value: token)
        }
    }

    /// By scalars: a bracket with a combining mark is one character, and is still a bracket
    /// to the reader of the pattern.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if ".*+?^${}()|[]\\/".unicodeScalars.contains(scalar) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }

    /// The moment of a text in milliseconds since 1970; nil for one that does not fit.
    ///
    /// - Parameter now: Where the parts come from that stand before the first one given.
    /// - Throws: D3136 where parts in between are missing.
    func milliseconds(
        of text: String, now: Double, _ run: Run
    ) throws(JSONataError) -> Double? {
        let found = RegexText(text)
        var machine = RegexMachine(regex, found, run)
        guard let places = try machine.firstMatch(from: 0) else { return nil }
        var fields = DateFields()
        // The groups of words have parts of their own; those of the picture come in order.
        for (index, part) in parts.enumerated() {
            guard case .marker(let marker) = part else { continue }
            let capture = 2 * (index + 1)
            let value = try marker.value(of: found[places[capture]..<places[capture + 1]])
            if let value { fields.values[marker.component] = value }
            fields.isEmpty = false
        }
        return try fields.milliseconds(now: now)
    }
}

extension DatePicture.Part {
    /// Whether digits stand for this part.
    fileprivate var isNumber: Bool {
        guard case .marker(let marker) = self, let format = marker.format else { return false }
        return format.form == .decimal && marker.component != "Z" && marker.component != "z"
    }
}

extension DatePicture.Marker {
    /// What stands between a zone's hours and minutes.
    fileprivate var zoneSeparator: String? {
        guard let format, format.regularDistance > 0, let first = format.separators.first
        else { return nil }
        return String(first.scalar)
    }

    /// The number that the text of this part is; nil for an unknown name.
    fileprivate func value(of text: String) throws(JSONataError) -> Double? {
        if component == "Z" || component == "z" { return zoneMinutes(text) }
        if let format {
            let text =
                format.form == .letters && format.letterCase == .upper
                ? text.uppercased() : text
            return try format.number(of: text)
        }
        if component == "P" {
            switch text {
            case "am", "AM": return 0
            case "pm", "PM": return 1
            default: return nil
            }
        }
        let names = component == "F" ? CalendarTime.dayNames : CalendarTime.monthNames
        let known = names.firstIndex { name in
            (mostWidth.map { String(name.prefix(max(0, $0))) } ?? name) == text
        }
        return known.map { Double($0 + 1) }
    }

    private func zoneMinutes(_ text: String) -> Double? {
        var text = Substring(text)
        if component == "z" { text = text.dropFirst(3) }
        let isNegative = text.first == "-"
        text = text.dropFirst()
        let hours: Substring
        let minutes: Substring
        if let separator = zoneSeparator?.first, let mark = text.firstIndex(of: separator) {
            hours = text[..<mark]
            minutes = text[text.index(after: mark)...]
        } else if text.count <= 2 {
            hours = text
            minutes = "0"
        } else {
            hours = text.prefix(2)
            minutes = text.dropFirst(2)
        }
        guard let hours = Double(hours), let minutes = Double(minutes) else { return nil }
        let total = hours * 60 + minutes
        return isNegative ? -total : total
    }
}

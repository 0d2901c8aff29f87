import SagaValue

/// Writes moments by a picture.
struct DateFormatter {
    private let time: CalendarTime
    /// The zone's offset, in hours and minutes of the same sign.
    private let offsetHours: Int
    private let offsetMinutes: Int

    /// The text of a moment.
    ///
    /// - Parameters:
    ///   - picture: ISO 8601 in UTC where there is none.
    ///   - zone: The offset as `+0100` or `-0530`.
    /// - Throws: D1001 for a moment too far from 1970, and what a bad picture throws.
    static func text(
        of milliseconds: Double, picture: String?, zone: String?
    ) throws(JSONataError) -> String {
        let offset = zone.flatMap(leadingInteger) ?? 0
        let shift = Double((offset / 100 * 60 + offset % 100) * 60_000)
        guard let time = CalendarTime(milliseconds: milliseconds + shift) else {
            throw JSONataError("D1001", value: milliseconds.ecmaScriptText)
        }
        let formatter = DateFormatter(
            time: time, offsetHours: offset / 100, offsetMinutes: offset % 100)
        let standard = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
        var text = ""
        for part in try DatePicture(picture ?? standard).parts {
            switch part {
            case .literal(let literal): text += literal
            case .marker(let marker): text += try formatter.text(of: marker)
            }
        }
        return text
    }

    /// The integer that a text begins with.
    private static func leadingInteger(_ text: String) -> Int? {
        let digits = text.prefix(6)
        let sign = digits.first == "-" ? -1 : 1
        let unsigned = digits.drop { $0 == "+" || $0 == "-" }.prefix { $0.isASCII && $0.isNumber }
        return Int(unsigned).map { $0 * sign }
    }

    private func text(of marker: DatePicture.Marker) throws(JSONataError) -> String {
        switch marker.component {
        case "Z", "z": return try zone(marker)
        case "P":
            let half = time.hour >= 12 ? "pm" : "am"
            return marker.names == .upper ? half.uppercased() : half
        case "C", "E": return "ISO"
        default: break
        }
        guard let number = time.number(marker.component) else {
            throw JSONataError("D3132", value: String(marker.component))
        }
        if let names = marker.names { return try name(number, marker, names) }
        guard let format = marker.format else { return String(number) }
        var value = Double(number)
        if marker.component == "Y", let count = format.digitCount, count < 16 {
            value.formTruncatingRemainder(dividingBy: Double("1e\(count)") ?? 1)
        }
        return try format.text(of: value)
    }

    private func name(
        _ number: Int, _ marker: DatePicture.Marker, _ letterCase: IntegerPicture.Case
    ) throws(JSONataError) -> String {
        var name: String
        switch marker.component {
        case "M", "x": name = CalendarTime.monthNames[number - 1]
        case "F": name = CalendarTime.dayNames[number - 1]
        default: throw JSONataError("D3133", value: String(marker.component))
        }
        switch letterCase {
        case .upper: name = name.uppercased()
        case .lower: name = name.lowercased()
        case .title: break
        }
        return marker.mostWidth.map { String(name.prefix(max(0, $0))) } ?? name
    }

    private func zone(_ marker: DatePicture.Marker) throws(JSONataError) -> String {
        let offset = offsetHours * 100 + offsetMinutes
        if offset == 0, marker.isTraditional { return "Z" }
        guard let format = marker.format else { return "" }
        var text: String
        if format.regularDistance > 0 {
            text = try format.text(of: Double(offset))
        } else {
            switch format.mandatoryDigits {
            case 1, 2:
                text = try format.text(of: Double(offsetHours))
                if offsetMinutes != 0 {
                    let minutes = String(offsetMinutes.magnitude)
                    text += ":" + (minutes.utf8.count < 2 ? "0" : "") + minutes
                }
            case 3, 4: text = try format.text(of: Double(offset))
            default:
                throw JSONataError("D3134", value: String(format.mandatoryDigits))
            }
        }
        if offset >= 0 { text = "+" + text }
        return marker.component == "z" ? "GMT" + text : text
    }
}

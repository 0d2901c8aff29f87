/// A picture of a date and time: `[Y0001]-[M01]-[D01]` (XPath, fn:format-dateTime).
struct DatePicture {
    enum Part {
        case literal(String)
        case marker(Marker)
    }

    struct Marker {
        let component: Character
        /// How a name is written; nil for numbers.
        var names: IntegerPicture.Case?
        var format: IntegerPicture?
        var leastWidth: Int?
        var mostWidth: Int?
        /// Whether a zone without an offset is written `Z`.
        var isTraditional = false
    }

    private(set) var parts: [Part] = []

    /// - Throws: D3131, D3132 and D3135 for a picture that is none.
    init(_ picture: String) throws(JSONataError) {
        // By scalars: a combining mark after a bracket must not hide it.
        let letters = picture.unicodeScalars.map(Character.init)
        var literal = ""
        var position = 0
        while position < letters.count {
            let letter = letters[position]
            let next = position + 1 < letters.count ? letters[position + 1] : nil
            if letter == "[", next == "[" {
                literal.append("[")
                position += 2
            } else if letter == "[" {
                flush(&literal)
                guard let end = letters[position...].firstIndex(of: "]") else {
                    throw JSONataError("D3135")
                }
                let marker = letters[(position + 1)..<end].filter { !$0.isWhitespace }
                parts.append(.marker(try Self.marker(String(marker))))
                position = end + 1
            } else {
                literal.append(letter)
                position += letter == "]" && next == "]" ? 2 : 1
            }
        }
        flush(&literal)
    }

    private mutating func flush(_ literal: inout String) {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
    }

    private static func marker(_ text: String) throws(JSONataError) -> Marker {
        guard let component = text.first else { throw JSONataError("D3132", value: "") }
        var marker = Marker(component: component)
        var presentation = text.dropFirst()
        if let comma = presentation.lastIndex(of: ",") {
            let widths = presentation[presentation.index(after: comma)...].split(
                separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            marker.leastWidth = widths.first.flatMap { Int($0) }
            marker.mostWidth = widths.count > 1 ? Int(widths[1]) : nil
            presentation = presentation[..<comma]
        }
        var first = String(presentation)
        var second: Character?
        if presentation.isEmpty {
            guard let known = defaults[component] else {
                throw JSONataError("D3132", value: String(component))
            }
            first = known
        } else if presentation.count > 1, let last = presentation.last, "atco".contains(last) {
            first = String(presentation.dropLast())
            second = last
        }
        marker.isTraditional = second == "t"
        try marker.setForm(first, second)
        return marker
    }

    private static let defaults: [Character: String] = [
        "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1",
        "x": "1", "H": "1", "h": "1", "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01",
        "z": "01:01", "C": "n", "E": "n",
    ]
}

extension DatePicture.Marker {
    fileprivate mutating func setForm(
        _ first: String, _ second: Character?
    ) throws(JSONataError) {
        if first.first == "n" {
            names = .lower
        } else if first.first == "N" {
            names = first.dropFirst().first == "n" ? .title : .upper
        } else if "YMDdFWwXxHhmsf".contains(component) {
            var integer = try IntegerPicture(second.map { "\(first);\($0)" } ?? first)
            integer.mandatoryDigits = max(integer.mandatoryDigits, min(leastWidth ?? 0, 100))
            if component == "Y" {
                let width = integer.mandatoryDigits + integer.optionalDigits
                if let mostWidth {
                    integer.digitCount = mostWidth
                    integer.mandatoryDigits = min(mostWidth, 100)
                } else if width >= 2 {
                    integer.digitCount = width
                }
            }
            format = integer
        }
        if component == "Z" || component == "z" { format = try IntegerPicture(first) }
    }
}

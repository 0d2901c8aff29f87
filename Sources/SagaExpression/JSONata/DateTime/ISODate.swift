/// Reads the timestamps of ISO 8601 that `$toMillis` takes without a picture.
enum ISODate {
    /// Milliseconds since 1970; nil for a text of another form, not a number for a date that
    /// does not exist.
    static func milliseconds(of text: String) -> Double? {
        var reader = Reader(text)
        guard let year = reader.digits(4) else { return nil }
        var (month, day) = (1, 1)
        if reader.take("-") {
            guard let value = reader.digits(2) else { return nil }
            month = value
            if reader.take("-") {
                guard let value = reader.digits(2) else { return nil }
                day = value
            }
        }
        var milliseconds = 0.0
        if reader.take("T") {
            guard let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2),
                reader.take(":"), let second = reader.digits(2)
            else { return nil }
            if hour > 24 || minute > 59 || second > 59 { return .nan }
            milliseconds = Double(hour * 3_600_000 + minute * 60_000 + second * 1000)
        }
        if reader.take(".") {
            guard let fraction = reader.fraction() else { return nil }
            milliseconds += fraction
        }
        if let isNegative = reader.sign() {
            guard let hours = reader.digits(2) else { return nil }
            _ = reader.take(":")
            guard let minutes = reader.digits(2) else { return nil }
            let offset = Double((hours * 60 + minutes) * 60_000)
            milliseconds += isNegative ? offset : -offset
        } else {
            _ = reader.take("Z")
        }
        guard reader.isAtEnd else { return nil }
        guard 1...12 ~= month, 1...31 ~= day else { return .nan }
        return Double(CalendarTime.dayNumber(year, month, day)) * 86_400_000 + milliseconds
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ text: String) {
            bytes = Array(text.utf8)
        }

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ letter: Character) -> Bool {
            guard position < bytes.count, letter.asciiValue == bytes[position] else {
                return false
            }
            position += 1
            return true
        }

        /// Whether a minus; nil where no sign stands.
        mutating func sign() -> Bool? {
            if take("+") { return false }
            return take("-") ? true : nil
        }

        mutating func digits(_ count: Int) -> Int? {
            guard position + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[position..<position + count] {
                guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            position += count
            return value
        }

        /// The milliseconds of a fraction of a second; what is smaller is dropped.
        mutating func fraction() -> Double? {
            var value = 0
            var count = 0
            while let digit = digits(1) {
                if count < 3 { value = value * 10 + digit }
                count += 1
            }
            if count == 0 { return nil }
            for _ in count..<max(3, count) { value *= 10 }
            return Double(value)
        }
    }
}

extension Timestamp {
    /// Reads a timestamp as the States Language writes it: RFC 3339 with an uppercase `T` between
    /// date and time, and an uppercase `Z` or a numeric offset at the end.
    ///
    /// A fraction of a second is optional; digits beyond the ninth do not count. A date that does
    /// not exist, a leap second and anything else is nil. So is a moment that the offset moves out
    /// of the years 0000 to 9999.
    package init?(_ text: String) {
        var reading = TimestampReading(text)
        guard let timestamp = reading.timestamp() else { return nil }
        self = timestamp
    }
}

/// A position that moves over the text of a timestamp.
private struct TimestampReading {
    private let bytes: String.UTF8View
    private var position: String.Index

    init(_ text: String) {
        bytes = text.utf8
        position = bytes.startIndex
    }

    mutating func timestamp() -> Timestamp? {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2), skip("T"),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = number(digits: 2), hour < 24, skip(":"),
            let minute = number(digits: 2), minute < 60, skip(":"),
            let second = number(digits: 2), second < 60,
            let fraction = fraction(), let offset = offset(), position == bytes.endIndex
        else { return nil }
        let seconds = date.dayNumber * 86400 + hour * 3600 + minute * 60 + second - offset
        guard Timestamp.earliest.seconds...Timestamp.latest.seconds ~= seconds else { return nil }
        return Timestamp(seconds: seconds, fraction: fraction)
    }

    private mutating func digit() -> Int? {
        guard position < bytes.endIndex else { return nil }
        let value = Int(bytes[position]) - Int(UInt8(ascii: "0"))
        guard 0...9 ~= value else { return nil }
        bytes.formIndex(after: &position)
        return value
    }

    private mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        bytes.formIndex(after: &position)
        return true
    }

    /// Nanoseconds; 0 where no fraction is written, nil where a point stands alone.
    private mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        guard var value = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            if count < 9 { value = value * 10 + digit }
            count = min(count + 1, 9)
        }
        for _ in count..<9 { value *= 10 }
        return value
    }

    /// Seconds by which the written time is ahead of UTC.
    private mutating func offset() -> Int? {
        if skip("Z") { return 0 }
        let isAhead = skip("+")
        guard isAhead || skip("-"), let hours = number(digits: 2), hours < 24, skip(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return (isAhead ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}

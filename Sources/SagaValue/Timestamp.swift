/// A moment of civil time, to the nanosecond, in the years 0000 to 9999.
///
/// Held as whole seconds and a fraction, since nanoseconds alone would fit 64 bits for the years
/// 1677 to 2262 only, and a workflow may name the year 9999. Arithmetic saturates at both ends.
package struct Timestamp: Sendable, Hashable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    package let seconds: Int
    /// Nanoseconds after `seconds`, 0 to 999,999,999.
    package let fraction: Int

    /// 0000-01-01T00:00:00Z.
    package static let earliest = Timestamp(checkedSeconds: -62_167_219_200, fraction: 0)
    /// The last nanosecond of the year 9999.
    package static let latest = Timestamp(checkedSeconds: 253_402_300_799, fraction: 999_999_999)

    private init(checkedSeconds: Int, fraction: Int) {
        seconds = checkedSeconds
        self.fraction = fraction
    }

    /// Seconds since 1970, held within the years 0000 to 9999.
    ///
    /// - Parameter fraction: Nanoseconds, 0 to 999,999,999.
    package init(seconds: Int, fraction: Int = 0) {
        precondition(0..<1_000_000_000 ~= fraction, "fraction \(fraction) is no part of a second")
        if seconds < Self.earliest.seconds {
            self = .earliest
        } else if seconds > Self.latest.seconds {
            self = .latest
        } else {
            self.init(checkedSeconds: seconds, fraction: fraction)
        }
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package init(nanoseconds: Int) {
        let (seconds, fraction) = nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000)
        self.init(seconds: seconds, fraction: fraction)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, held within the years 0000 to 9999.
    package init(milliseconds: Int) {
        let (seconds, rest) = milliseconds.flooredQuotientAndRemainder(by: 1000)
        self.init(seconds: seconds, fraction: rest * 1_000_000)
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; before 1678 and after 2262 the nearest that 64 bits
    /// hold.
    package var nanoseconds: Int {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = product.addingReportingOverflow(fraction)
        if overflow || carry { return seconds < 0 ? .min : .max }
        return sum
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
    package var milliseconds: Int { seconds * 1000 + fraction / 1_000_000 }

    /// The moment so many seconds later, or the nearest within the years 0000 to 9999.
    package func adding(seconds: Int) -> Timestamp {
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        if overflow { return seconds < 0 ? .earliest : .latest }
        return Timestamp(seconds: sum, fraction: fraction)
    }

    /// The moment so many milliseconds later, or the nearest within the years 0000 to 9999.
    package func adding(milliseconds: Int) -> Timestamp {
        // A thousandth of any integer is far from overflow when added to a timestamp's seconds.
        let (whole, rest) = milliseconds.flooredQuotientAndRemainder(by: 1000)
        let (carry, sum) = (fraction + rest * 1_000_000)
            .quotientAndRemainder(dividingBy: 1_000_000_000)
        return Timestamp(seconds: seconds + whole + carry, fraction: sum)
    }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.seconds == right.seconds
            ? left.fraction < right.fraction : left.seconds < right.seconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// UTC with milliseconds: `2026-11-24T10:03:15.123Z`.
    package var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { text }

    /// Appends `text` without making a string of it.
    package func write(to bytes: inout [UInt8]) {
        let (day, second) = seconds.flooredQuotientAndRemainder(by: 86400)
        let date = CivilDate(dayNumber: day)
        bytes.reserveCapacity(bytes.count + 24)
        date.year.write(digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        date.month.write(digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        date.day.write(digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        (second / 3600).write(digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        (second / 60 % 60).write(digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        (second % 60).write(digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        (fraction / 1_000_000).write(digits: 3, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }
}

extension Int {
    /// Appends the last `digits` decimal digits of this number, which is not negative.
    fileprivate func write(digits: Int, to bytes: inout [UInt8]) {
        var place = digits == 2 ? 10 : digits == 3 ? 100 : 1000
        while place > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: self / place % 10))
            place /= 10
        }
    }

    /// Division that rounds down, so that the remainder is never negative.
    fileprivate func flooredQuotientAndRemainder(by divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

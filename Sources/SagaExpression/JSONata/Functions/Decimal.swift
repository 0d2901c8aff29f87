/// The exact decimal digits of a double.
struct Decimal {
    /// From the most significant on, without leading zeros; empty for zero.
    private let digits: [UInt8]
    /// The power of ten of the last digit.
    private let exponent: Int

    /// The magnitude of a finite number.
    init(_ number: Double) {
        guard number != 0 else {
            digits = []
            exponent = 0
            return
        }
        let significand = Self.wholeSignificand(of: number)
        let power = Self.powerOfTwo(of: number)
        var whole = LongNumber(significand)
        if power >= 0 {
            for _ in 0..<power { whole.multiply(by: 2) }
            exponent = 0
        } else {
            // m / 2^n = m · 5^n / 10^n
            for _ in 0..<(-power) { whole.multiply(by: 5) }
            exponent = power
        }
        digits = whole.digits
    }

    private static func wholeSignificand(of number: Double) -> UInt64 {
        number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)
    }

    private static func powerOfTwo(of number: Double) -> Int {
        (number.isNormal ? Int(number.exponentBitPattern) : 1) - 1075
    }

    /// So many significant digits, and the power of ten of the last; halves are rounded up.
    func rounded(to count: Int) -> (digits: [UInt8], exponent: Int) {
        cut(after: count)
    }

    /// The text with so many digits behind the point; halves are rounded up.
    func text(places: Int) -> String {
        let (kept, last) = cut(after: digits.count + exponent + places)
        var all = kept
        if last > -places { all += Array(repeating: 0, count: last + places) }
        if all.count <= places {
            all = Array(repeating: 0, count: places + 1 - all.count) + all
        }
        var text = all.map { $0 + UInt8(ascii: "0") }
        if places > 0 { text.insert(UInt8(ascii: "."), at: text.count - places) }
        return String(decoding: text, as: UTF8.self)
    }

    private func cut(after count: Int) -> (digits: [UInt8], exponent: Int) {
        if count >= digits.count { return (digits, exponent) }
        let dropped = digits.count - max(count, 0)
        if count < 0 { return ([], exponent + digits.count - count) }
        var kept = Array(digits[..<count])
        if digits[count] >= 5 {
            var index = count - 1
            while index >= 0, kept[index] == 9 {
                kept[index] = 0
                index -= 1
            }
            if index >= 0 { kept[index] += 1 } else { kept.insert(1, at: 0) }
        }
        return (kept, exponent + dropped)
    }
}

/// A whole number of any length, in groups of nine decimal digits, the lowest first.
private struct LongNumber {
    private var groups: [UInt64]
    private static let radix: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        groups = [value % Self.radix, value / Self.radix % Self.radix]
        groups.append(value / Self.radix / Self.radix)
    }

    mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in groups.indices {
            let product = groups[index] * factor + carry
            groups[index] = product % Self.radix
            carry = product / Self.radix
        }
        if carry > 0 { groups.append(carry) }
    }

    var digits: [UInt8] {
        var digits: [UInt8] = []
        for group in groups {
            var rest = group
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }
}

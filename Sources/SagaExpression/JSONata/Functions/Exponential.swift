/// Powers with exponents that are no whole numbers, for a target without a C library.
///
/// Logarithm and exponential are computed in double-double arithmetic (a sum of two doubles,
/// about 31 digits), so that the result is the nearest double but for the rarest cases.
enum Exponential {
    /// The power of a positive number, or of zero.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        if base == 0 { return exponent > 0 ? 0 : .infinity }
        if base.isInfinite { return exponent > 0 ? .infinity : 0 }
        return exponential(logarithm(base) * Pair(exponent))
    }

    private struct Pair {
        let high: Double
        let low: Double

        init(_ high: Double, _ low: Double = 0) {
            let sum = high + low
            self.low = low - (sum - high)
            self.high = sum
        }

        static func + (left: Pair, right: Pair) -> Pair {
            let sum = left.high + right.high
            let shift = sum - left.high
            let error = (left.high - (sum - shift)) + (right.high - shift)
            return Pair(sum, error + left.low + right.low)
        }

        static func - (left: Pair, right: Pair) -> Pair {
            left + Pair(-right.high, -right.low)
        }

        static func * (left: Pair, right: Pair) -> Pair {
            let product = left.high * right.high
            let error = (-product).addingProduct(left.high, right.high)
            return Pair(product, error + left.high * right.low + left.low * right.high)
        }

        static func / (left: Pair, right: Pair) -> Pair {
            let quotient = left.high / right.high
            let rest = left - right * Pair(quotient)
            return Pair(quotient, (rest.high + rest.low) / right.high)
        }
    }

    private static let logarithmOf2 = Pair(
        0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)

    /// ln(m · 2^e) = e ln 2 + 2 artanh((m − 1) / (m + 1)), with m near 1.
    private static func logarithm(_ value: Double) -> Pair {
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.414 {
            significand /= 2
            exponent += 1
        }
        let ratio = (Pair(significand) - Pair(1)) / (Pair(significand) + Pair(1))
        let square = ratio * ratio
        var term = ratio
        var sum = ratio
        var divisor = 3.0
        while divisor < 60 {
            term = term * square
            sum = sum + term / Pair(divisor)
            divisor += 2
        }
        return Pair(exponent) * logarithmOf2 + sum + sum
    }

    /// e^x = 2^k · e^r, with r small.
    private static func exponential(_ value: Pair) -> Double {
        if value.high > 710 { return .infinity }
        if value.high < -746 { return 0 }
        let whole = (value.high / logarithmOf2.high).rounded()
        let rest = value - Pair(whole) * logarithmOf2
        var term = Pair(1)
        var sum = Pair(1)
        var index = 1.0
        while index < 28 {
            term = term * rest / Pair(index)
            sum = sum + term
            index += 1
        }
        // In two halves, because 2^k alone may not be a number.
        let half = (whole / 2).rounded(.down)
        return (sum.high * Double(sign: .plus, exponent: Int(half), significand: 1))
            * Double(sign: .plus, exponent: Int(whole - half), significand: 1)
    }
}

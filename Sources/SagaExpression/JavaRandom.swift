/// The random numbers that `java.util.Random` yields for a seed.
///
/// The service is written in Java, so a seeded function of the expression languages has to repeat
/// this linear congruence of 48 bits.
package struct JavaRandom: Sendable {
    private var state: UInt64

    private static let multiplier: UInt64 = 0x5_DEEC_E66D
    private static let mask: UInt64 = (1 << 48) - 1

    package init(seed: Int) {
        state = (UInt64(bitPattern: Int64(seed)) ^ Self.multiplier) & Self.mask
    }

    /// Java's `nextInt(bound)`: from 0 up to and without `bound`, which is positive.
    package mutating func nextInt(below bound: Int32) -> Int32 {
        if bound & (bound - 1) == 0 {
            return Int32(truncatingIfNeeded: (Int64(bound) * Int64(next(bits: 31))) >> 31)
        }
        while true {
            let bits = Int32(truncatingIfNeeded: next(bits: 31))
            let value = bits % bound
            // Java draws again where the remainder's last round is cut short.
            if !bits.subtractingReportingOverflow(value).partialValue
                .addingReportingOverflow(bound - 1).overflow
            {
                return value
            }
        }
    }

    /// Java's `nextDouble()`: from 0 up to and without 1.
    package mutating func nextDouble() -> Double {
        let high = next(bits: 26) << 27
        return Double(high + next(bits: 27)) * 0x1p-53
    }

    private mutating func next(bits: UInt64) -> UInt64 {
        state = (state &* Self.multiplier &+ 0xB) & Self.mask
        return state >> (48 - bits)
    }
}

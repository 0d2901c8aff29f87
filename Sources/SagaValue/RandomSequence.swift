/// Random numbers that follow from a seed alone (SplitMix64).
package struct RandomSequence: Sendable {
    private var state: UInt64
    /// What tells this sequence from others with the same seed; mixed in when it is first used.
    private var place: String?

    /// - Parameter place: Where the numbers are used, such as `Assign`: the sequences of two places
    ///   differ though their seed is one.
    package init(seed: UInt64, place: String? = nil) {
        state = seed
        self.place = place
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        if let place {
            state ^= Self.digest(place)
            self.place = nil
        }
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `bound`, which is positive.
    package mutating func next(below bound: UInt64) -> UInt64 {
        bound.multipliedFullWidth(by: next()).high
    }

    /// FNV-1a, which is the same in every process, unlike Swift's own hash.
    private static func digest(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

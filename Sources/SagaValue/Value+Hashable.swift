extension Value: Hashable {
    /// Hashes so that values which are equal by JSON's rules have one hash.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .number(let number): hasher.combine(number.double)
        case .string(let text): Self.combine(text, into: &hasher)
        case .array(let elements):
            hasher.combine(elements.count)
            for element in elements { element.hash(into: &hasher) }
        case .object(let object):
            // Without regard to order, like equality.
            var sum = 0
            for (key, value) in object {
                var member = Hasher()
                Self.combine(key, into: &member)
                value.hash(into: &member)
                sum ^= member.finalize()
            }
            hasher.combine(sum)
        }
    }

    /// Hashes code points; Swift's own hash would hold canonically equivalent strings for equal.
    private static func combine(_ text: String, into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

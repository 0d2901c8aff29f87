/// A universally unique identifier (RFC 9562).
package struct UUID: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// Sixteen bytes as they are; of more or fewer, the first sixteen and zeros.
    private init(_ bytes: some Sequence<UInt8>) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (index, byte) in bytes.prefix(16).enumerated() {
            let shift = UInt64(56 - index % 8 * 8)
            if index < 8 { high |= UInt64(byte) << shift } else { low |= UInt64(byte) << shift }
        }
        self.init(high: high, low: low)
    }

    /// The two halves as they stand, most significant first: what a constant is written with.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Version 5: the same for the same name in the same namespace, by SHA-1.
    package init(namespace: UUID, name: String) {
        let digest = Digest.sha1.bytes(of: namespace.bytes + Array(name.utf8))
        self = UUID(digest).marked(version: 5)
    }

    /// Version 4 from 128 random bits, of which 122 are kept.
    package init(random high: UInt64, _ low: UInt64) {
        self = UUID(high: high, low: low).marked(version: 4)
    }

    /// The sixteen bytes, most significant first.
    package var bytes: [UInt8] { high.bigEndianBytes + low.bigEndianBytes }

    /// Lower-case text: `2ed6657d-e927-568b-95e1-2665a8aea6a2`.
    package var text: String {
        let digits = Array(bytes.hexadecimal.utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    package var description: String { text }

    private func marked(version: UInt64) -> UUID {
        UUID(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | version << 12,
            low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }
}

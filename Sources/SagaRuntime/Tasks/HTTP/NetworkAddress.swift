/// An address that a request would go to, and whether it may.
///
/// It is judged when the connection is made, on the address that is used: a name may lead to
/// another one each time it is looked up.
struct NetworkAddress: Equatable, CustomStringConvertible {
    /// 4 or 16.
    let bytes: [UInt8]

    /// Why it is not asked; nil when it may be.
    ///
    /// Link-local addresses and those under which clouds hand out credentials never are; with
    /// `publicOnly` neither is anything else that is not reachable for all (IANA's registries of
    /// special-purpose addresses).
    func refusal(publicOnly: Bool) -> String? {
        if let inner = embedded { return inner.refusal(publicOnly: publicOnly) }
        if Self.always.contains(where: { $0.contains(bytes) }) {
            return "link-local or a cloud's metadata service"
        }
        if publicOnly, Self.special.contains(where: { $0.contains(bytes) }) {
            return "no public address"
        }
        return nil
    }

    /// The IPv4 address within a mapped, translated, 6to4 or compatible IPv6 address.
    private var embedded: NetworkAddress? {
        guard bytes.count == 16 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 16)
        if bytes[..<10] == zeros[..<10], bytes[10] == 0xFF, bytes[11] == 0xFF {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        if bytes[..<12] == ([0, 0x64, 0xFF, 0x9B] + zeros[..<8])[...] {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        if bytes[..<2] == [0x20, 0x02] { return NetworkAddress(bytes: Array(bytes[2..<6])) }
        let isNamed = bytes[12...] == [0, 0, 0, 0] || bytes[12...] == [0, 0, 0, 1]
        if bytes[..<12] == zeros[..<12], !isNamed {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        return nil
    }

    var description: String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        return stride(from: 0, to: bytes.count, by: 2).map { index in
            String(Int(bytes[index]) << 8 | Int(bytes[index + 1]), radix: 16)
        }.joined(separator: ":")
    }

    private struct Block {
        let prefix: [UInt8]
        let bits: Int
        let size: Int

        init(_ prefix: [UInt8], _ bits: Int, size: Int = 4) {
            self.prefix = prefix
            self.bits = bits
            self.size = size
        }

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == size else { return false }
            return (0..<bits).allSatisfy { bit in
                let (byte, mask) = (bit / 8, UInt8(0x80) >> UInt8(bit % 8))
                let wanted = byte < prefix.count ? prefix[byte] : 0
                return address[byte] & mask == wanted & mask
            }
        }
    }

    private static let always = [
        Block([169, 254], 16), Block([100, 100, 100, 200], 32), Block([168, 63, 129, 16], 32),
        Block([192, 0, 0, 192], 32), Block([0xFE, 0x80], 10, size: 16),
        Block([0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54], 128, size: 16),
    ]

    private static let special = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8),
        Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24),
        Block([192, 88, 99], 24), Block([192, 168], 16), Block([198, 18], 15),
        Block([198, 51, 100], 24), Block([203, 0, 113], 24), Block([224], 4), Block([240], 4),
        Block([], 127, size: 16), Block([0x01, 0x00], 64, size: 16),
        Block([0x20, 0x01], 23, size: 16), Block([0x20, 0x01, 0x0D, 0xB8], 32, size: 16),
        Block([0x3F, 0xFF], 20, size: 16), Block([0x5F, 0x00], 16, size: 16),
        Block([0xFC], 7, size: 16), Block([0xFE, 0xC0], 10, size: 16), Block([0xFF], 8, size: 16),
        Block([0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01], 48, size: 16),
    ]
}

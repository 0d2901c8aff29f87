/// SHA-1 (FIPS 180-4, section 6.1), for UUIDs of version 5 and for the expression languages.
enum SHA1 {
    /// The 20 bytes of the digest.
    static func digest(_ message: [UInt8]) -> [UInt8] {
        let blocks = MessageBlocks(message)
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        var schedule = [UInt32](repeating: 0, count: 80)
        for offset in blocks.offsets() {
            for index in 0..<16 { schedule[index] = blocks.bigEndian32(at: offset + index * 4) }
            for index in 16..<80 {
                let near = schedule[index - 3] ^ schedule[index - 8]
                let far = schedule[index - 14] ^ schedule[index - 16]
                schedule[index] = (near ^ far).rotatedLeft(1)
            }
            compress(schedule, into: &state)
        }
        return state.flatMap(\.bigEndianBytes)
    }

    private static func compress(_ schedule: [UInt32], into state: inout [UInt32]) {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for index in 0..<80 {
            let mixed: UInt32
            let constant: UInt32
            switch index / 20 {
            case 0: (mixed, constant) = (b & c ^ ~b & d, 0x5A82_7999)
            case 1: (mixed, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
            case 2: (mixed, constant) = (b & c ^ b & d ^ c & d, 0x8F1B_BCDC)
            default: (mixed, constant) = (b ^ c ^ d, 0xCA62_C1D6)
            }
            let next = a.rotatedLeft(5) &+ mixed &+ e &+ constant &+ schedule[index]
            (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, next)
        }
        for (index, word) in [a, b, c, d, e].enumerated() { state[index] &+= word }
    }
}

/// SHA-384 (FIPS 180-4, section 6.5): SHA-512 from other initial words, cut short.
enum SHA384 {
    /// The 48 bytes of the digest.
    static func digest(_ message: [UInt8]) -> [UInt8] {
        Array(SHA512.digest(message, from: initial).prefix(48))
    }

    /// Fractions of the square roots of the 9th to the 16th prime.
    private static let initial: [UInt64] = [
        0xCBBB_9D5D_C105_9ED8, 0x629A_292A_367C_D507,
        0x9159_015A_3070_DD17, 0x152F_ECD8_F70E_5939,
        0x6733_2667_FFC0_0B31, 0x8EB4_4A87_6858_1511,
        0xDB0C_2E0D_64F9_8FA7, 0x47B5_481D_BEFA_4FA4,
    ]
}

/// The message digests that `saga` computes: for definitions and records, for UUIDs, and for the
/// functions of the expression languages.
///
/// The raw value is the name that the expression languages use. MD5 and SHA-1 are here because
/// those languages and RFC 9562 name them; nothing of ours trusts them.
package enum Digest: String, CaseIterable, Sendable {
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// The digest of some bytes: 16, 20, 32, 48 or 64 of them.
    package func bytes(of message: [UInt8]) -> [UInt8] {
        switch self {
        case .md5: MD5.digest(message)
        case .sha1: SHA1.digest(message)
        case .sha256: SHA256.digest(message)
        case .sha384: SHA384.digest(message)
        case .sha512: SHA512.digest(message)
        }
    }

    /// The digest of some bytes in lower-case hexadecimal.
    package func hexadecimal(of message: [UInt8]) -> String {
        bytes(of: message).hexadecimal
    }

    /// The digest of a text's UTF-8 in lower-case hexadecimal.
    package func hexadecimal(of text: String) -> String {
        hexadecimal(of: Array(text.utf8))
    }
}

extension [UInt8] {
    /// Two lower-case hexadecimal digits for each byte.
    package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(count * 2)
        for byte in self {
            digits.append(Self.hexadecimalDigit(byte >> 4))
            digits.append(Self.hexadecimalDigit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

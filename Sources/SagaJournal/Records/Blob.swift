import SagaValue

/// A value's JSON text that stands in a file of its own.
struct Blob {
    let bytes: [UInt8]
    let reference: BlobReference

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        reference = BlobReference(
            name: BlobReference.prefix + Digest.sha256.hexadecimal(of: bytes),
            byteCount: bytes.count)
    }
}

/// What a record says in place of a large value: `{"$blob":"sha256-…","bytes":N}`.
package struct BlobReference: Equatable, Sendable {
    /// `sha256-` and 64 digits: the file's name.
    package let name: String
    /// The length of the JSON text.
    package let byteCount: Int

    static let prefix = "sha256-"
    private static let key = "$blob"
    private static let quotationKey = "$value"
    /// What stands before a value of the user's own that looks like a reference; `}` ends it.
    static let quotation = #"{"$value":"#

    init(name: String, byteCount: Int) {
        self.name = name
        self.byteCount = byteCount
    }

    /// The reference that a field's value is; nil where the value is meant as it stands.
    init?(_ value: Value) {
        guard let name = value[Self.key]?.string, Self.isName(name),
            let byteCount = value["bytes"]?.number?.exactInteger, byteCount >= 0
        else { return nil }
        self.init(name: name, byteCount: byteCount)
    }

    /// Whether a value of the user's own would be taken for a reference or a quotation.
    static func resembles(_ value: Value) -> Bool {
        guard case .object(let object) = value else { return false }
        return object.contains(key) || object.contains(quotationKey)
    }

    /// What a quotation quotes; any other value is returned as it is.
    static func unquote(_ value: Value) -> Value { value[quotationKey] ?? value }

    func write(to bytes: inout [UInt8]) {
        bytes.append(#"{"$blob":"#)
        name.writeJSON(to: &bytes)
        bytes.append(#","bytes":"#)
        byteCount.writeDecimal(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Whether `name` is a prefix and 64 hexadecimal digits, so that it can be part of a path.
    private static func isName(_ name: String) -> Bool {
        let digits = name.utf8.dropFirst(prefix.utf8.count)
        return name.utf8.starts(with: prefix.utf8) && digits.count == 64
            && digits.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                    true
                default: false
                }
            }
    }
}

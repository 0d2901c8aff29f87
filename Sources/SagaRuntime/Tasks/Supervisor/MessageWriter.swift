/// Puts a message together: numbers of eight bytes, and bytes behind their count.
struct MessageWriter {
    private(set) var bytes: [UInt8] = []

    /// With room for most messages, which so need not be moved while they grow.
    init() { bytes.reserveCapacity(4096) }

    mutating func put(_ number: Int) {
        unsafe withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) {
            unsafe bytes.append(contentsOf: $0)
        }
    }

    mutating func put(_ flag: Bool) { put(flag ? 1 : 0) }

    mutating func put(_ data: some Collection<UInt8>) {
        put(data.count)
        bytes.append(contentsOf: data)
    }

    mutating func put(_ text: String) { put(text.utf8) }

    mutating func put(_ text: String?) {
        put(text != nil)
        if let text { put(text) }
    }

    mutating func put(_ number: Int?) {
        put(number != nil)
        if let number { put(number) }
    }
}

/// Takes a message apart again, in the order in which it was put together.
struct MessageReader {
    /// What was read is no message of this program.
    struct Malformed: Error {}

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func number() throws(Malformed) -> Int {
        guard bytes.endIndex - position >= 8 else { throw Malformed() }
        var number: UInt64 = 0
        for offset in 0..<8 { number |= UInt64(bytes[position + offset]) << (8 * offset) }
        position += 8
        return Int(Int64(bitPattern: number))
    }

    /// A number of things that follow.
    mutating func count() throws(Malformed) -> Int {
        let count = try number()
        guard count >= 0, count <= bytes.endIndex - position else { throw Malformed() }
        return count
    }

    mutating func flag() throws(Malformed) -> Bool { try number() != 0 }

    mutating func data() throws(Malformed) -> ArraySlice<UInt8> {
        let count = try count()
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func text() throws(Malformed) -> String {
        String(decoding: try data(), as: UTF8.self)
    }

    mutating func optionalText() throws(Malformed) -> String? { try flag() ? try text() : nil }

    mutating func optionalNumber() throws(Malformed) -> Int? { try flag() ? try number() : nil }
}

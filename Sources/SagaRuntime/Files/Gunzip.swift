import CSystem

/// Unpacks a gzip file (RFC 1952) as its bytes come, and checks what comes out.
///
/// A file may have several members, one after the other, which are one text.
@safe final class Gunzip {
    /// It is no gzip file, or a check does not hold; or there is no memory to unpack it.
    struct Malformed: Error {}

    private let stream: OpaquePointer?
    private var input: [UInt8] = []
    private var position = 0

    init() { unsafe stream = csystem_gunzip_begin() }

    deinit { if let stream = unsafe stream { unsafe csystem_gunzip_end(stream) } }

    /// Whether a file that begins like this is one; no text does.
    static func isBegun(by bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// Whether the bytes so far may be the whole file.
    var isWhole: Bool {
        guard let stream = unsafe stream else { return false }
        return unsafe csystem_gunzip_is_whole(stream) == 1
    }

    /// Takes the next bytes of the file; those before must be used up.
    func add(_ bytes: [UInt8]) {
        input = bytes
        position = 0
    }

    /// The next piece, of at most `count` bytes; empty when more bytes of the file are needed.
    func next(_ count: Int) throws(Malformed) -> [UInt8] {
        guard let stream = unsafe stream else { throw Malformed() }
        var used: Int64 = 0
        var isMalformed = false
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
            let written = unsafe input[position...].withUnsafeBufferPointer { rest in
                unsafe csystem_gunzip_next(
                    stream, rest.baseAddress, Int64(rest.count), &used, output.baseAddress,
                    Int64(count))
            }
            isMalformed = written < 0
            filled = max(0, Int(written))
        }
        guard !isMalformed else { throw Malformed() }
        position += Int(used)
        return piece
    }
}

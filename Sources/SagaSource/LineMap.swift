/// Turns offsets into lines and columns, in any order of asking, without reading the text again.
///
/// Lines end as editors end them: at LF, CR LF or CR. (libyaml also breaks lines at U+0085, U+2028
/// and U+2029, which is why its own line numbers are not used.)
struct LineMap: Sendable {
    /// Byte offsets at which lines begin; the first is 0.
    private(set) var starts: [Int] = [0]
    /// How many code points stand before each byte whose offset is a multiple of `stride`.
    private var counts: [Int] = []
    private let bytes: [UInt8]

    private static let stride = 64

    /// - Complexity: One pass over the text.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        counts.reserveCapacity(bytes.count / Self.stride + 1)
        var count = 0
        for (offset, byte) in bytes.enumerated() {
            if offset % Self.stride == 0 { counts.append(count) }
            if !Self.continues(byte) { count += 1 }
            let isBreak =
                byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
                    && !(offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"))
            if isBreak { starts.append(offset + 1) }
        }
        counts.append(count)
    }

    /// Code points of the text; of what is not UTF-8, the bytes that continue none before them.
    var codePoints: Int { counts.last ?? 0 }

    private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// The mark of a byte; offsets beyond the text count as its end.
    func mark(atByte offset: Int) -> Mark {
        let offset = min(max(offset, 0), bytes.count)
        let line = lineIndex(of: offset)
        let column = codePoints(before: offset) - codePoints(before: starts[line])
        return Mark(line: line + 1, column: column + 1, offset: offset)
    }

    /// The mark of the code point number `index`, from 0.
    func mark(atCodePoint index: Int) -> Mark { mark(atByte: byteOffset(ofCodePoint: index)) }

    /// The bytes of a line, from 1, without its line break.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let start = starts[number - 1]
        var end = number < starts.count ? starts[number] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end]
    }

    /// The last line that begins at or before `offset`, by halving.
    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private func codePoints(before offset: Int) -> Int {
        let block = offset / Self.stride
        guard block < counts.count else { return counts.last ?? 0 }
        return bytes[min(block * Self.stride, offset)..<offset].reduce(counts[block]) {
            Self.continues($1) ? $0 : $0 + 1
        }
    }

    private func byteOffset(ofCodePoint index: Int) -> Int {
        var low = 0
        var high = counts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if counts[middle] <= index { low = middle } else { high = middle }
        }
        // A block may begin inside a code point; its bytes then belong to the block before.
        var offset = min(low * Self.stride, bytes.count)
        var count = counts[low]
        while offset < bytes.count {
            if !Self.continues(bytes[offset]) {
                if count == index { return offset }
                count += 1
            }
            offset += 1
        }
        return bytes.count
    }
}

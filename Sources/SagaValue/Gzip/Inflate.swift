/// Unpacks what was packed by DEFLATE (RFC 1951), piece by piece.
///
/// - Note: Codes are decoded bit by bit, by the counts of their lengths, as in Mark Adler's `puff`:
///   no table is built that hostile input could make large.
struct Inflate {
    /// The bytes are not what they should be.
    struct Malformed: Error {}

    private enum Mode {
        case head
        case stored(left: Int)
        case coded(literals: PrefixCode, distances: PrefixCode)
        case ended
    }

    private var bits: BitReader
    private var mode = Mode.head
    private var isLast = false
    /// What has been unpacked and may be referred to, then what is new.
    private var output: [UInt8] = []

    /// - Parameter start: Where the packed bytes begin.
    init(_ bytes: [UInt8], from start: Int) { bits = BitReader(bytes, from: start) }

    /// Where the bytes after the end begin.
    var position: Int { bits.position }

    /// The next piece, of about `count` bytes; empty at the end.
    mutating func next(_ count: Int) throws(Malformed) -> [UInt8] {
        let keep = min(output.count, Self.window)
        output.removeFirst(output.count - keep)
        while output.count - keep < count {
            switch mode {
            case .head: mode = try head()
            case .stored(let left):
                let bytes = try bits.whole(min(left, count))
                output += bytes
                mode = left > bytes.count ? .stored(left: left - bytes.count) : following
            case .coded(let literals, let distances):
                if try symbol(literals, distances) { mode = following }
            case .ended: return Array(output[keep...])
            }
        }
        return Array(output[keep...])
    }

    /// What comes after a block.
    private var following: Mode { isLast ? .ended : .head }

    private mutating func head() throws(Malformed) -> Mode {
        isLast = try bits.next(1) == 1
        switch try bits.next(2) {
        case 0:
            bits.align()
            let length = try bits.next(16)
            guard try bits.next(16) == ~length & 0xFFFF else { throw Malformed() }
            return length > 0 ? .stored(left: length) : following
        case 1: return .coded(literals: .fixedLiterals, distances: .fixedDistances)
        case 2: return try dynamicCodes()
        default: throw Malformed()
        }
    }

    /// The codes of a block that brings its own.
    private mutating func dynamicCodes() throws(Malformed) -> Mode {
        let literalCount = try bits.next(5) + 257
        let distanceCount = try bits.next(5) + 1
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<(try bits.next(4) + 4) {
            lengths[Self.lengthOrder[index]] = try bits.next(3)
        }
        let code = try PrefixCode(lengths)
        lengths = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try code.symbol(&bits)
            switch symbol {
            case 16:
                guard let last = lengths.last else { throw Malformed() }
                lengths += Array(repeating: last, count: try bits.next(2) + 3)
            case 17: lengths += Array(repeating: 0, count: try bits.next(3) + 3)
            case 18: lengths += Array(repeating: 0, count: try bits.next(7) + 11)
            default: lengths.append(symbol)
            }
        }
        // Without a code for its end a block would have none.
        guard lengths.count == literalCount + distanceCount, lengths[256] > 0 else {
            throw Malformed()
        }
        return .coded(
            literals: try PrefixCode(Array(lengths[..<literalCount])),
            distances: try PrefixCode(Array(lengths[literalCount...])))
    }

    /// Unpacks a byte, or a piece that was there before.
    ///
    /// - Returns: Whether the block has ended.
    private mutating func symbol(
        _ literals: PrefixCode, _ distances: PrefixCode
    ) throws(Malformed) -> Bool {
        let symbol = try literals.symbol(&bits)
        if symbol < 256 {
            output.append(UInt8(symbol))
            return false
        }
        guard symbol > 256 else { return true }
        guard symbol - 257 < Self.lengths.count else { throw Malformed() }
        let (length, lengthBits) = Self.lengths[symbol - 257]
        let count = length + (try bits.next(lengthBits))
        let code = try distances.symbol(&bits)
        guard code < Self.distances.count else { throw Malformed() }
        let (base, distanceBits) = Self.distances[code]
        let distance = base + (try bits.next(distanceBits))
        guard distance <= output.count else { throw Malformed() }
        // One by one: the piece may reach into itself.
        for _ in 0..<count { output.append(output[output.count - distance]) }
        return false
    }

    private static let window = 32768
    private static let lengthOrder = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]
    /// The least length of each symbol from 257 on, and how many bits add to it.
    private static let lengths: [(base: Int, bits: Int)] =
        (3...10).map { ($0, 0) }
        + ladder(from: 11, bits: 1...5, steps: 4) + [(258, 0)]
    /// The same of distances.
    private static let distances: [(base: Int, bits: Int)] =
        (1...4).map { ($0, 0) } + ladder(from: 5, bits: 1...13, steps: 2)

    private static func ladder(
        from start: Int, bits: ClosedRange<Int>, steps: Int
    ) -> [(base: Int, bits: Int)] {
        var base = start
        return bits.flatMap { bits in
            (0..<steps).map { _ in
                defer { base += 1 << bits }
                return (base, bits)
            }
        }
    }
}

/// A prefix code, by the lengths of its words (RFC 1951, 3.2.2).
struct PrefixCode {
    /// How many words have each length.
    private var counts = [Int](repeating: 0, count: 16)
    /// In the order of their words.
    private let symbols: [Int]

    /// - Parameter lengths: Of each symbol's word, at most 15; 0 for one that has none.
    init(_ lengths: [Int]) throws(Inflate.Malformed) {
        for length in lengths { counts[length] += 1 }
        counts[0] = 0
        var left = 1
        for length in 1..<16 {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw Inflate.Malformed() }
        }
        symbols = lengths.indices.filter { lengths[$0] > 0 }
            .sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }

    func symbol(_ bits: inout BitReader) throws(Inflate.Malformed) -> Int {
        var (word, first, index) = (0, 0, 0)
        for length in 1..<16 {
            word |= try bits.next(1)
            if word - first < counts[length] { return symbols[index + word - first] }
            index += counts[length]
            first = (first + counts[length]) << 1
            word <<= 1
        }
        throw Inflate.Malformed()
    }

    private init(unchecked lengths: [Int]) {
        for length in lengths { counts[length] += 1 }
        counts[0] = 0
        symbols = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }

    static let fixedLiterals = PrefixCode(
        unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = PrefixCode(unchecked: Array(repeating: 5, count: 30))
}

/// Bits of bytes, the lowest first.
struct BitReader {
    private let bytes: [UInt8]
    /// Of the next byte.
    private(set) var position: Int
    private var buffer = 0
    private var count = 0

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        position = start
    }

    /// A number of at most 16 bits.
    mutating func next(_ wanted: Int) throws(Inflate.Malformed) -> Int {
        while count < wanted {
            guard position < bytes.count else { throw Inflate.Malformed() }
            buffer |= Int(bytes[position]) << count
            position += 1
            count += 8
        }
        defer {
            buffer >>= wanted
            count -= wanted
        }
        return buffer & (1 << wanted - 1)
    }

    /// Passes over what is left of a byte.
    mutating func align() {
        buffer = 0
        count = 0
    }

    /// Whole bytes, after `align`.
    mutating func whole(_ count: Int) throws(Inflate.Malformed) -> ArraySlice<UInt8> {
        guard bytes.count - position >= count else { throw Inflate.Malformed() }
        defer { position += count }
        return bytes[position..<position + count]
    }
}

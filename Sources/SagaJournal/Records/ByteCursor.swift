/// A position that moves over bytes; what does not fit leaves it where it was.
///
/// It is handed the bytes at every step, since a structure cannot yet hold a span.
struct ByteCursor {
    private(set) var position: Int
    private let end: Int

    /// A cursor over `range` of the bytes that its functions are given.
    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    /// Moves over `text`, if it stands here.
    @inline(__always)
    mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        guard text.utf8CodeUnitCount <= end - position, bytes.starts(with: text, at: position)
        else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Reads a number without sign; nil where none stands or 64 bits cannot hold it.
    mutating func integer(_ bytes: Span<UInt8>) -> Int? {
        let start = position
        var value = 0
        while let digit = digit(bytes) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else {
                position = start
                return nil
            }
            value = sum
        }
        return position > start ? value : nil
    }

    mutating func twoDigits(_ bytes: Span<UInt8>) -> Int? {
        let start = position
        if let tens = digit(bytes), let ones = digit(bytes) { return tens * 10 + ones }
        position = start
        return nil
    }

    /// Reads a point and one to nine digits as nanoseconds; 0 where no point stands.
    mutating func fraction(_ bytes: Span<UInt8>) -> Int? {
        guard skip(".", bytes) else { return 0 }
        var value = 0
        var count = 0
        while count < 9, let digit = digit(bytes) {
            value = value * 10 + digit
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { value *= 10 }
        return value
    }

    /// Moves up to the next quote, or to the end, and returns what it moved over.
    mutating func untilQuote(_ bytes: Span<UInt8>) -> Range<Int> {
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\"") { position += 1 }
        return start..<position
    }

    private mutating func digit(_ bytes: Span<UInt8>) -> Int? {
        guard position < end, bytes[position] &- 0x30 < 10 else { return nil }
        defer { position += 1 }
        return Int(bytes[position] &- 0x30)
    }
}

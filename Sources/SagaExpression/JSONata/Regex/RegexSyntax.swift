/// A part of a regular expression.
indirect enum RegexSyntax {
    case empty
    case scalar(UInt32)
    case set(RegexSet)
    case sequence([RegexSyntax])
    case alternatives([RegexSyntax])
    /// With the number of the capture, from 1; without one it only groups.
    case group(RegexSyntax, capture: Int?)
    case repeated(RegexSyntax, Repetition)
    case lineStart
    case lineEnd
    case wordBoundary(isNegated: Bool)
    case backreference(Int)
    case namedBackreference(String)
    case look(RegexSyntax, isBehind: Bool, isNegated: Bool)

    struct Repetition {
        let least: Int
        /// Nil where there is no most.
        let most: Int?
        let isLazy: Bool
    }

    /// Whether every text that this matches has a character.
    var isNeverEmpty: Bool {
        switch self {
        case .scalar, .set: true
        case .sequence(let parts): parts.contains(where: \.isNeverEmpty)
        case .alternatives(let parts): parts.allSatisfy(\.isNeverEmpty)
        case .group(let part, _): part.isNeverEmpty
        case .repeated(let part, let repetition): repetition.least > 0 && part.isNeverEmpty
        case .empty, .lineStart, .lineEnd, .wordBoundary, .backreference, .namedBackreference,
            .look:
            false
        }
    }
}

/// Why a pattern is no regular expression.
struct RegexError: Error {
    let reason: String
}

/// A set of characters.
struct RegexSet {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: UInt32) -> Bool {
        for range in ranges where range.contains(scalar) { return !isNegated }
        return isNegated
    }

    /// What is not in this set, as ranges.
    var complement: RegexSet {
        var complement = RegexSet()
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { complement.ranges.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { complement.ranges.append(next...0x10FFFF) }
        return complement
    }

    static let digits = RegexSet(ranges: [0x30...0x39])
    static let word = RegexSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let blanks = RegexSet(ranges: [
        0x9...0xD, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
        0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineBreaks = RegexSet(ranges: [0xA...0xA, 0xD...0xD, 0x2028...0x2029])
}

/// A compiled regular expression.
///
/// A program for a machine that tries alternatives in order and comes back to the next where one
/// fails, as ECMAScript defines it. The machine keeps its choices in an array, not on the stack,
/// and every step costs fuel. Choices that led nowhere are not tried again where that is safe;
/// what is left of hostile patterns ends with an error.
final class Regex: Sendable {
    enum Instruction: Sendable {
        case scalar(UInt32)
        case set(Int)
        case lineStart
        case lineEnd
        case wordBoundary(isNegated: Bool)
        /// Keeps the place in a slot.
        case save(Int)
        /// Forgets the captures of a group's inside, before its next round.
        case forget(Range<Int>)
        /// Fails where nothing was matched since the place in the slot was kept.
        case demandProgress(Int)
        /// Goes on at the first, and at the second when that fails.
        case split(Int, Int, choice: Int)
        case jump(Int)
        case backreference(Int)
        /// Matches what follows, up to `accept`, around the place; then goes on at `next`.
        case look(isBehind: Bool, isNegated: Bool, next: Int)
        case accept
    }

    let source: String
    let program: [Instruction]
    let sets: [RegexSet]
    let captureCount: Int
    let slotCount: Int
    /// For each choice of the program, where the rounds around it that may be empty keep their
    /// start.
    let choiceSlots: [[Int]]
    let hasBackreference: Bool
    let ignoresCase: Bool
    let isMultiline: Bool
    /// The character that every match begins with, where there is one.
    let firstScalar: UInt32?

    init(parsing pattern: String, flags: String) throws(RegexError) {
        var parser = RegexParser(pattern)
        let syntax = try parser.parse()
        ignoresCase = flags.contains("i")
        isMultiline = flags.contains("m")
        var assembler = RegexAssembler(
            captureCount: parser.captureCount, names: parser.names, ignoresCase: ignoresCase)
        try assembler.emit(syntax)
        try assembler.append(.accept)
        source = pattern
        program = assembler.program
        sets = assembler.sets
        captureCount = parser.captureCount
        slotCount = assembler.slotCount
        choiceSlots = assembler.choiceSlots
        hasBackreference = assembler.program.contains {
            if case .backreference = $0 { true } else { false }
        }
        var first: UInt32?
        if !ignoresCase, case .scalar(let scalar)? = assembler.program.first { first = scalar }
        firstScalar = first
    }

    /// The form in which characters are compared where case does not count.
    static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return 0x61...0x7A ~= scalar ? scalar - 32 : scalar }
        guard let known = Unicode.Scalar(scalar) else { return scalar }
        let mapping = known.properties.uppercaseMapping.unicodeScalars
        guard mapping.count == 1, let upper = mapping.first, upper.value >= 0x80 else {
            return scalar
        }
        return upper.value
    }
}

/// Writes the program of a regular expression.
struct RegexAssembler {
    private(set) var program: [Regex.Instruction] = []
    private(set) var sets: [RegexSet] = []
    private(set) var slotCount: Int
    private(set) var choiceSlots: [[Int]] = []
    /// Where the rounds that are being written and may be empty keep their start.
    private var openSlots: [Int] = []
    private let captureCount: Int
    private let names: [(name: String, capture: Int)]
    private let ignoresCase: Bool

    init(captureCount: Int, names: [(name: String, capture: Int)], ignoresCase: Bool) {
        self.captureCount = captureCount
        self.names = names
        self.ignoresCase = ignoresCase
        slotCount = 2 * (captureCount + 1)
    }

    mutating func append(_ instruction: Regex.Instruction) throws(RegexError) {
        guard program.count < JSONataLimits.regexInstructions else {
            throw RegexError(reason: "Regular expression too large")
        }
        program.append(instruction)
    }

    mutating func emit(_ syntax: RegexSyntax) throws(RegexError) {
        switch syntax {
        case .empty: break
        case .scalar(let scalar):
            try append(.scalar(ignoresCase ? Regex.folded(scalar) : scalar))
        case .set(let set):
            sets.append(set)
            try append(.set(sets.count - 1))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .alternatives(let parts): try emitAlternatives(parts)
        case .group(let part, let capture):
            if let capture { try append(.save(2 * capture)) }
            try emit(part)
            if let capture { try append(.save(2 * capture + 1)) }
        case .repeated(let part, let repetition): try emitRepetition(part, repetition)
        case .lineStart: try append(.lineStart)
        case .lineEnd: try append(.lineEnd)
        case .wordBoundary(let isNegated): try append(.wordBoundary(isNegated: isNegated))
        case .backreference(let number):
            if number <= captureCount { try append(.backreference(number)) }
        case .namedBackreference(let name):
            guard let known = names.first(where: { $0.name == name }) else {
                throw RegexError(reason: "Invalid named reference")
            }
            try append(.backreference(known.capture))
        case .look(let part, let isBehind, let isNegated):
            let start = program.count
            try append(.accept)
            try emit(part)
            try append(.accept)
            program[start] = .look(
                isBehind: isBehind, isNegated: isNegated, next: program.count)
        }
    }

    private mutating func emitAlternatives(_ parts: [RegexSyntax]) throws(RegexError) {
        var ends: [Int] = []
        for (index, part) in parts.enumerated() {
            guard index < parts.count - 1 else {
                try emit(part)
                break
            }
            let split = program.count
            try append(.accept)
            try emit(part)
            ends.append(program.count)
            try append(.accept)
            program[split] = makeSplit(split + 1, program.count)
        }
        for end in ends { program[end] = .jump(program.count) }
    }

    private mutating func emitRepetition(
        _ part: RegexSyntax, _ repetition: RegexSyntax.Repetition
    ) throws(RegexError) {
        for _ in 0..<repetition.least {
            try emitForgetting(part)
            let size = program.count
            try emit(part)
            if program.count == size { break }
        }
        guard let most = repetition.most else {
            try emitLoop(part, isLazy: repetition.isLazy)
            return
        }
        var splits: [Int] = []
        for _ in repetition.least..<max(most, repetition.least) {
            let size = program.count
            splits.append(size)
            try append(.accept)
            try emitRound(part)
            if program.count == size + 1 {
                program.removeLast()
                splits.removeLast()
                break
            }
        }
        for split in splits {
            program[split] = makeSplit(
                split + 1, program.count, isLazy: repetition.isLazy)
        }
    }

    private mutating func emitLoop(_ part: RegexSyntax, isLazy: Bool) throws(RegexError) {
        let start = program.count
        try append(.accept)
        try emitRound(part)
        try append(.jump(start))
        program[start] = makeSplit(start + 1, program.count, isLazy: isLazy)
    }

    /// One round of a repetition, which must match something if it is not the least number.
    private mutating func emitRound(_ part: RegexSyntax) throws(RegexError) {
        try emitForgetting(part)
        if part.isNeverEmpty { return try emit(part) }
        let slot = slotCount
        slotCount += 1
        try append(.save(slot))
        openSlots.append(slot)
        try emit(part)
        openSlots.removeLast()
        try append(.demandProgress(slot))
    }

    /// Each round begins without what the one before has captured (ECMA-262, RepeatMatcher).
    private mutating func emitForgetting(_ part: RegexSyntax) throws(RegexError) {
        guard let captures = part.captures else { return }
        try append(.forget(2 * captures.lowerBound..<2 * captures.upperBound + 2))
    }

    private mutating func makeSplit(
        _ body: Int, _ end: Int, isLazy: Bool = false
    ) -> Regex.Instruction {
        choiceSlots.append(openSlots)
        let choice = choiceSlots.count - 1
        return isLazy
            ? .split(end, body, choice: choice) : .split(body, end, choice: choice)
    }
}

extension RegexSyntax {
    /// The numbers of the captures in here.
    fileprivate var captures: ClosedRange<Int>? {
        switch self {
        case .group(let part, let capture):
            let inner = part.captures
            guard let capture else { return inner }
            return capture...(inner?.upperBound ?? capture)
        case .repeated(let part, _), .look(let part, _, _): return part.captures
        case .sequence(let parts), .alternatives(let parts):
            let all = parts.compactMap(\.captures)
            guard let first = all.first, let last = all.last else { return nil }
            return first.lowerBound...last.upperBound
        default: return nil
        }
    }
}

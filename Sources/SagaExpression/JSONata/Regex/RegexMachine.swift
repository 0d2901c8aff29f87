/// Runs the program of a regular expression over a text.
struct RegexMachine {
    private let regex: Regex
    private let text: [UInt32]
    private let run: Run
    /// The places kept: two for each capture, then those that demand progress.
    private var slots: [Int]
    private var choices: [Choice] = []
    /// How many of them belong to what is tried around, and stay as they are.
    private var base = 0
    private var memo: RegexMemo
    /// Parts of the expression that are tried around a place, inside of each other.
    private var looks = 0
    /// What was done, in steps, and how much of it was paid for.
    private var steps = 0
    private var paidSteps = 0

    /// Something to come back to: a place in program and text, or a slot to put back.
    private struct Choice {
        let instruction: Int
        var position: Int
        /// Negative for a place to go on from.
        let slot: Int
        /// How many places before `position` there are to go on from too: a repetition of one
        /// character leaves one at each, and takes no room for them.
        var count = 0
    }

    init(_ regex: Regex, _ text: RegexText, _ run: Run) {
        self.regex = regex
        self.text = text.scalars
        self.run = run
        slots = Array(repeating: -1, count: regex.slotCount)
        memo = RegexMemo(regex, textCount: text.scalars.count)
    }

    /// The places of the first match at or after `start`, two for each capture.
    mutating func firstMatch(from start: Int) throws(JSONataError) -> [Int]? {
        let match = try search(from: start)
        try pay()
        return match
    }

    private mutating func search(from start: Int) throws(JSONataError) -> [Int]? {
        var start = start
        while start <= text.count {
            if let first = regex.firstScalar {
                while start < text.count, text[start] != first { start += 1 }
                if start == text.count { return nil }
            }
            for index in slots.indices { slots[index] = -1 }
            if let end = try match(at: start, from: 0, endingAt: nil) {
                slots[0] = start
                slots[1] = end
                return slots
            }
            start += 1
            try step(1 + slots.count / 8)
        }
        return nil
    }

    private mutating func step(_ count: Int = 1) throws(JSONataError) {
        steps += count
        if steps - paidSteps > 0xFF { try pay() }
    }

    /// A step takes about as long as one of the evaluator's.
    private mutating func pay() throws(JSONataError) {
        try run.spend(steps - paidSteps)
        paidSteps = steps
    }

    /// Where a match ends that starts here, or nil.
    private mutating func match(
        at start: Int, from first: Int, endingAt wantedEnd: Int?
    ) throws(JSONataError) -> Int? {
        let outer = base
        base = choices.count
        defer { base = outer }
        var place = start
        var next = first
        while true {
            try step()
            if case .accept = regex.program[next], wantedEnd == nil || wantedEnd == place {
                // What a part around a place has captured goes with what led there.
                let kept = looks == 0 ? [] : choices[base...].filter { $0.slot >= 0 }
                choices.replaceSubrange(base..., with: kept)
                return place
            }
            if try advance(&next, &place) { continue }
            guard retreat(&next, &place) else { return nil }
        }
    }

    /// Does one instruction; false when it fails.
    private mutating func advance(
        _ next: inout Int, _ place: inout Int
    ) throws(JSONataError) -> Bool {
        let instruction = regex.program[next]
        next += 1
        switch instruction {
        case .scalar, .set:
            if case .set(let index) = instruction {
                try step(regex.sets[index].ranges.count / 8)
            }
            guard place < text.count, matches(instruction, text[place]) else { return false }
            place += 1
        case .lineStart:
            return place == 0 || regex.isMultiline && isLineBreak(place - 1)
        case .lineEnd:
            return place == text.count || regex.isMultiline && isLineBreak(place)
        case .wordBoundary(let isNegated):
            return (isWord(place - 1) != isWord(place)) != isNegated
        case .save(let slot): try set(slot, to: place)
        case .forget(let range):
            try step(range.count / 4)
            for slot in range { try set(slot, to: -1) }
        case .demandProgress(let slot): return slots[slot] != place
        case .split(let preferred, let other, let choice):
            if isKnownToFail(choice, at: place) { return false }
            try push(Choice(instruction: other, position: place, slot: -1))
            next = preferred
        case .jump(let target): next = target
        case .backreference(let number):
            try step(max(0, slots[2 * number + 1] - slots[2 * number]) / 4)
            return matchAgain(number, &place)
        case .look(let isBehind, let isNegated, let target):
            looks += 1
            let found = try look(at: place, from: next, isBehind: isBehind)
            looks -= 1
            next = target
            return found != isNegated
        case .accept: return false
        }
        return true
    }

    /// Whether the choice was made at the place before, to no avail.
    ///
    /// What is tried around a place may have been made with success, only to be tried again on
    /// another way to that place.
    private mutating func isKnownToFail(_ choice: Int, at place: Int) -> Bool {
        guard looks == 0 else { return false }
        for slot in regex.choiceSlots[choice] where slots[slot] == place { return false }
        return memo.isKnown(choice: choice, at: place, after: steps)
    }

    private mutating func push(_ choice: Choice) throws(JSONataError) {
        if choice.slot < 0, choices.count > base, let last = choices.last, last.slot < 0,
            last.instruction == choice.instruction, last.position + 1 == choice.position
        {
            choices[choices.count - 1].position += 1
            choices[choices.count - 1].count += 1
            return
        }
        guard choices.count < JSONataLimits.regexChoices else {
            throw JSONataError("U1002")
        }
        choices.append(choice)
    }

    private mutating func set(_ slot: Int, to place: Int) throws(JSONataError) {
        if slots[slot] == place { return }
        try push(Choice(instruction: 0, position: slots[slot], slot: slot))
        slots[slot] = place
    }

    /// Goes back to the last choice; false when there is none.
    private mutating func retreat(_ next: inout Int, _ place: inout Int) -> Bool {
        while choices.count > base, let choice = choices.popLast() {
            if choice.slot < 0 {
                next = choice.instruction
                place = choice.position
                if choice.count > 0 {
                    choices.append(choice)
                    choices[choices.count - 1].position -= 1
                    choices[choices.count - 1].count -= 1
                }
                return true
            }
            slots[choice.slot] = choice.position
        }
        return false
    }

    /// Whether the part at `first` matches before or after the place.
    private mutating func look(
        at place: Int, from first: Int, isBehind: Bool
    ) throws(JSONataError) -> Bool {
        guard isBehind else { return try match(at: place, from: first, endingAt: nil) != nil }
        var start = place
        while start >= 0 {
            if try match(at: start, from: first, endingAt: place) != nil { return true }
            start -= 1
        }
        return false
    }

    private func matches(_ instruction: Regex.Instruction, _ scalar: UInt32) -> Bool {
        switch instruction {
        case .scalar(let wanted):
            return (regex.ignoresCase ? Regex.folded(scalar) : scalar) == wanted
        case .set(let index):
            let set = regex.sets[index]
            guard regex.ignoresCase else { return set.contains(scalar) }
            return set.isNegated
                ? !set.negated.containsAnyCase(of: scalar)
                : set.containsAnyCase(of: scalar)
        default: return false
        }
    }

    private func matchAgain(_ number: Int, _ place: inout Int) -> Bool {
        let (start, end) = (slots[2 * number], slots[2 * number + 1])
        guard start >= 0, end >= start else { return true }
        guard place + end - start <= text.count else { return false }
        for offset in 0..<end - start {
            let (a, b) = (text[start + offset], text[place + offset])
            if a == b { continue }
            guard regex.ignoresCase, Regex.folded(a) == Regex.folded(b) else { return false }
        }
        place += end - start
        return true
    }

    private func isWord(_ index: Int) -> Bool {
        text.indices.contains(index) && RegexSet.word.contains(text[index])
    }

    private func isLineBreak(_ index: Int) -> Bool {
        text.indices.contains(index) && RegexSet.lineBreaks.contains(text[index])
    }
}

extension RegexSet {
    fileprivate var negated: RegexSet {
        var set = self
        set.isNegated.toggle()
        return set
    }

    /// Whether the set has the character in either case.
    fileprivate func containsAnyCase(of scalar: UInt32) -> Bool {
        if contains(scalar) || contains(Regex.folded(scalar)) { return true }
        guard let known = Unicode.Scalar(scalar) else { return false }
        let lower = known.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 && lower.first.map { contains($0.value) } == true
    }
}

/// A text that regular expressions are matched against.
final class RegexText {
    let text: String
    let scalars: [UInt32]
    /// The place that was counted last: places are asked for in the order of the matches, and
    /// counting from the start each time would take time that grows with the square of the text.
    private var counted = (index: 0, units: 0)

    init(_ text: String) {
        self.text = text
        scalars = text.unicodeScalars.map(\.value)
    }

    subscript(range: Range<Int>) -> String {
        var part = String.UnicodeScalarView()
        for value in scalars[range] { part.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return String(part)
    }

    /// The place in UTF-16 code units, as ECMAScript counts.
    func codeUnits(before index: Int) -> Int {
        move { place, _ in place < index }
        return counted.units
    }

    /// The index of the character at a place in UTF-16 code units.
    func index(ofCodeUnit offset: Int) -> Int {
        move { _, units in units < offset }
        return counted.index
    }

    /// Goes on to the first place that is not before the wanted one, or back to it.
    private func move(while isBefore: (_ index: Int, _ units: Int) -> Bool) {
        while counted.index > 0 {
            let width = scalars[counted.index - 1] > 0xFFFF ? 2 : 1
            guard !isBefore(counted.index - 1, counted.units - width) else { break }
            counted = (counted.index - 1, counted.units - width)
        }
        while counted.index < scalars.count, isBefore(counted.index, counted.units) {
            counted.units += scalars[counted.index] > 0xFFFF ? 2 : 1
            counted.index += 1
        }
    }
}

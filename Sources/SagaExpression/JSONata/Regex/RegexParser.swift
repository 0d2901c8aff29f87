/// Parses the syntax of ECMAScript's regular expressions, without the flags `u` and `v`.
struct RegexParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private(set) var captureCount = 0
    private(set) var names: [(name: String, capture: Int)] = []

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    mutating func parse() throws(RegexError) -> RegexSyntax {
        let syntax = try alternatives()
        if position < scalars.count { throw RegexError(reason: "Unmatched ')'") }
        return syntax
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func alternatives() throws(RegexError) -> RegexSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONataLimits.regexNesting else {
            throw RegexError(reason: "Too many nested groups")
        }
        var all = [try sequence()]
        while take("|") { all.append(try sequence()) }
        return all.count == 1 ? all[0] : .alternatives(all)
    }

    private mutating func sequence() throws(RegexError) -> RegexSyntax {
        var parts: [RegexSyntax] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            let part = try atom()
            parts.append(try repeated(part))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() throws(RegexError) -> RegexSyntax {
        guard let scalar = peek() else { return .empty }
        switch scalar {
        case "^":
            position += 1
            return .lineStart
        case "$":
            position += 1
            return .lineEnd
        case ".":
            position += 1
            return .set(RegexSet.lineBreaks.complement)
        case "(": return try group()
        case "[": return .set(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?": throw RegexError(reason: "Nothing to repeat")
        case "{" where quantifier(at: position) != nil:
            throw RegexError(reason: "Nothing to repeat")
        default:
            position += 1
            return .scalar(scalar.value)
        }
    }

    private mutating func group() throws(RegexError) -> RegexSyntax {
        position += 1
        let syntax: RegexSyntax
        if take("?:") {
            syntax = .group(try alternatives(), capture: nil)
        } else if take("?=") {
            syntax = .look(try alternatives(), isBehind: false, isNegated: false)
        } else if take("?!") {
            syntax = .look(try alternatives(), isBehind: false, isNegated: true)
        } else if take("?<=") {
            syntax = .look(try alternatives(), isBehind: true, isNegated: false)
        } else if take("?<!") {
            syntax = .look(try alternatives(), isBehind: true, isNegated: true)
        } else {
            captureCount += 1
            let capture = captureCount
            if take("?<") {
                names.append((try name(), capture))
            } else if peek() == "?" {
                throw RegexError(reason: "Invalid group")
            }
            syntax = .group(try alternatives(), capture: capture)
        }
        guard take(")") else { throw RegexError(reason: "Unterminated group") }
        return syntax
    }

    /// A group's name up to its closing bracket.
    private mutating func name() throws(RegexError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek(), scalar != ">" {
            name.append(scalar)
            position += 1
        }
        guard take(">"), !name.isEmpty else {
            throw RegexError(reason: "Invalid capture group name")
        }
        return String(name)
    }

    private mutating func repeated(_ part: RegexSyntax) throws(RegexError) -> RegexSyntax {
        let least: Int
        let most: Int?
        switch peek() {
        case "*": (least, most) = (0, nil)
        case "+": (least, most) = (1, nil)
        case "?": (least, most) = (0, 1)
        case "{":
            guard let found = quantifier(at: position) else { return part }
            (least, most) = (found.least, found.most)
            position = found.end - 1
        default: return part
        }
        position += 1
        if let most, most < least {
            throw RegexError(reason: "numbers out of order in {} quantifier")
        }
        switch part {
        case .lineStart, .lineEnd, .wordBoundary: throw RegexError(reason: "Nothing to repeat")
        default: break
        }
        let isLazy = take("?")
        let repetition = RegexSyntax.Repetition(least: least, most: most, isLazy: isLazy)
        return .repeated(part, repetition)
    }

    /// `{2}`, `{2,}` or `{2,3}`; anything else with a brace is the brace itself.
    private func quantifier(at start: Int) -> (least: Int, most: Int?, end: Int)? {
        var index = start + 1
        func number() -> Int? {
            var value: Int?
            while index < scalars.count, "0"..."9" ~= scalars[index] {
                let digit = Int(scalars[index].value - 0x30)
                value = min((value ?? 0) * 10 + digit, 1_000_000)
                index += 1
            }
            return value
        }
        guard let least = number(), index < scalars.count else { return nil }
        var most: Int? = least
        if scalars[index] == "," {
            index += 1
            most = number()
        }
        guard index < scalars.count, scalars[index] == "}" else { return nil }
        return (least, most, index + 1)
    }

    private mutating func escape() throws(RegexError) -> RegexSyntax {
        position += 1
        guard let letter = peek() else { throw RegexError(reason: "\\ at end of pattern") }
        switch letter {
        case "b", "B":
            position += 1
            return .wordBoundary(isNegated: letter == "B")
        case "k" where peek(1) == "<":
            position += 2
            return .namedBackreference(try name())
        case "1"..."9":
            var number = 0
            while let digit = peek(), "0"..."9" ~= digit, number < 1000 {
                number = number * 10 + Int(digit.value - 0x30)
                position += 1
            }
            return .backreference(number)
        default:
            if let set = try classEscape() { return .set(set) }
            return .scalar(try characterEscape())
        }
    }

    /// `\d` and its like; nil for any other escape.
    private mutating func classEscape() throws(RegexError) -> RegexSet? {
        let set: RegexSet
        switch peek() {
        case "d": set = .digits
        case "D": set = RegexSet.digits.complement
        case "w": set = .word
        case "W": set = RegexSet.word.complement
        case "s": set = .blanks
        case "S": set = RegexSet.blanks.complement
        default: return nil
        }
        position += 1
        return set
    }

    /// The character that an escape stands for; the position is behind the backslash.
    private mutating func characterEscape() throws(RegexError) -> UInt32 {
        guard let letter = peek() else { throw RegexError(reason: "\\ at end of pattern") }
        position += 1
        switch letter {
        case "t": return 9
        case "n": return 10
        case "v": return 11
        case "f": return 12
        case "r": return 13
        case "0": return 0
        case "x": return hexadecimal(2) ?? letter.value
        case "u": return hexadecimal(4) ?? letter.value
        case "c":
            guard let control = peek(), control.properties.isAlphabetic, control.isASCII else {
                position -= 1
                return 0x5C
            }
            position += 1
            return control.value % 32
        default: return letter.value
        }
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard position + count <= scalars.count else { return nil }
        var value: UInt32 = 0
        for scalar in scalars[position..<position + count] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        position += count
        return value
    }

    private mutating func characterClass() throws(RegexError) -> RegexSet {
        position += 1
        var set = RegexSet()
        set.isNegated = take("^")
        while !take("]") {
            guard peek() != nil else {
                throw RegexError(reason: "Unterminated character class")
            }
            let first = try classAtom()
            guard case .scalar(let low) = first, peek() == "-", peek(1) != "]", peek(1) != nil
            else {
                set.add(first)
                continue
            }
            position += 1
            let last = try classAtom()
            guard case .scalar(let high) = last else {
                set.add(first)
                set.add(.scalar(0x2D))
                set.add(last)
                continue
            }
            guard low <= high else {
                throw RegexError(reason: "Range out of order in character class")
            }
            set.ranges.append(low...high)
        }
        return set
    }

    fileprivate enum ClassAtom {
        case scalar(UInt32)
        case set(RegexSet)
    }

    private mutating func classAtom() throws(RegexError) -> ClassAtom {
        guard let scalar = peek() else {
            throw RegexError(reason: "Unterminated character class")
        }
        position += 1
        guard scalar == "\\" else { return .scalar(scalar.value) }
        if let set = try classEscape() { return .set(set) }
        if peek() == "b" {
            position += 1
            return .scalar(8)
        }
        return .scalar(try characterEscape())
    }
}

extension RegexSet {
    fileprivate mutating func add(_ atom: RegexParser.ClassAtom) {
        switch atom {
        case .scalar(let scalar): ranges.append(scalar...scalar)
        case .set(let set): ranges += set.ranges
        }
    }
}

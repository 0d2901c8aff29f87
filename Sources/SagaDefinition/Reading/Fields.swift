import SagaSource
import SagaValue

/// The members of a map, read one by one with a finding for whatever does not fit.
struct Fields {
    let part: Part
    let reading: Reading

    /// Nil, with a finding, where there is no map.
    init?(_ part: Part, _ reading: Reading) {
        guard part.node.members != nil else {
            reading.wrongType(part, expected: "OBJECT", words: "a map")
            return nil
        }
        self.part = part
        self.reading = reading
    }

    subscript(key: String) -> Part? { part[key] }

    func has(_ key: String) -> Bool { part.node.member(key) != nil }

    /// The keys of `candidates` that are there, in that order.
    func present(_ candidates: [String]) -> [String] { candidates.filter(has) }

    func string(_ key: String) -> String? { part[key].flatMap(reading.text) }

    /// A string that is not empty.
    func name(_ key: String) -> String? {
        guard let part = part[key], let text = reading.text(part) else { return nil }
        if text.isEmpty { reportEmpty(part) }
        return text.isEmpty ? nil : text
    }

    func bool(_ key: String) -> Bool? {
        guard let part = part[key] else { return nil }
        if let flag = part.scalar?.bool { return flag }
        reading.wrongType(part, expected: "BOOLEAN", words: "true or false")
        return nil
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let part = part[key] else { return nil }
        return integer(part, in: range)
    }

    func integer(_ part: Part, in range: ClosedRange<Int>) -> Int? {
        guard let number = part.scalar?.number, let value = number.exactInteger else {
            let isPath = part.string.map(PathLookalikes.looksLikePath) ?? false
            reading.wrongType(
                part, expected: "INTEGER", words: "an integer",
                label: isPath ? "a path belongs into the field's `…Path`" : nil)
            return nil
        }
        guard range.contains(value) else {
            reportRange(part, Double(value), Double(range.lowerBound), Double(range.upperBound))
            return nil
        }
        return value
    }

    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let part = part[key] else { return nil }
        guard let value = part.scalar?.number?.double else {
            reading.wrongType(part, expected: "NUMBER", words: "a number")
            return nil
        }
        guard range.contains(value) else {
            reportRange(part, value, range.lowerBound, range.upperBound)
            return nil
        }
        return value
    }

    /// One of the words of an enumeration.
    func word<Word>(_ key: String, _ type: Word.Type = Word.self) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        guard let part = part[key], let text = reading.text(part) else { return nil }
        if let word = Word(rawValue: text) { return word }
        reportWord(part, text, Word.allCases.map(\.rawValue))
        return nil
    }

    /// The elements of a list.
    func list(_ key: String, isEmptyAllowed: Bool = false) -> [Part]? {
        guard let part = part[key] else { return nil }
        guard let elements = part.elements else {
            reading.wrongType(part, expected: "ARRAY", words: "a list")
            return nil
        }
        if elements.isEmpty, !isEmptyAllowed { reportEmpty(part) }
        return elements
    }

    /// A list of strings; what is none is left out with a finding.
    func strings(_ key: String, isEmptyAllowed: Bool = true) -> [String]? {
        list(key, isEmptyAllowed: isEmptyAllowed)?.compactMap(reading.text)
    }

    func map(_ key: String) -> Fields? {
        part[key].flatMap { Fields($0, reading) }
    }
}

// What is wrong with the map as a whole, or with one of its values.
extension Fields {
    func reportEmpty(_ part: Part) {
        reading.report(
            .emptyValue, "\(part.path.owner) must not be empty", at: part,
            aws: .init("SCHEMA_VALIDATION_FAILED", "Value cannot be empty"))
    }

    func reportWord(_ part: Part, _ text: String, _ words: [String]) {
        reading.report(
            .unknownWord,
            "`\(text)` is none of " + words.map { "`\($0)`" }.joined(separator: ", "), at: part,
            label: reading.nearest(to: text, among: words).map { "did you mean `\($0)`?" },
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "Value should be one of the following: [\(words.joined(separator: ", "))]"))
    }

    private func reportRange(_ part: Part, _ value: Double, _ low: Double, _ high: Double) {
        let isBelow = value < low
        let bound = (isBelow ? low : high).ecmaScriptText
        reading.report(
            .outOfRange, "`\(part.node.text ?? "")` is \(isBelow ? "less" : "more") than \(bound)",
            at: part,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                isBelow ? "Minimum value is \(bound)" : "Maximum value is \(bound)"))
    }

    /// Reports the fields of `keys` that are missing.
    func require(_ keys: [String]) {
        let missing = keys.filter { !has($0) }
        if missing.isEmpty { return }
        let names = missing.map { "`\($0)`" }.joined(separator: " and ")
        reading.report(
            .missingField, "\(names) \(missing.count > 1 ? "are" : "is") missing", at: head,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "These fields are required: [\(missing.joined(separator: ", "))]"))
    }

    /// Reports all but the first of `keys` that stand here together; gives the first.
    @discardableResult func atMostOne(_ keys: [String]) -> String? {
        let there = present(keys)
        for key in there.dropFirst() {
            guard let member = part.node.member(key) else { continue }
            reading.report(
                .exclusiveFields, "`\(key)` cannot stand beside `\(there[0])`",
                atKey: member.key, of: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "Only one of these fields is allowed: [\(keys.joined(separator: ", "))]"))
        }
        return there.first
    }

    /// The same, with a finding if none of them stands here.
    @discardableResult func exactlyOne(_ keys: [String]) -> String? {
        if let key = atMostOne(keys) { return key }
        let names = keys.map { "`\($0)`" }.joined(separator: ", ")
        reading.report(
            .missingField, "one of \(names) is missing", at: head,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "One of these fields is required: [\(keys.joined(separator: ", "))]"))
        return nil
    }

    /// Reports every field that `known` does not name.
    ///
    /// - Parameter owner: What the map is, for the message: "a Pass state".
    func allow(_ known: [String], in owner: String, language: QueryLanguage? = nil) {
        for member in part.node.members ?? [] {
            if !known.contains(where: { $0.hasSameCodePoints(as: member.name) }) {
                reading.report(
                    .unknownField, "the field `\(member.name)` is not supported in \(owner)",
                    atKey: member.key, of: part,
                    label: reading.nearest(to: member.name, among: known.filter { !has($0) }).map {
                        "did you mean `\($0)`?"
                    },
                    aws: .init(
                        "SCHEMA_VALIDATION_FAILED", "Field '\(member.name)' is not supported"))
            } else if let language,
                FieldTable.languages[member.name].map({ $0 != language }) == true
            {
                reportLanguage(member, language)
            }
        }
    }

    private func reportLanguage(_ member: Node.Member, _ language: QueryLanguage) {
        let other: QueryLanguage = language == .jsonPath ? .jsonata : .jsonPath
        reading.report(
            .wrongLanguageField,
            "`\(member.name)` belongs to \(other.rawValue), and the query language here is"
                + " \(language.rawValue)",
            atKey: member.key, of: part,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "The QueryLanguage is set to '\(language.rawValue)', but field '\(member.name)' is"
                    + " only supported for the '\(other.rawValue)' QueryLanguage"))
    }

    /// The map's beginning, where a finding about something missing points.
    var head: Part {
        let first = part.node.members?.first?.key
        return first.map { Part(node: $0, path: part.path) } ?? part
    }
}

extension NodePath {
    /// The field at the end of the path, in backquotes, or that an element stands in.
    fileprivate var owner: String {
        guard let last = steps.last else { return "a definition" }
        switch last {
        case .member(let name): return "`\(name)`"
        case .element: return "an element of " + NodePath(Array(steps.dropLast())).owner
        }
    }
}

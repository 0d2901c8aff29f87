/// One place where a text was matched.
struct TextMatch {
    let text: String
    /// In characters of the text.
    let range: Range<Int>
    let groups: [Datum]
}

extension Run {
    /// The match of a regular expression as a value, as a function that is one returns it.
    func match(
        _ regex: Regex, _ text: RegexText, from start: Int, isFirst: Bool
    ) throws(JSONataError) -> Datum {
        guard let match = try find(regex, text, from: start, isFirst: isFirst) else {
            return .undefined
        }
        let record = Record()
        record.set("match", .string(match.text))
        record.set("start", Datum(text.codeUnits(before: match.range.lowerBound)))
        record.set("end", Datum(text.codeUnits(before: match.range.upperBound)))
        record.set("groups", .list(List(match.groups, [], itemDepth: 0)))
        let next = Function(.nextMatch(regex, text, from: match.range.upperBound))
        record.set("next", .function(next))
        return .record(record)
    }

    func find(
        _ regex: Regex, _ text: RegexText, from start: Int, isFirst: Bool
    ) throws(JSONataError) -> TextMatch? {
        if !isFirst, start >= text.scalars.count { return nil }
        // A match is an object with what its groups matched.
        try spend(4 + regex.captureCount)
        var machine = RegexMachine(regex, text, self)
        guard let places = try machine.firstMatch(from: start) else { return nil }
        if !isFirst, places[0] == places[1] {
            throw JSONataError("D1004", value: regex.source)
        }
        var groups: [Datum] = []
        for capture in 0..<regex.captureCount {
            let (start, end) = (places[2 * capture + 2], places[2 * capture + 3])
            groups.append(start < 0 || end < start ? .undefined : .string(text[start..<end]))
        }
        let range = places[0]..<places[1]
        return TextMatch(text: text[range], range: range, groups: groups)
    }
}

/// The matches of a function in a text, one after the other.
struct Matches {
    private enum Source {
        case regex(Regex, from: Int)
        /// A function of the expression's own, or the `next` that it returned.
        case function(Function, isFirst: Bool)
    }

    let text: RegexText
    private let call: Call
    private var source: Source?
    private var isFirst = true

    init(of function: Function, in text: String, _ call: Call) throws(JSONataError) {
        try call.run.spend(text.utf8.count / 4)
        self.text = RegexText(text)
        self.call = call
        if case .regex(let regex) = function.kind {
            source = .regex(regex, from: 0)
        } else {
            source = .function(function, isFirst: true)
        }
    }

    mutating func next() throws(JSONataError) -> TextMatch? {
        switch source {
        case .regex(let regex, let start):
            let match = try call.run.find(regex, text, from: start, isFirst: isFirst)
            isFirst = false
            source = match.map { .regex(regex, from: $0.range.upperBound) }
            return match
        case .function(let function, let isFirst):
            let arguments: [Datum] = isFirst ? [.string(text.text)] : []
            let result = try call.run.call(
                function, arguments, input: .null, frame: call.frame)
            return try match(in: result)
        case nil: return nil
        }
    }

    /// The match that a function of the expression's own returned.
    private mutating func match(in result: Datum) throws(JSONataError) -> TextMatch? {
        source = nil
        guard result.isTruthy else { return nil }
        let start = result.lookup("start").double
        let groups = result.lookup("groups").elements
        var next: Function?
        if case .function(let function) = result.lookup("next") { next = function }
        guard start != nil || groups != nil || next != nil else { throw JSONataError("T1010") }
        source = next.map { .function($0, isFirst: false) }
        let first = text.index(ofCodeUnit: Int(exactly: start ?? 0) ?? 0)
        guard case .string(let matched) = result.lookup("match") else {
            throw JSONataError("T1010")
        }
        let end = min(first + matched.unicodeScalars.count, text.scalars.count)
        return TextMatch(text: matched, range: first..<end, groups: groups?.array ?? [])
    }
}

extension Arguments {
    func contains(_ call: Call) throws(JSONataError) -> Datum {
        guard let text = string(0) else { return .undefined }
        if let part = string(1) {
            try call.run.spendOnSearch(of: part, in: text)
            return .bool(text.firstRange(of: part) != nil)
        }
        guard let function = function(1) else { return .undefined }
        var matches = try Matches(of: function, in: text, call)
        return .bool(try matches.next() != nil)
    }

    func match(_ call: Call) throws(JSONataError) -> Datum {
        guard let text = string(0), let function = function(1) else { return .undefined }
        let limit = try limit(2, code: "D3040")
        var found = List.sequence()
        var matches = try Matches(of: function, in: text, call)
        while found.count < limit, let match = try matches.next() {
            let record = Record()
            record.set("match", .string(match.text))
            let start = matches.text.codeUnits(before: match.range.lowerBound)
            record.set("index", Datum(start))
            record.set("groups", .list(List(match.groups, [], itemDepth: 0)))
            found.append(.record(record))
        }
        return .list(found)
    }

    func split(_ call: Call) throws(JSONataError) -> Datum {
        guard let text = string(0) else { return .undefined }
        let limit = try limit(2, code: "D3020")
        var parts: [String] = []
        if let separator = string(1) {
            try call.run.spendOnSearch(of: separator, in: text)
            let whole = double(2).flatMap { Int(exactly: $0.rounded(.down)) }
            parts = split(text, by: separator, whole ?? limit)
        } else if let function = function(1) {
            var matches = try Matches(of: function, in: text, call)
            var start = 0
            while parts.count < limit, let match = try matches.next() {
                parts.append(matches.text[start..<max(start, match.range.lowerBound)])
                start = match.range.upperBound
            }
            if parts.count < limit {
                parts.append(matches.text[start..<matches.text.scalars.count])
            }
        } else {
            parts = [text]
        }
        try call.run.spend(parts.count)
        return .list(List(parts.map { .string($0) }, [], itemDepth: 0))
    }

    private func split(_ text: String, by separator: String, _ limit: Int) -> [String] {
        if separator.isEmpty { return text.unicodeScalars.prefix(limit).map { String($0) } }
        var parts: [String] = []
        var start = 0
        while parts.count < limit, let found = text.firstRange(of: separator, from: start) {
            parts.append(String(text.utf8Text(start..<found.lowerBound)))
            start = found.upperBound
        }
        if parts.count < limit { parts.append(String(text.utf8Text(from: start))) }
        return parts
    }

    /// The number of times at most, all where the argument is missing.
    func limit(_ index: Int, code: String) throws(JSONataError) -> Int {
        guard let limit = double(index) else { return .max }
        if limit < 0 { throw JSONataError(code, value: self[index].shown, index: index + 1) }
        return Int(exactly: limit.rounded(.up)) ?? .max
    }
}

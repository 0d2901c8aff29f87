extension Arguments {
    func replace(_ call: Call) throws(JSONataError) -> Datum {
        guard let text = string(0) else { return .undefined }
        if let pattern = string(1), pattern.isEmpty {
            throw JSONataError("D3010", value: "\"\"", index: 2)
        }
        let limit = try limit(3, code: "D3011")
        if limit == 0 { return .string(text) }
        if let pattern = string(1) {
            return .string(try replace(pattern, in: text, limit, call))
        }
        guard let function = function(1) else { return .undefined }
        var matches = try Matches(of: function, in: text, call)
        var result = ""
        var position = 0
        var count = 0
        while count < limit, let match = try matches.next() {
            let size = result.utf8.count
            result += matches.text[position..<max(position, match.range.lowerBound)]
            result += try replacement(of: match, matches.text, call)
            try call.run.extend(from: size, to: result.utf8.count)
            position = match.range.upperBound
            count += 1
        }
        if count == 0 { return .string(text) }
        result += matches.text[position..<matches.text.scalars.count]
        return .string(result)
    }

    private func replace(
        _ pattern: String, in text: String, _ limit: Int, _ call: Call
    ) throws(JSONataError) -> String {
        guard let replacement = string(2) else {
            throw JSONataError("D3012", value: self[2].shown)
        }
        try call.run.spendOnSearch(of: pattern, in: text)
        var result = ""
        var start = 0
        var count = 0
        while count < limit, let found = text.firstRange(of: pattern, from: start) {
            let size = result.utf8.count
            result += text.utf8Text(start..<found.lowerBound)
            result += replacement
            start = found.upperBound
            count += 1
            try call.run.extend(from: size, to: result.utf8.count)
        }
        let size = result.utf8.count
        result += text.utf8Text(from: start)
        try call.run.extend(from: size, to: result.utf8.count)
        return result
    }

    private func replacement(
        of match: TextMatch, _ text: RegexText, _ call: Call
    ) throws(JSONataError) -> String {
        if let template = string(2) { return match.filling(template) }
        guard let function = function(2) else {
            throw JSONataError("D3012", value: self[2].shown)
        }
        let record = Record()
        record.set("match", .string(match.text))
        record.set("start", Datum(text.codeUnits(before: match.range.lowerBound)))
        record.set("end", Datum(text.codeUnits(before: match.range.upperBound)))
        record.set("groups", .list(List(match.groups, [], itemDepth: 0)))
        let result = try call.run.call(
            function, [.record(record)], input: .null, frame: call.frame)
        guard case .string(let replacement) = result else {
            throw JSONataError("D3012", value: result.shown)
        }
        return replacement
    }
}

extension TextMatch {
    /// The template with `$1` and its like replaced by what the groups matched.
    fileprivate func filling(_ template: String) -> String {
        var filled = String.UnicodeScalarView()
        let scalars = Array(template.unicodeScalars)
        // As many digits as the number of groups has; with fewer groups than that says, one less.
        let mostDigits = max(1, String(groups.count).utf8.count)
        var position = 0
        while position < scalars.count {
            guard scalars[position] == "$" else {
                filled.append(scalars[position])
                position += 1
                continue
            }
            position += 1
            guard position < scalars.count else {
                filled.append("$")
                break
            }
            if scalars[position] == "$" {
                filled.append("$")
                position += 1
                continue
            }
            if scalars[position] == "0" {
                filled.append(contentsOf: text.unicodeScalars)
                position += 1
                continue
            }
            guard let (number, digits) = reference(scalars[position...], mostDigits) else {
                filled.append("$")
                continue
            }
            if 1...max(1, groups.count) ~= number, number <= groups.count,
                case .string(let group) = groups[number - 1]
            {
                filled.append(contentsOf: group.unicodeScalars)
            }
            position += digits
        }
        return String(filled)
    }

    private func reference(
        _ scalars: ArraySlice<Unicode.Scalar>, _ mostDigits: Int
    ) -> (number: Int, digits: Int)? {
        func number(_ count: Int) -> (number: Int, digits: Int)? {
            let digits = scalars.prefix(count).prefix { "0"..."9" ~= $0 }
            guard !digits.isEmpty else { return nil }
            return (digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }, digits.count)
        }
        guard let longest = number(mostDigits) else { return nil }
        if mostDigits > 1, longest.number > groups.count { return number(mostDigits - 1) }
        return longest
    }
}

import SagaValue

extension Builtin {
    func callText(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        switch self {
        case .uuid:
            let high = call.run.drawBits()
            return .string(UUID(random: high, call.run.drawBits()).text)
        case .string:
            let isPretty = arguments[1].isTruthy
            return try arguments[0].stringified(call.run, isPretty: isPretty)
                .map { .string($0) } ?? .undefined
        case .join: return try Self.join(arguments, call)
        default: break
        }
        guard let text = arguments.string(0) else { return .undefined }
        try call.run.spend(text.utf8.count / 16)
        switch self {
        case .lowercase: return .string(text.lowercased())
        case .uppercase: return .string(text.uppercased())
        case .length: return Datum(text.unicodeScalars.count)
        case .trim: return .string(text.normalizingBlanks)
        case .substring:
            return .string(text.substring(arguments.double(1) ?? 0, arguments.double(2)))
        case .substringBefore:
            guard let part = arguments.string(1) else { return .string(text) }
            try call.run.spendOnSearch(of: part, in: text)
            guard let found = text.firstRange(of: part) else { return .string(text) }
            return .string(String(text.utf8Text(upTo: found.lowerBound)))
        case .substringAfter:
            guard let part = arguments.string(1) else { return .string(text) }
            try call.run.spendOnSearch(of: part, in: text)
            guard let found = text.firstRange(of: part) else { return .string(text) }
            return .string(String(text.utf8Text(from: found.upperBound)))
        case .pad: return .string(try Self.pad(text, arguments, call))
        case .eval:
            let context = arguments.all.count > 1 ? arguments[1] : .undefined
            return try call.evaluate(text, context: context.isUndefined ? nil : context)
        case .hash: return try Self.hash(text, arguments)
        case .parse: return try Self.parse(text)
        default: return try callEncoding(text)
        }
    }

    private static func join(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        guard let elements = arguments[0].elements else { return .undefined }
        let separator = arguments.string(1) ?? ""
        var size = 0
        for index in 0..<elements.count {
            guard case .string(let text) = elements[index] else { continue }
            size += text.utf8.count + separator.utf8.count
        }
        try call.run.reserve(size)
        var joined = ""
        joined.reserveCapacity(size)
        for index in 0..<elements.count {
            if index > 0 { joined += separator }
            if case .string(let text) = elements[index] { joined += text }
        }
        return .string(joined)
    }

    private static func pad(
        _ text: String, _ arguments: Arguments, _ call: Call
    ) throws(JSONataError) -> String {
        guard let width = arguments.double(1) else { return text }
        var filler = arguments.string(2) ?? " "
        if filler.isEmpty { filler = " " }
        let missing = width.magnitude.rounded(.down) - Double(text.unicodeScalars.count)
        guard missing > 0 else { return text }
        guard missing < 1e9 else { throw JSONataError("U1002") }
        try call.run.reserve(Int(missing))
        let scalars = Array(filler.unicodeScalars)
        var padding = String.UnicodeScalarView()
        for index in 0..<Int(missing) { padding.append(scalars[index % scalars.count]) }
        return width > 0 ? text + String(padding) : String(padding) + text
    }

    private static func hash(_ text: String, _ arguments: Arguments) throws(JSONataError) -> Datum {
        guard let name = arguments.string(1) else { return .undefined }
        guard let digest = Digest(rawValue: name) else {
            throw JSONataError("D3151", value: name, index: 2)
        }
        return .string(digest.hexadecimal(of: text))
    }

    private static func parse(_ text: String) throws(JSONataError) -> Datum {
        do {
            return Datum(try Value(json: text))
        } catch {
            throw JSONataError("D3150", value: error.reason.rawValue, index: 1)
        }
    }
}

extension String {
    /// The place of the first occurrence of a part, by code points, in offsets of UTF-8.
    func firstRange(of part: String, from start: Int = 0) -> Range<Int>? {
        let wanted = Array(part.utf8)
        return Self.find(wanted, in: utf8Span.span, from: start)
    }

    /// Looks for a part in time that grows with both texts only (Knuth, Morris and Pratt).
    private static func find(
        _ wanted: [UInt8], in bytes: Span<UInt8>, from start: Int
    ) -> Range<Int>? {
        if wanted.isEmpty { return start <= bytes.count ? start..<start : nil }
        let restarts = restarts(in: wanted)
        var matched = 0
        var place = start
        while place < bytes.count {
            while matched > 0, bytes[place] != wanted[matched] { matched = restarts[matched - 1] }
            if bytes[place] == wanted[matched] { matched += 1 }
            place += 1
            if matched == wanted.count { return place - matched..<place }
        }
        return nil
    }

    /// How much is matched still, after so much was and the next byte is another one.
    private static func restarts(in wanted: [UInt8]) -> [Int] {
        var restarts = [0]
        var matched = 0
        for byte in wanted.dropFirst() {
            while matched > 0, byte != wanted[matched] { matched = restarts[matched - 1] }
            if byte == wanted[matched] { matched += 1 }
            restarts.append(matched)
        }
        return restarts
    }

    func utf8Text(upTo end: Int) -> Substring {
        self[..<utf8.index(startIndex, offsetBy: end)]
    }

    func utf8Text(from start: Int) -> Substring {
        self[utf8.index(startIndex, offsetBy: start)...]
    }

    func utf8Text(_ range: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        return self[start..<utf8.index(start, offsetBy: range.count)]
    }

    /// Runs of blanks made one, and none at the ends.
    fileprivate var normalizingBlanks: String {
        let parts = unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        var trimmed = String.UnicodeScalarView()
        for (index, part) in parts.enumerated() {
            if index > 0 { trimmed.append(" ") }
            trimmed.append(contentsOf: part)
        }
        return String(trimmed)
    }

    /// The code points from a position on, which counts from the end where it is negative.
    fileprivate func substring(_ start: Double, _ length: Double?) -> String {
        let count = Double(unicodeScalars.count)
        let start = count + start < 0 ? 0 : start
        let first = start >= 0 ? start : count + start
        if let length, length <= 0 { return "" }
        let end = length.map { first + $0 } ?? count
        func place(_ value: Double) -> Int {
            value.isNaN ? 0 : Int(Swift.min(Swift.max(value.rounded(.towardZero), 0), count))
        }
        let from = place(first)
        let to = place(end)
        guard from < to else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars.dropFirst(from).prefix(to - from)))
    }
}

import SagaValue

extension Datum {
    /// What `$string` and `&` make of a value; nil for undefined.
    ///
    /// Numbers have fifteen digits at most, functions are the empty string.
    ///
    /// - Throws: D3001 for an infinite number.
    func stringified(_ run: Run, isPretty: Bool = false) throws(JSONataError) -> String? {
        switch self {
        case .undefined, .tuples: return nil
        case .string(let text): return text
        case .function: return ""
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return "null"
        case .number, .literal:
            guard let number = double, number.isFinite else { throw JSONataError("D3001") }
            return number.textOfFifteenDigits
        case .jsonArray, .jsonObject, .list, .record:
            let value = try stringifiable(run) ?? .null
            let text = isPretty ? value.prettyJSON : value.json
            try run.reserve(text.utf8.count)
            return text
        }
    }

    /// The value as `$string` writes it inside of an array or an object.
    private func stringifiable(_ run: Run) throws(JSONataError) -> Value? {
        try run.spend(1)
        switch self {
        case .undefined, .tuples: return nil
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .string(let text): return .string(text)
        case .function: return .string("")
        case .number, .literal:
            guard let number = double, number.isFinite else {
                throw JSONataError("D1001", value: double?.ecmaScriptText)
            }
            return .number(.literal(number.textOfFifteenDigits))
        case .jsonArray, .list:
            let elements = elementsOrSelf
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for index in 0..<elements.count {
                values.append(try elements[index].stringifiable(run) ?? .null)
            }
            return .array(values)
        case .jsonObject, .record:
            guard let members = Members(self) else { return nil }
            var object = Object()
            for index in 0..<members.count {
                let (key, member) = members[index]
                if let value = try member.stringifiable(run) { object[key] = value }
            }
            return .object(object)
        }
    }
}

extension Double {
    /// The text of this number rounded to fifteen significant digits, as ECMAScript writes it.
    var textOfFifteenDigits: String {
        if magnitude < 1e15, self == rounded() { return ecmaScriptText }
        let text = ecmaScriptText
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "e") }
            .drop { !(UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0) }
            .count { $0 != UInt8(ascii: ".") }
        if digits <= 15 { return text }
        return rounded(toDigits: 15).ecmaScriptText
    }

    /// The nearest double to this number written with so many significant digits.
    func rounded(toDigits count: Int) -> Double {
        let (digits, exponent) = Decimal(self).rounded(to: count)
        let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        let value = Double("\(text)e\(exponent)") ?? self
        return self < 0 ? -value : value
    }
}

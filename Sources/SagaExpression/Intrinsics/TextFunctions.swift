import SagaValue

extension IntrinsicArguments {
    /// `States.Format(template, value…)`: as many values as places.
    ///
    /// - Parameter literal: The template where it was written as a literal; then it is not among
    ///   the values.
    func format(_ literal: FormatTemplate?) throws(IntrinsicFault) -> Value {
        let template = if let literal { literal } else { FormatTemplate(data: try string(0)) }
        let inserted = literal == nil ? values.dropFirst() : values[...]
        guard template.pieces.count == inserted.count + 1 else {
            throw IntrinsicFault(
                "The template has \(template.pieces.count - 1) places for \(inserted.count) "
                    + "arguments.")
        }
        var text: [UInt8] = Array(template.pieces[0].utf8)
        for (value, piece) in zip(inserted, template.pieces.dropFirst()) {
            value.writeJavaText(to: &text)
            text.append(contentsOf: piece.utf8)
            try Self.checkSize(text)
        }
        return .string(String(decoding: text, as: UTF8.self))
    }

    /// `States.StringToJson(text)`: a blank text is null.
    func stringToJSON() throws(IntrinsicFault) -> Value {
        let text = try string(0)
        if text.utf8.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return .null }
        do {
            return try Value(json: text)
        } catch {
            throw IntrinsicFault(
                "The argument 1 is not valid JSON: \(error.reason.rawValue), at byte "
                    + "\(error.offset).")
        }
    }

    /// `States.JsonToString(value)`: compact.
    func jsonToString() throws(IntrinsicFault) -> Value {
        var text: [UInt8] = []
        values[0].write(to: &text)
        try Self.checkSize(text)
        return .string(String(decoding: text, as: UTF8.self))
    }

    /// `States.JsonMerge(a, b, false)`: the members of both, `b`'s where both have one.
    func jsonMerge() throws(IntrinsicFault) -> Value {
        var merged = try object(0)
        let other = try object(1)
        guard case .bool(false) = values[2] else {
            throw IntrinsicFault("The argument 3 must be false: objects are not merged deeply.")
        }
        for (key, value) in other { merged[key] = value }
        return .object(merged)
    }

    /// `States.StringSplit(text, separators)`: each character of `separators` is one.
    func stringSplit() throws(IntrinsicFault) -> Value {
        let text = try string(0)
        let separators = Set(try string(1).unicodeScalars)
        let pieces = text.unicodeScalars.split { separators.contains($0) }
        return .array(pieces.map { .string(String($0)) })
    }

    /// `States.Base64Encode(text)`.
    func base64Encode() throws(IntrinsicFault) -> Value {
        .string(Base64.encode(Array(try shortString(0).utf8)))
    }

    /// `States.Base64Decode(text)`: padding may be missing, as Java's decoder has it.
    func base64Decode() throws(IntrinsicFault) -> Value {
        let text = try shortString(0)
        let padding = (4 - text.utf8.count % 4) % 4
        guard let bytes = Base64.decode(text + String(repeating: "=", count: padding)) else {
            throw IntrinsicFault("The argument 1 is not valid Base64.")
        }
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    /// `States.Hash(text, algorithm)`: in lower-case hexadecimal.
    func hash() throws(IntrinsicFault) -> Value {
        let text = try shortString(0)
        let name = try string(1)
        guard let digest = Digest(rawValue: name) else {
            let names = Digest.allCases.map(\.rawValue).joined(separator: ", ")
            throw IntrinsicFault("The algorithm must be one of \(names), but it is \(name).")
        }
        return .string(digest.hexadecimal(of: text))
    }

    private static func checkSize(_ text: [UInt8]) throws(IntrinsicFault) {
        guard text.count <= Limits.intrinsicTextBytes else {
            throw IntrinsicFault("The text has more than \(Limits.intrinsicTextBytes) bytes.")
        }
    }
}

extension Value {
    /// Appends what Java's `toString` gives for the value's maps and lists: `{a=1, b=[x, null]}`.
    ///
    /// `States.Format` prints so on the service. Strings stand as they are, without quotes.
    fileprivate func writeJavaText(to text: inout [UInt8]) {
        switch self {
        case .string(let string): text.append(contentsOf: string.utf8)
        case .null, .bool, .number: write(to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { text.append(contentsOf: ", ".utf8) }
                element.writeJavaText(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            text.append(UInt8(ascii: "{"))
            for (position, member) in object.members.enumerated() {
                if position > 0 { text.append(contentsOf: ", ".utf8) }
                text.append(contentsOf: member.key.utf8)
                text.append(UInt8(ascii: "="))
                member.value.writeJavaText(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }
}

extension Value {
    /// Reads one JSON text (RFC 8259), white space around it allowed.
    ///
    /// Of a member that stands twice the last counts, in the place of the first.
    ///
    /// - Throws: `JSONError` with the byte where reading stopped; `tooDeep` beyond
    ///   `Limits.jsonDepth` nested arrays and objects.
    package init(json text: String) throws(JSONError) {
        try self.init(json: Array(text.utf8))
    }

    /// Reads one JSON text from its bytes.
    package init(json bytes: [UInt8]) throws(JSONError) {
        try self.init(json: bytes.span)
    }

    /// Reads one JSON text from a piece of memory.
    package init(json bytes: Span<UInt8>) throws(JSONError) {
        var position = 0
        self = try JSONReading.value(bytes, &position, depth: 0)
        JSONReading.skipBlanks(bytes, &position)
        if position < bytes.count { throw JSONError(.trailingText, at: position) }
    }
}

/// Functions of one recursive descent; each takes the text and moves the position.
package enum JSONReading {
    /// Reads a value that may have blanks before it.
    package static func value(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(JSONError) -> Value {
        skipBlanks(bytes, &position)
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try object(bytes, &position, depth: depth))
        case UInt8(ascii: "["): return .array(try array(bytes, &position, depth: depth))
        case UInt8(ascii: "\""): return .string(try string(bytes, &position))
        case UInt8(ascii: "t"):
            try word("true", bytes, &position)
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false", bytes, &position)
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null", bytes, &position)
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number(bytes, &position))
        default: throw JSONError(.unexpectedByte, at: position)
        }
    }

    package static func skipBlanks(_ bytes: Span<UInt8>, _ position: inout Int) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private static func word(
        _ word: StaticString, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError) {
        let start = position
        for expected in word.description.utf8 {
            guard position < bytes.count, bytes[position] == expected else {
                throw JSONError(.badLiteral, at: start)
            }
            position += 1
        }
    }

    private static func array(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(JSONError) -> [Value] {
        guard depth < Limits.jsonDepth else { throw JSONError(.tooDeep, at: position) }
        position += 1
        var elements: [Value] = []
        skipBlanks(bytes, &position)
        if try skip(UInt8(ascii: "]"), bytes, &position) { return elements }
        while true {
            elements.append(try value(bytes, &position, depth: depth + 1))
            skipBlanks(bytes, &position)
            if try skip(UInt8(ascii: "]"), bytes, &position) { return elements }
            try expect(UInt8(ascii: ","), bytes, &position)
        }
    }

    private static func object(
        _ bytes: Span<UInt8>, _ position: inout Int, depth: Int
    ) throws(JSONError) -> Object {
        guard depth < Limits.jsonDepth else { throw JSONError(.tooDeep, at: position) }
        position += 1
        var object = Object()
        skipBlanks(bytes, &position)
        if try skip(UInt8(ascii: "}"), bytes, &position) { return object }
        while true {
            skipBlanks(bytes, &position)
            guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
            guard bytes[position] == UInt8(ascii: "\"") else {
                throw JSONError(.unexpectedByte, at: position)
            }
            let key = try string(bytes, &position)
            skipBlanks(bytes, &position)
            try expect(UInt8(ascii: ":"), bytes, &position)
            object[key] = try value(bytes, &position, depth: depth + 1)
            skipBlanks(bytes, &position)
            if try skip(UInt8(ascii: "}"), bytes, &position) { return object }
            try expect(UInt8(ascii: ","), bytes, &position)
        }
    }

    private static func skip(
        _ byte: UInt8, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError) -> Bool {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        guard bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private static func expect(
        _ byte: UInt8, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError) {
        guard try skip(byte, bytes, &position) else {
            throw JSONError(.unexpectedByte, at: position)
        }
    }

    private static func number(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError) -> Number {
        let start = position
        var isInteger = true
        var magnitude = 0
        var fits = true
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let digits = position
        while let digit = digit(bytes, position) {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.subtractingReportingOverflow(digit)
            fits = fits && !overflow && !carry
            magnitude = sum
            position += 1
        }
        guard position > digits, position == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw JSONError(.badNumber, at: start)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try skipDigits(bytes, &position, start)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < bytes.count,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try skipDigits(bytes, &position, start)
        }
        // Collected as a negative number, whose range holds one more than the positive one.
        if isInteger, fits, isNegative ? magnitude != 0 : magnitude != Int.min {
            return .integer(isNegative ? magnitude : -magnitude)
        }
        return .literal(text(bytes, start, position) ?? "")
    }

    private static func digit(_ bytes: Span<UInt8>, _ position: Int) -> Int? {
        guard position < bytes.count else { return nil }
        let value = Int(bytes[position]) - 0x30
        return (0...9).contains(value) ? value : nil
    }

    private static func skipDigits(
        _ bytes: Span<UInt8>, _ position: inout Int, _ start: Int
    ) throws(JSONError) {
        guard digit(bytes, position) != nil else { throw JSONError(.badNumber, at: start) }
        while digit(bytes, position) != nil { position += 1 }
    }

    /// Reads a string; the position stands on its opening quote.
    package static func string(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard let text = text(bytes, start, position) else {
                    throw JSONError(.badUTF8, at: start)
                }
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(bytes, &position, start) }
            if byte < 0x20 { throw JSONError(.controlCharacter, at: position) }
            position += 1
        }
        throw JSONError(.unexpectedEnd, at: position)
    }

    /// Reads on from the first backslash of a string that began at `start`.
    private static func escapedString(
        _ bytes: Span<UInt8>, _ position: inout Int, _ start: Int
    ) throws(JSONError) -> String {
        var unescaped: [UInt8] = []
        for index in start..<position { unescaped.append(bytes[index]) }
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = text(unescaped.span, 0, unescaped.count) else {
                    throw JSONError(.badUTF8, at: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                try escape(bytes, &position, into: &unescaped)
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: position)
            default:
                unescaped.append(byte)
                position += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: position)
    }

    private static func escape(
        _ bytes: Span<UInt8>, _ position: inout Int, into unescaped: inout [UInt8]
    ) throws(JSONError) {
        let start = position
        guard position + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(letter)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try hexadecimal(bytes, &position, start)
            if (0xD800..<0xDC00).contains(scalar) {
                guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw JSONError(.loneSurrogate, at: start) }
                position += 2
                let low = try hexadecimal(bytes, &position, start)
                guard (0xDC00..<0xE000).contains(low) else {
                    throw JSONError(.loneSurrogate, at: start)
                }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let character = Unicode.Scalar(scalar) else {
                throw JSONError(.loneSurrogate, at: start)
            }
            unescaped.append(contentsOf: UTF8.encode(character) ?? .init())
        default: throw JSONError(.badEscape, at: start)
        }
    }

    private static func hexadecimal(
        _ bytes: Span<UInt8>, _ position: inout Int, _ start: Int
    ) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - 0x30
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - 0x61 + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - 0x41 + 10
            default: throw JSONError(.badEscape, at: start)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// The text of some bytes; nil where they are not UTF-8.
    private static func text(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String? {
        guard let checked = try? UTF8Span(validating: bytes.extracting(start..<end)) else {
            return nil
        }
        return String(copying: checked)
    }
}

import SagaValue

extension Builtin {
    func callNumeric(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        let first = arguments[0]
        switch self {
        case .chance: return try Self.chance(arguments, call)
        case .count: return Datum(first.isUndefined ? 0 : first.elementsOrSelf.count)
        case _ where first.isUndefined: return .undefined
        case .sum, .max, .min, .average: return try aggregate(first.elementsOrSelf, call)
        case .number: return try first.number()
        default: break
        }
        guard let number = first.double else { return .undefined }
        switch self {
        case .floor: return .number(number.rounded(.down))
        case .ceil: return .number(number.rounded(.up))
        case .abs: return .number(number.magnitude)
        case .round: return .number(number.roundedHalfEven(places: arguments.double(1)))
        case .sqrt:
            if number < 0 { throw JSONataError("D3060", value: first.shown, index: 1) }
            return .number(number.squareRoot())
        case .power:
            guard let exponent = arguments.double(1) else { return .undefined }
            let power = number.power(exponent)
            guard power.isFinite else {
                throw JSONataError(
                    "D3061", value: first.shown, value2: arguments[1].shown, index: 1)
            }
            return .number(power)
        case .formatBase:
            return try number.formattedInBase(arguments.double(1))
        default: return .undefined
        }
    }

    private func aggregate(_ elements: Elements, _ call: Call) throws(JSONataError) -> Datum {
        try call.run.spend(elements.count)
        if elements.count == 0 { return self == .sum ? .number(0) : .undefined }
        var result = self == .max ? -Double.infinity : self == .min ? Double.infinity : 0
        for index in 0..<elements.count {
            let number = elements[index].double ?? .nan
            switch self {
            case .max: result = number > result ? number : result
            case .min: result = number < result ? number : result
            default: result += number
            }
        }
        return .number(self == .average ? result / Double(elements.count) : result)
    }

    /// A number from 0 up to and without 1; with a seed the one that `java.util.Random` yields.
    private static func chance(
        _ arguments: Arguments, _ call: Call
    ) throws(JSONataError) -> Datum {
        guard let seed = arguments.double(0) else {
            return .number(Double(call.run.drawBits() >> 11) * 0x1p-53)
        }
        let whole = Int(exactly: seed.rounded(.towardZero)) ?? (seed < 0 ? .min : .max)
        var sequence = JavaRandom(seed: whole)
        return .number(sequence.nextDouble())
    }
}

extension Datum {
    /// What `$number` makes of a value.
    fileprivate func number() throws(JSONataError) -> Datum {
        switch self {
        case .number, .literal: return self
        case .bool(let flag): return .number(flag ? 1 : 0)
        case .string(let text):
            if let number = Double(numberText: text) { return .number(number) }
        default: break
        }
        throw JSONataError("D3030", value: shown, index: 1)
    }
}

extension Double {
    /// The finite number that a text is, in decimal, or with `0x`, `0o`, `0b`.
    init?(numberText text: String) {
        let bytes = Array(text.utf8)
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0") {
            let radix: Int? =
                switch bytes[1] {
                case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
                case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
                case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
                default: nil
                }
            if let radix {
                var number = 0.0
                for byte in bytes[2...] {
                    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
                        digit < radix
                    else { return nil }
                    number = number * Double(radix) + Double(digit)
                }
                guard number.isFinite else { return nil }
                self = number
                return
            }
        }
        guard Self.isPlainNumber(bytes), let number = Double(text), number.isFinite else {
            return nil
        }
        self = number
    }

    /// Whether the text is digits, maybe with a minus, a fraction and an exponent.
    private static func isPlainNumber(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        func isDigit(_ byte: UInt8) -> Bool {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
        func skipDigits() -> Bool {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count > 0
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard skipDigits() else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard skipDigits() else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            guard skipDigits() else { return false }
        }
        return rest.isEmpty
    }

    /// Rounded to the nearest, halves to the even neighbour.
    ///
    /// The point is moved in the decimal text, because multiplying by a power of ten would move
    /// the number too.
    func roundedHalfEven(places: Double? = nil) -> Double {
        guard let places, places != 0, let shift = Int(exactly: places.rounded(.towardZero)),
            shift.magnitude < 2000
        else { return rounded(.toNearestOrEven) + 0 }
        let shifted = movingPoint(by: shift).rounded(.toNearestOrEven)
        let result = shifted.movingPoint(by: -shift)
        return result == 0 ? 0 : result
    }

    private func movingPoint(by shift: Int) -> Double {
        let text = ecmaScriptText
        guard let mark = text.firstIndex(of: "e") else {
            return Double("\(text)e\(shift)") ?? self
        }
        let exponent = Int(text[text.index(after: mark)...].drop { $0 == "+" }) ?? 0
        return Double("\(text[..<mark])e\(exponent + shift)") ?? self
    }

    /// This number to the power of another.
    func power(_ exponent: Double) -> Double {
        if exponent.magnitude <= 1024, exponent == exponent.rounded() {
            var result = 1.0
            var factor = self
            var rest = Int(exponent.magnitude)
            while rest > 0 {
                if rest & 1 == 1 { result *= factor }
                rest >>= 1
                if rest > 0 { factor *= factor }
            }
            return exponent < 0 ? 1 / result : result
        }
        if exponent == 0.5 { return squareRoot() }
        if exponent.isNaN || isNaN || self < 0 { return .nan }
        return Exponential.power(self, exponent)
    }

    fileprivate func formattedInBase(_ radix: Double?) throws(JSONataError) -> Datum {
        let base = radix?.roundedHalfEven() ?? 10
        guard 2...36 ~= base else { throw JSONataError("D3100", value: base.ecmaScriptText) }
        let whole = roundedHalfEven()
        if base == 10 { return .string(whole.ecmaScriptText) }
        guard let integer = Int(exactly: whole) else {
            return .string(whole.digits(base: base))
        }
        return .string(String(integer, radix: Int(base)))
    }

    /// The digits of a whole number too large for an integer.
    private func digits(base: Double) -> String {
        var digits: [UInt8] = []
        var rest = magnitude
        guard rest.isFinite else { return ecmaScriptText }
        while rest >= 1 {
            let digit = UInt8(rest.truncatingRemainder(dividingBy: base))
            digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            rest = (rest / base).rounded(.down)
        }
        return (self < 0 ? "-" : "") + String(decoding: digits.reversed(), as: UTF8.self)
    }
}

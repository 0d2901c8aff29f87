import SagaValue

/// What an expression computes with: a JSON value, nothing at all, or a function.
///
/// Arrays and objects have two forms each: as they came in (`jsonArray`, `jsonObject`; reading
/// an element makes a `Datum` of it, nothing is converted ahead), and as they were computed.
enum Datum {
    case undefined
    case null
    case bool(Bool)
    case number(Double)
    /// A number whose text says more than its double; it goes out as it came in.
    case literal(String)
    case string(String)
    case jsonArray([Value])
    case jsonObject(Object)
    case list(List)
    case record(Record)
    case function(Function)
    /// Items with the variables bound on the way to them; stands only inside of paths.
    case tuples(TupleStream)

    init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .jsonArray(elements)
        case .object(let object): self = .jsonObject(object)
        case .number(.double(let number)): self = .number(number)
        case .number(.literal(let text)): self = .literal(text)
        case .number(.integer(let number)):
            let isExact = number.magnitude <= 1 << 53
            self = isExact ? .number(Double(number)) : .literal(String(number))
        }
    }

    init(_ number: Int) { self = .number(Double(number)) }

    var isUndefined: Bool {
        if case .undefined = self { true } else { false }
    }

    var isArray: Bool {
        switch self {
        case .jsonArray, .list: true
        default: false
        }
    }

    /// How many computed arrays, objects and functions are nested in each other here, at most.
    var depth: Int {
        switch self {
        case .list(let list): list.depth
        case .record(let record): record.depth
        case .function(let function): function.depth
        default: 0
        }
    }

    /// The number, where this is one.
    var double: Double? {
        switch self {
        case .number(let number): number
        case .literal(let text): Double(decimalText: text)
        default: nil
        }
    }

    /// The elements, where this is an array.
    var elements: Elements? {
        switch self {
        case .jsonArray(let values): .json(values)
        case .list(let list): .items(list.items)
        default: nil
        }
    }

    /// The elements of an array; anything else, even undefined, is one element.
    var elementsOrSelf: Elements { elements ?? .one(self) }
}

extension Double {
    /// The nearest double to a JSON number's text.
    ///
    /// Digits that an integer holds exactly, scaled by a power of ten that a double holds
    /// exactly, need one rounding; that is correct and much faster than the general way.
    init(decimalText text: String) {
        var digits: UInt64 = 0
        var scale = 0
        var isFraction = false
        var isNegative = false
        var isSimple = true
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                if count <= 15 { digits = digits * 10 + UInt64(byte - UInt8(ascii: "0")) }
                if isFraction { scale += 1 }
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "-") where count == 0: isNegative = true
            default: isSimple = false
            }
        }
        guard isSimple, count <= 15 else {
            self = Double(text) ?? .nan
            return
        }
        let value = Double(digits) / Self.powersOfTen[scale]
        self = isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}

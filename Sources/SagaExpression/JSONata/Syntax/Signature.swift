/// The types that a function takes, such as `<s-nn?:s>`.
struct Signature: Sendable {
    /// The kinds of values, one bit each; `missing` is an argument that is undefined.
    struct Types: OptionSet {
        let rawValue: UInt8
        static let array = Types(rawValue: 1)
        static let string = Types(rawValue: 2)
        static let number = Types(rawValue: 4)
        static let bool = Types(rawValue: 8)
        static let null = Types(rawValue: 16)
        static let function = Types(rawValue: 32)
        static let object = Types(rawValue: 64)
        static let missing = Types(rawValue: 128)
        static let json: Types = [.array, .string, .number, .bool, .null, .object, .missing]
        static let any: Types = [.json, .function]

        /// The type that a letter of a signature names.
        init?(_ letter: Unicode.Scalar) {
            switch letter {
            case "a": self = .array
            case "s": self = .string
            case "n": self = .number
            case "b": self = .bool
            case "l": self = .null
            case "f": self = .function
            case "o": self = .object
            case "j": self = .json
            case "x": self = .any
            default: return nil
            }
        }

        init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The type of a value.
        init(of datum: Datum) {
            switch datum {
            case .undefined, .tuples: self = .missing
            case .null: self = .null
            case .bool: self = .bool
            case .number, .literal: self = .number
            case .string: self = .string
            case .jsonArray, .list: self = .array
            case .jsonObject, .record: self = .object
            case .function: self = .function
            }
        }
    }

    struct Parameter: Sendable {
        let types: Types
        /// Whether anything but an array is made one of one element.
        var isArray = false
        /// What the elements of the array must be, where the signature says.
        var element: Types?
        var isOptional = false
        var isRepeated = false
        /// Whether the context stands in for an argument that is not given.
        var usesContext = false
    }

    let parameters: [Parameter]
    /// Whether none of the parameters is repeated, so that argument and parameter correspond.
    let isSimple: Bool

    init(parameters: [Parameter]) {
        self.parameters = parameters
        isSimple = !parameters.contains(where: \.isRepeated)
    }
}

import SagaValue

/// Why a function cannot work with its arguments.
struct IntrinsicFault: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// The values that a function was given, with the checks that functions share.
///
/// The functions themselves are extensions, a file for each topic; how many arguments there are
/// was checked when the call was compiled.
struct IntrinsicArguments {
    let values: [Value]

    init(_ values: [Value]) {
        self.values = values
    }

    func array(_ position: Int) throws(IntrinsicFault) -> [Value] {
        guard case .array(let elements) = values[position] else {
            throw wrongType(position, "an array")
        }
        return elements
    }

    func object(_ position: Int) throws(IntrinsicFault) -> Object {
        guard case .object(let object) = values[position] else {
            throw wrongType(position, "an object")
        }
        return object
    }

    func string(_ position: Int) throws(IntrinsicFault) -> String {
        guard case .string(let text) = values[position] else {
            throw wrongType(position, "a string")
        }
        return text
    }

    /// A string of at most `Limits.intrinsicTextLength` characters, as Java counts them.
    func shortString(_ position: Int) throws(IntrinsicFault) -> String {
        let text = try string(position)
        guard text.utf16.count <= Limits.intrinsicTextLength else {
            throw IntrinsicFault(
                "The argument \(position + 1) must have at most \(Limits.intrinsicTextLength) "
                    + "characters.")
        }
        return text
    }

    /// An integer of 32 bits; a fraction is rounded as Java does, a half upwards.
    func integer(_ position: Int) throws(IntrinsicFault) -> Int {
        guard case .number(let number) = values[position] else {
            throw wrongType(position, "a number")
        }
        if case .integer(let integer) = number, Int32(exactly: integer) != nil { return integer }
        guard let rounded = Int32(exactly: (number.double + 0.5).rounded(.down)) else {
            throw IntrinsicFault(
                "The argument \(position + 1) must be between -2147483648 and 2147483647.")
        }
        return Int(rounded)
    }

    func wrongType(_ position: Int, _ expected: String) -> IntrinsicFault {
        IntrinsicFault(
            "The argument \(position + 1) must be \(expected), but it is "
                + "\(values[position].typeName).")
    }
}

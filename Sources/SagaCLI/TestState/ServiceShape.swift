import SagaValue

/// What the result of a service's call looks like, as far as a mocked one is checked.
indirect enum ServiceShape: Sendable {
    case string
    /// A string that is one of some words.
    case word([String])
    case number(minimum: Double? = nil, maximum: Double? = nil)
    case boolean
    case list(ServiceShape)
    case map(ServiceShape)
    /// Members that are not listed may be anything: the service may have more than is known here.
    case object([Member])
    /// DynamoDB's value, which nests.
    case attribute
    case anything

    struct Member: Sendable {
        let name: String
        let shape: ServiceShape
        let isRequired: Bool

        init(_ name: String, _ shape: ServiceShape, isRequired: Bool = false) {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
        }
    }

    /// Refuses a value that the service could not have given.
    ///
    /// - Parameters:
    ///   - field: What the value is called in messages.
    ///   - isStrict: Whether required members have to be there.
    func check(
        _ value: Value, _ field: String, isStrict: Bool
    ) throws(TestStateRefusal) {
        switch self {
        case .anything: return
        case .string: try expect(value.string != nil, field, "must be a string")
        case .boolean: try expect(value.bool != nil, field, "must be a boolean")
        case .word(let words):
            try expect(value.string != nil, field, "must be a string")
            try expect(
                words.contains(value.string ?? ""), field, "is not an expected value")
        case .number(let minimum, let maximum):
            try expect(value.number != nil, field, "must be a number")
            let number = value.number?.double ?? 0
            try expect(
                minimum.map { number >= $0 } ?? true, field, "is less than the minimum value")
            try expect(
                maximum.map { number <= $0 } ?? true, field, "is greater than the maximum value")
        case .list(let element):
            try expect(value.array != nil, field, "must be an array")
            for item in value.array ?? [] { try element.check(item, field, isStrict: isStrict) }
        case .map(let content):
            try expect(value.object != nil, field, "must be an object")
            for (_, item) in value.object?.members ?? [] {
                try content.check(item, field, isStrict: isStrict)
            }
        case .object(let members): try check(value, members, field, isStrict)
        case .attribute: try check(value, Self.attributeMembers, field, isStrict)
        }
    }

    private func check(
        _ value: Value, _ members: [Member], _ field: String, _ isStrict: Bool
    ) throws(TestStateRefusal) {
        guard let object = value.object else {
            if !field.isEmpty { try expect(false, field, "must be an object") }
            throw TestStateRefusal(.validation, "Mocked result must be a JSON object")
        }
        if isStrict, let missing = members.first(where: { $0.isRequired && object[$0.name] == nil })
        {
            throw TestStateRefusal(
                .validation,
                "Mock result schema validation error: Required field '\(missing.name)' is missing")
        }
        for (name, item) in object.members {
            guard let member = members.first(where: { $0.name == name }) else { continue }
            try member.shape.check(item, name, isStrict: isStrict)
        }
    }

    private func expect(
        _ holds: Bool, _ field: String, _ what: String
    ) throws(TestStateRefusal) {
        guard !holds else { return }
        throw TestStateRefusal(
            .validation, "Mock result schema validation error: Field '\(field)' \(what)")
    }

    private static let attributeMembers: [Member] = [
        Member("S", .string), Member("N", .string), Member("B", .string),
        Member("SS", .list(.string)), Member("NS", .list(.string)), Member("BS", .list(.string)),
        Member("M", .map(.attribute)), Member("L", .list(.attribute)),
        Member("NULL", .boolean), Member("BOOL", .boolean),
    ]
}

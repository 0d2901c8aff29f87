import SagaValue

extension Template {
    /// The keys of the object that the template yields; empty where it may yield anything.
    package var memberNames: [String] {
        switch self {
        case .constant(let value): value.object?.members.map(\.key) ?? []
        case .path(let template): template.memberNames
        case .object(let members): members.map(\.key)
        case .expression, .array: []
        }
    }
}

extension PathTemplate {
    fileprivate var memberNames: [String] {
        switch self {
        case .constant(let value): value.object?.members.map(\.key) ?? []
        case .object(let members): members.map(\.key)
        case .expression, .array: []
        }
    }
}

package import SagaValue

extension Template {
    /// The value as far as it is written; an expression stands as its own text.
    package var outline: Value {
        switch self {
        case .constant(let value): value
        case .path(let template): template.outline
        case .expression(.query(let query)): .string("{% \(query.text) %}")
        case .expression(.path(let path)): .string(path.text)
        case .array(let elements): .array(elements.map(\.outline))
        case .object(let members): .object(Object(members.map { ($0.key, $0.template.outline) }))
        }
    }

    /// Whether nothing of it is computed.
    package var isConstant: Bool {
        switch self {
        case .constant: true
        case .path(let template): template.isConstant
        case .expression: false
        case .array(let elements): elements.allSatisfy(\.isConstant)
        case .object(let members): members.allSatisfy(\.template.isConstant)
        }
    }

    /// The template of a member; nil where there is none, or the whole is computed.
    package func member(_ name: String) -> Template? {
        switch self {
        case .constant(let value): value[name].map { .constant($0) }
        case .path(.object(let members)):
            members.first { $0.key == name }.map { .path($0.template) }
        case .path(.constant(let value)): value[name].map { .constant($0) }
        case .path, .expression, .array: nil
        case .object(let members): members.first { $0.key == name }?.template
        }
    }

    /// The first element of a list; nil where it is none.
    package var first: Template? {
        switch self {
        case .constant(let value): value.array?.first.map { .constant($0) }
        case .path(.array(let elements)): elements.first.map { .path($0) }
        case .path(.constant(let value)): value.array?.first.map { .constant($0) }
        case .path, .expression, .object: nil
        case .array(let elements): elements.first
        }
    }
}

extension PathTemplate {
    fileprivate var outline: Value {
        switch self {
        case .constant(let value): value
        case .expression(let path, _): .string(path.text)
        case .array(let elements): .array(elements.map(\.outline))
        case .object(let members): .object(Object(members.map { ($0.key, $0.template.outline) }))
        }
    }

    fileprivate var isConstant: Bool {
        switch self {
        case .constant: true
        case .expression: false
        case .array(let elements): elements.allSatisfy(\.isConstant)
        case .object(let members): members.allSatisfy(\.template.isConstant)
        }
    }
}

import SagaSource

/// A text that a CloudFormation template fills in before the service sees the definition.
///
/// A definition that stands inside of a template has a map where the text will be.
enum TemplateReference {
    /// The text as `Fn::Sub` has it, such as `${Charge.Arn}`; nil for anything but a reference.
    static func text(_ part: Part) -> String? {
        guard let members = part.node.members, members.count == 1 else { return nil }
        if let name = part["Ref"]?.string { return "${\(name)}" }
        if let text = part["Fn::Sub"]?.string { return text }
        guard let attribute = part["Fn::GetAtt"] else { return nil }
        if let text = attribute.string { return "${\(text)}" }
        guard let names = attribute.elements?.map(\.string), names.count > 1,
            !names.contains(nil)
        else { return nil }
        return "${\(names.compactMap(\.self).joined(separator: "."))}"
    }
}

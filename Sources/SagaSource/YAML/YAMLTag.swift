import SagaValue

/// The tags that say what the core schema says anyway; all others are refused.
///
/// A tag is a type in another program's memory, or a macro of a template (`!Sub`): neither means
/// anything here.
enum YAMLTag {
    private static let prefix = "tag:yaml.org,2002:"

    /// The value of a scalar with a tag; nil where the tag is refused or does not fit.
    static func apply(_ tag: String, to text: String, _ value: Value) -> Value? {
        if tag == "!" || tag == prefix + "str" { return .string(text) }
        let fits =
            switch tag {
            case prefix + "null": value.isNull
            case prefix + "bool": value.bool != nil
            case prefix + "int": value.number?.exactInteger != nil
            case prefix + "float": value.number != nil
            default: false
            }
        // Not a conditional expression: there `nil` would be the value null.
        if fits { return value }
        return Optional.none
    }

    static func fitsCollection(_ tag: String, isMapping: Bool) -> Bool {
        tag == "!" || tag == prefix + (isMapping ? "map" : "seq")
    }

    static func refusal(_ tag: String, at extent: Extent) -> Finding {
        let name = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
        return Finding(
            .refusedTag, "the tag `\(name)` is not supported here",
            at: Extent(extent.start, extent.start),
            notes: name.hasPrefix("!!")
                ? [] : ["if this is a template, render it first and give the result to saga"])
    }
}

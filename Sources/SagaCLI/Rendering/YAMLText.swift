import SagaValue

extension Value {
    /// The value as a YAML document that `saga` itself reads back as the same value.
    package var yaml: String {
        var text = ""
        writeYAML(to: &text, indent: 0, isAfterKey: false)
        return text
    }

    private func writeYAML(to text: inout String, indent: Int, isAfterKey: Bool) {
        let blanks = String(repeating: " ", count: indent)
        switch self {
        case .object(let object) where !object.isEmpty:
            if isAfterKey { text += "\n" }
            for (position, member) in object.members.enumerated() {
                if position > 0 || isAfterKey { text += blanks }
                text += plainOrQuoted(member.key) + ":"
                member.value.writeYAML(to: &text, indent: indent + 2, isAfterKey: true)
            }
        case .array(let elements) where !elements.isEmpty:
            if isAfterKey { text += "\n" }
            for (position, element) in elements.enumerated() {
                if position > 0 || isAfterKey { text += blanks }
                text += "- "
                element.writeYAML(to: &text, indent: indent + 2, isAfterKey: false)
            }
        case .string(let string): text += (isAfterKey ? " " : "") + plainOrQuoted(string) + "\n"
        default: text += (isAfterKey ? " " : "") + json + "\n"
        }
    }
}

/// A text that no reader can take for anything else stands as it is, any other in double quotes.
private func plainOrQuoted(_ text: String) -> String {
    let words: Set = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "True", "False", "Null",
        "TRUE", "FALSE", "NULL", "Yes", "No", "YES", "NO", "On", "Off", "ON", "OFF", "Y", "N",
    ]
    let isPlain =
        text.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } == true
        && text.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
                    || $0 == "-" || $0 == "." || $0 == "/")
        }
        && !words.contains(text)
    if isPlain { return text }
    var bytes: [UInt8] = []
    text.writeJSON(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

package import SagaValue

extension Explanation {
    /// The explanation as a page of the reference.
    ///
    /// - Parameter heading: The code or the name.
    package func markdown(heading: String) -> String {
        var sections = ["# \(heading): \(title)", Self.wrapped(meaning, to: 100)]
        if !example.isEmpty {
            let lines = example.split(separator: "\n").joined(separator: "\n")
            sections += ["## Example", "```\n\(lines)\n```"]
        }
        sections += ["## What to do", Self.wrapped(remedy, to: 100)]
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// The explanation for a terminal.
    package func text(heading: String) -> String {
        var text = "\(heading): \(title)\n\n" + Self.wrapped(meaning, to: 78) + "\n"
        if !example.isEmpty {
            let lines = example.split(separator: "\n").map { "    \($0)\n" }.joined()
            text += "\nExample:\n" + lines
        }
        return text + "\nWhat to do:\n" + Self.wrapped(remedy, to: 78) + "\n"
    }

    package func value(heading: String) -> Value {
        var object = Object()
        object["code"] = .string(heading)
        object["title"] = .string(title)
        object["meaning"] = .string(meaning)
        object["example"] = example.isEmpty ? nil : .string(example)
        object["remedy"] = .string(remedy)
        return .object(object)
    }

    /// Breaks a paragraph into lines.
    private static func wrapped(_ paragraph: String, to columns: Int) -> String {
        var lines = [""]
        for word in paragraph.split(separator: " ") {
            if lines[lines.count - 1].count + 1 + word.count > columns { lines.append("") }
            let isFirst = lines[lines.count - 1].isEmpty
            lines[lines.count - 1] += (isFirst ? "" : " ") + word
        }
        return lines.joined(separator: "\n")
    }
}

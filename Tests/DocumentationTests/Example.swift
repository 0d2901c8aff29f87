import SagaTesting

/// A workflow of `workflows/`, and what the comment at its top says about running it.
struct Example: Sendable, CustomStringConvertible {
    /// A command, as one types it in a shell, and what came of it.
    struct Step: Sendable {
        let command: String
        /// What is on standard output afterwards.
        var output = ""
        var exitStatus: Int32?
    }

    let name: String
    /// Where it lies and its commands are typed.
    let folder: String
    let text: String
    /// In their order; each stands at the beginning of a line, after `$ `, and ends with `exit N`.
    let steps: [Step]

    /// Those with a number, in their order.
    static let numbered = examples(in: TextFile.folder("../../workflows/"))

    /// All of them, with those that have a folder of their own.
    static let all =
        numbered
        + ["order", "pipeline", "provision", "shipment"].flatMap {
            examples(in: TextFile.folder("../../workflows/\($0)/"))
        }

    var description: String { name }

    private static func examples(in folder: String) -> [Example] {
        TextFile.names(in: folder).filter { $0.hasSuffix(".saga.yaml") }.compactMap { name in
            (try? TextFile.text(folder + name)).map { Example(name, in: folder, text: $0) }
        }
    }

    private init(_ name: String, in folder: String, text: String) {
        self.name = name
        self.folder = folder
        self.text = text
        steps = Self.steps(
            text.split(separator: "\n").prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) })
    }

    private static func steps(_ head: [Substring]) -> [Step] {
        var steps: [Step] = []
        var open: Step?
        for line in head {
            if line.hasPrefix("$ ") {
                if let step = open { steps.append(step) }
                open = Step(command: String(line.dropFirst(2)))
            } else if var step = open, line.hasPrefix("exit ") {
                step.exitStatus = Int32(line.dropFirst("exit ".count))
                steps.append(step)
                open = nil
            } else {
                open?.output += line + "\n"
            }
        }
        if let step = open { steps.append(step) }
        return steps
    }
}

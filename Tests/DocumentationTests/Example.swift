import SagaTesting

/// A workflow of `workflows/`, and what the comment at its top says about running it.
struct Example: Sendable, CustomStringConvertible {
    let name: String
    /// Where it lies and its command is typed.
    let folder: String
    let text: String
    /// The command, as one types it in a shell.
    let command: String?
    /// What is on standard output afterwards.
    let output: String
    let exitStatus: Int32?

    /// Those with a number, in their order.
    static let numbered = examples(in: TextFile.folder("../../workflows/"))

    /// All of them, with the order saga in its two forms and the sub-workflow.
    static let all =
        numbered + examples(in: TextFile.folder("../../workflows/order/"))
        + examples(in: TextFile.folder("../../workflows/shipment/"))

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
        let head = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
            .map { String($0.dropFirst(2)) }
        let transcript = head.drop { !$0.hasPrefix("$ ") }
        command = transcript.first.map { String($0.dropFirst(2)) }
        output = transcript.dropFirst().prefix { !$0.hasPrefix("exit ") }.map { $0 + "\n" }.joined()
        exitStatus = transcript.last.flatMap { Int32($0.dropFirst("exit ".count)) }
    }
}

import SagaTesting

/// A numbered workflow, and what the comment at its top says about running it.
struct Example: Sendable, CustomStringConvertible {
    let name: String
    let text: String
    /// The command, as one types it in a shell.
    let command: String?
    /// What is on standard output afterwards.
    let output: [String]
    let exitStatus: Int?

    static let folder = TextFile.folder("../../workflows/")

    static let all = TextFile.names(in: folder).filter { $0.hasSuffix(".saga.yaml") }
        .compactMap { name in (try? TextFile.text(folder + name)).map { Example(name, $0) } }

    var description: String { name }

    private init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        let head = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
            .map { String($0.dropFirst(2)) }
        let transcript = head.drop { !$0.hasPrefix("$ ") }
        command = transcript.first.map { String($0.dropFirst(2)) }
        output = transcript.dropFirst().prefix { !$0.hasPrefix("exit ") }.map { $0 }
        exitStatus = transcript.last.flatMap { Int($0.dropFirst("exit ".count)) }
    }
}

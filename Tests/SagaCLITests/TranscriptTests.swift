import SagaTesting
import Testing

/// Commands as they are typed, and what the built program answers.
@Suite struct TranscriptTests {
    private static let folder = TextFile.folder("Transcripts")

    @Test(arguments: TextFile.names(in: folder))
    func `the program answers as recorded`(name: String) throws {
        try Recording.expectAnswer(at: "\(Self.folder)/\(name)") { question in
            let terminal = try Terminal()
            defer { terminal.remove() }
            let commands = question.split(separator: "\n").filter { $0.hasPrefix("$ ") }
            return try commands.map { try terminal.type(String($0.dropFirst(2))) }.joined()
        }
    }
}

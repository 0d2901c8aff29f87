import SagaSource
import SagaTesting

/// A fenced block of a page.
struct CodeBlock: Sendable, CustomStringConvertible {
    let page: String
    let line: Int
    let language: String
    /// The file that the block shows, where its fence names one behind the language.
    let file: String?
    let text: String

    var description: String { "\(page):\(line)" }

    /// Whether the block is a whole definition, not a part of one.
    var isWorkflow: Bool {
        language == "yaml" && Source(text, name: page).read().node?.member("States") != nil
    }

    /// The commands of a transcript, each with what it prints; none in any other block.
    var exchanges: [(command: String, answer: String)] {
        guard language == "console" else { return [] }
        var exchanges: [(command: String, answer: String)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                exchanges.append((String(line.dropFirst(2)), ""))
            } else if let last = exchanges.indices.last {
                exchanges[last].answer += line + "\n"
            }
        }
        return exchanges
    }

    static let all = pages.flatMap { page in
        (try? TextFile.text(TextFile.folder("../../") + page)).map { blocks(of: $0, in: page) }
            ?? []
    }

    private static let pages: [String] = {
        let folders = [
            "", "docs/", "docs/explanation/", "docs/reference/", "docs/reference/states/",
            "docs/reference/tasks/", "docs/contributing/", "docs/decisions/", "docs/tutorial/",
            "workflows/",
        ]
        return folders.flatMap { folder in
            TextFile.names(in: TextFile.folder("../../") + folder).filter { $0.hasSuffix(".md") }
                .map { folder + $0 }
        }
    }()

    private static func blocks(of text: String, in page: String) -> [CodeBlock] {
        var blocks: [CodeBlock] = []
        var open: (line: Int, language: String, lines: [Substring])?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                let words = block.language.split(separator: " ").map(String.init)
                blocks.append(
                    CodeBlock(
                        page: page, line: block.line, language: words.first ?? "",
                        file: words.dropFirst().first,
                        text: block.lines.map { $0 + "\n" }.joined()))
                open = nil
            } else {
                open = (number, String(line.dropFirst(3)), [])
            }
        }
        return blocks
    }
}

extension String {
    /// The lines of what a command prints, without what differs from run to run.
    var shownLines: [String] { steadyAsShown.split(separator: "\n").map(String.init) }
}

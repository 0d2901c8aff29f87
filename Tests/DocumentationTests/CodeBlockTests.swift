import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

@Suite struct CodeBlockTests {
    @Test(arguments: CodeBlock.all.filter { $0.language == "yaml" })
    func `a definition in the documentation is read without a finding`(block: CodeBlock) {
        let source = Source(block.text, name: block.page)
        #expect(source.read().findings.inOrder.map { $0.text(in: source) } == [])
    }

    @Test(arguments: CodeBlock.all.filter { $0.isWorkflow })
    func `a workflow in the documentation has no errors`(block: CodeBlock) {
        let source = Source(block.text, name: block.page)
        let errors = WorkflowReader().read(source).findings.filter { $0.severity == .error }
        #expect(errors.map { $0.text(in: source) } == [])
    }

    @Test(arguments: CodeBlock.all.filter { $0.language == "json" })
    func `JSON in the documentation is JSON`(block: CodeBlock) throws {
        _ = try Value(json: block.text)
    }

    @Test func `the documentation has definitions to be read`() {
        #expect(CodeBlock.all.contains { $0.page == "README.md" && $0.language == "yaml" })
    }
}

/// A fenced block of a page.
struct CodeBlock: Sendable, CustomStringConvertible {
    let page: String
    let line: Int
    let language: String
    let text: String

    var description: String { "\(page):\(line)" }

    /// Whether the block is a whole definition, not a part of one.
    var isWorkflow: Bool {
        language == "yaml" && Source(text, name: page).read().node?.member("States") != nil
    }

    static let all = pages.flatMap { page in
        (try? TextFile.text(TextFile.folder("../../") + page)).map { blocks(of: $0, in: page) }
            ?? []
    }

    private static let pages: [String] = {
        let folders = [
            "", "docs/", "docs/explanation/", "docs/reference/", "docs/reference/states/",
            "docs/reference/tasks/", "docs/contributing/", "docs/decisions/", "workflows/",
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
                let text = block.lines.joined(separator: "\n") + "\n"
                blocks.append(
                    CodeBlock(page: page, line: block.line, language: block.language, text: text))
                open = nil
            } else {
                open = (number, String(line.dropFirst(3)), [])
            }
        }
        return blocks
    }
}

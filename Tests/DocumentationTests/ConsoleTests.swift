import SagaTesting
import Testing

/// The transcripts in the README, held against the program.
@Suite struct ConsoleTests {
    private static let blocks = CodeBlock.all.filter {
        $0.page == "README.md" && $0.language == "console"
    }

    @Test func `the demonstration prints what the README says`() throws {
        let shown = try #require(Self.blocks.first { $0.text.hasPrefix("$ make demo\n") })
        let shell = try Shell()
        defer { shell.remove() }
        let demo = TextFile.folder("../../workflows/demo.sh")
        let answer = try shell.run("exec 2>&1; '\(demo)' '\(Shell.programs)'")
        #expect(answer.status == 0)
        let expected = shown.text.dropFirst("$ make demo\n".count)
        #expect(answer.output.shownLines == String(expected).shownLines)
    }

    @Test(arguments: blocks.filter { !$0.text.hasPrefix("$ make ") })
    func `a command of the README prints what stands below it`(block: CodeBlock) throws {
        let shop = try Shop()
        defer { shop.remove() }
        for exchange in block.exchanges {
            let answer = try shop.shell.run("exec 2>&1; \(exchange.command)")
            #expect(answer.output.shownLines == exchange.answer.shownLines)
        }
    }

    @Test func `what the README makes is a goal of the Makefile`() throws {
        let makefile = try TextFile.text(TextFile.folder("../../Makefile"))
        let text = try TextFile.text(TextFile.folder("../../README.md"))
        let goals = text.matches(of: /\bmake ([a-z]+)/).map { String($0.output.1) }
        #expect(goals.contains("demo") && goals.contains("test"))
        #expect(goals.filter { !makefile.contains("\n\($0): ") } == [])
    }
}

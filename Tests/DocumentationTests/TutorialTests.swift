import SagaTesting
import Testing

/// The tutorial, done as a reader does it: its files are written, its commands typed, in order.
@Suite struct TutorialTests {
    @Test func `every command of the tutorial prints what stands below it`() throws {
        let page = "docs/tutorial/first-saga.md"
        let blocks = CodeBlock.all.filter { $0.page == page }
        #expect(blocks.count { $0.language == "console" } >= 8)
        var shell = try Shell()
        defer { shell.remove() }
        let folder = "\(shell.folder)/trip"
        shell.variables = ["SAGA_STORE": "\(shell.folder)/store"]
        #expect(try shell.run("mkdir trip").status == 0)
        for block in blocks {
            if let file = block.file { try TextFile.write(block.text, to: "\(folder)/\(file)") }
            for exchange in block.exchanges {
                let answer = try shell.run("exec 2>&1; \(exchange.command)", in: folder)
                #expect(
                    answer.output.shownLines == exchange.answer.shownLines, "\(exchange.command)")
            }
        }
    }
}

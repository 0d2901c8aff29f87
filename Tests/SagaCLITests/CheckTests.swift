import SagaTesting
import Testing

/// Definitions, and what `saga check` finds in them.
@Suite struct CheckTests {
    private static let folder = TextFile.folder("Checks")
    private static let names = TextFile.names(in: folder).filter { $0.hasSuffix(".yaml") }

    @Test(arguments: names)
    func `a definition is proved or refuted as recorded`(name: String) throws {
        let shell = try Shell()
        defer { shell.remove() }
        let answer = try shell.run("saga check \(name) -qq", in: Self.folder)
        // How much there was to look at is the machine's affair.
        let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains(" situations") && !$0.hasPrefix("  = ends: ") }
        let text = lines.joined(separator: "\n") + answer.error + "exit \(answer.status)\n"
        Recording.expect(text, at: "\(Self.folder)/\(name.dropLast(5)).out")
    }
}

import SagaJournal
import SagaRuntime
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// The pages of `docs/reference/errors` are the explanations of the codes, rendered.
@Suite struct ErrorPageTests {
    private static let codes: [any Coded] =
        Code.allCases + JournalCode.allCases + RuntimeCode.allCases
    private static let folder = TextFile.folder("../../docs/reference/errors/")

    @Test(arguments: codes.map(\.code))
    func `a code's page says what its explanation says`(code: String) throws {
        let coded = try #require(Self.codes.first { $0.code == code })
        Recording.expect(page(of: coded), at: Self.folder + code + ".md")
    }

    @Test func `the list of errors names every code`() {
        Recording.expect(list(of: Self.codes), at: Self.folder + "README.md")
    }

    @Test func `there is no page of a code that is not there`() {
        let pages = TextFile.names(in: Self.folder).filter { $0 != "README.md" }
        #expect(pages == Self.codes.map { $0.code + ".md" }.sorted())
    }

    private func page(of coded: any Coded) -> String {
        let explanation = coded.explanation
        var sections = [
            "# \(coded.code): \(explanation.title)", wrapped(explanation.meaning),
        ]
        if !explanation.example.isEmpty {
            let example = explanation.example.split(separator: "\n").joined(separator: "\n")
            sections += ["## Example", "```\n\(example)\n```"]
        }
        sections += ["## What to do", wrapped(explanation.remedy)]
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func list(of codes: [any Coded]) -> String {
        var text = """
            # Errors

            What `saga explain` prints, a page for each code. The first digit is the stage: 1 the
            text, 2 the definition, 3 expressions, 4 the journal, 5 running, 6 the command line.

            | Code | Meaning |
            |---|---|

            """
        for coded in codes.sorted(by: { $0.code < $1.code }) {
            text += "| [\(coded.code)](\(coded.code).md) | \(coded.explanation.title) |\n"
        }
        return text
    }

    /// Breaks a paragraph into lines of at most a hundred columns.
    private func wrapped(_ paragraph: String) -> String {
        var lines = [""]
        for word in paragraph.split(separator: " ") {
            if lines[lines.count - 1].count + 1 + word.count > 100 { lines.append("") }
            let isFirst = lines[lines.count - 1].isEmpty
            lines[lines.count - 1] += (isFirst ? "" : " ") + word
        }
        return lines.joined(separator: "\n")
    }
}

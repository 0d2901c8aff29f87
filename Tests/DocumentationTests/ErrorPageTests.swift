import SagaCLI
import SagaTesting
import SagaValue
import Testing

/// The pages of `docs/reference/errors` are the explanations of the codes, rendered.
@Suite struct ErrorPageTests {
    private static let codes: [any Coded] = ErrorCatalogue.codes
    private static let folder = TextFile.folder("../../docs/reference/errors/")

    @Test(arguments: codes.map(\.code))
    func `a code's page says what its explanation says`(code: String) throws {
        let coded = try #require(Self.codes.first { $0.code == code })
        let page = coded.explanation.markdown(heading: code)
        Recording.expect(page, at: Self.folder + code + ".md")
    }

    @Test func `the list of errors names every code`() {
        Recording.expect(list(of: Self.codes), at: Self.folder + "README.md")
    }

    @Test func `there is no page of a code that is not there`() {
        let pages = TextFile.names(in: Self.folder).filter { $0 != "README.md" }
        #expect(pages == Self.codes.map { $0.code + ".md" }.sorted())
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
}

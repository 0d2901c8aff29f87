import SagaJournal
import SagaTesting
import Testing

/// What the program has, its reference has a place for.
@Suite struct CompletenessTests {
    private static let reference = TextFile.folder("../../docs/reference/")

    @Test(arguments: EventKind.allCases)
    func `every kind of record stands in the journal's page`(kind: EventKind) throws {
        let page = try TextFile.text(Self.reference + "journal.md")
        #expect(page.contains("`\(kind.rawValue)`"))
    }

    @Test(arguments: [
        "Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map",
    ])
    func `every type of state has a page with an example of it`(type: String) throws {
        let page = try TextFile.text(Self.reference + "states/\(type.lowercased()).md")
        #expect(page.hasPrefix("# \(type)\n"))
        #expect(page.contains("Type: \(type)") || page.contains("Run:"))
    }

    @Test(arguments: ["Run", "Http", "Resource", "Workflow"])
    func `every kind of task has a page with an example of it`(kind: String) throws {
        let page = try TextFile.text(Self.reference + "tasks/\(kind.lowercased()).md")
        #expect(page.hasPrefix("# \(kind)\n"))
        #expect(page.contains("\(kind == "Workflow" ? "Resource" : kind):"))
    }
}

import SagaDefinition
import SagaJournal
import SagaMachine
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// Journals of whole executions, as the first format had them: what is folded from each stands
/// beside it.
///
/// - `branches`: a rollback of branches.
/// - `whole`: a composite that was undone and tried again, and a save-point gone back to.
/// - `desk`: two answers to one token, a request that is none, an undo that was left aside.
/// - `redrive`: Maps that were stopped, a torn write, a redrive and an abort.
@Suite struct GoldenExecutionTests {
    private static let names = ["branches", "whole", "desk", "redrive"]

    /// The end that an execution had, and the words of its records.
    private func fold(_ name: String) throws -> (text: String, kinds: Set<EventKind>) {
        let folder = TemporaryFolder(isInMemory: true)
        do { _ = try folder.store.createOne(0) }
        let golden = TextFile.folder("Golden/v1/\(name).jsonl")
        try folder.write(folder.journalPath, try TextFile.bytes(golden))
        var replay = Replay { text in
            WorkflowReader().read(Source(text.text, name: text.file)).workflow
        }
        var kinds: Set<EventKind> = []
        _ = try folder.store.reader(.one).read { record throws(JournalFault) in
            if let kind = EventKind(rawValue: record.kind.text) { kinds.insert(kind) }
            _ = try replay.add(record)
        }
        return (Self.text(replay.execution), kinds)
    }

    private static func text(_ execution: Execution) -> String {
        var lines = ["\(execution.status.rawValue) \(execution.compensation.rawValue)"]
        if let failure = execution.failure {
            lines.append("error \(failure.name ?? ""): \(failure.cause ?? "")")
        }
        if let output = execution.output { lines.append("output \(output.json)") }
        for (visit, entry) in execution.entries.sorted(by: { $0.key < $1.key }) {
            let settlement = entry.settlement?.rawValue ?? "to be undone"
            lines.append("\(visit) \(entry.path), round \(entry.round): \(settlement)")
        }
        return lines.map { "\($0)\n" }.joined()
    }

    @Test(arguments: names)
    func `an execution of the first format replays to the end that it had`(name: String) throws {
        let expected = try TextFile.text(TextFile.folder("Golden/v1/\(name).txt"))
        let folded = try fold(name).text
        #expect(folded == expected)
    }

    @Test func `every word of a record stands in one of them`() throws {
        let kinds = try Self.names.reduce(into: Set()) { try $0.formUnion(fold($1).kinds) }
        #expect(Set(EventKind.allCases).subtracting(kinds) == [])
    }
}

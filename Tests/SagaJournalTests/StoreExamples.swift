import SagaJournal
import SagaValue

/// What one record of a journal said, for comparing.
struct Line: Equatable, CustomStringConvertible {
    let sequence: Int
    let epoch: Int
    let time: Timestamp
    let kind: String
    let fields: Object

    init(_ record: StoredRecord) throws(JournalFault) {
        sequence = record.sequence
        epoch = record.epoch
        time = record.time
        kind = record.kind.text
        fields = try record.fields.object()
    }

    var description: String {
        "\(sequence) epoch \(epoch) \(time) \(kind) \(Value.object(fields).json)"
    }
}

extension TemporaryFolder {
    var store: Store { Store(path: path + "/store") }
    var journalPath: String { "store/executions/one/journal.jsonl" }
    var executionPath: String { "\(path)/store/executions/one" }
}

extension ExecutionID {
    static let one: ExecutionID = {
        guard let id = ExecutionID("one") else { preconditionFailure("a legal name") }
        return id
    }()
}

extension Timestamp {
    static let noon = Timestamp(seconds: 1_795_521_600)
}

extension Store {
    /// Creates the execution `one` with some records behind the first two.
    func createOne(_ steps: Int) throws(JournalFault) -> Journal {
        let journal = try create(.one, at: .noon, version: "1.2.3")
        for step in 0..<steps {
            journal.add(kind: "stateEntered", at: .noon.adding(milliseconds: step)) { record in
                record.string("state", "Step\(step)")
                record.integer("visit", step)
                record.value("input", ["list": [1, "b", .null], "text": "a\"b"])
            }
        }
        try journal.flush()
        return journal
    }

    /// Everything that a reader sees.
    func lines(of id: ExecutionID = .one) throws(JournalFault) -> [Line] {
        var lines: [Line] = []
        _ = try reader(id).read { record throws(JournalFault) in lines.append(try Line(record)) }
        return lines
    }

    /// Opens to own, and gives what was replayed.
    func owned(
        _ id: ExecutionID = .one, permissions: Permissions = Permissions(), patience: Int = 100
    ) throws(JournalFault) -> (Journal, [Line]) {
        var lines: [Line] = []
        var patience = patience
        while true {
            do throws(JournalFault) {
                let journal = try own(id, at: { _ in .noon }, permissions: permissions) {
                    record throws(JournalFault) in lines.append(try Line(record))
                }
                return (journal, lines)
            } catch {
                // Children of other tests inherit a lock for as long as they take to start.
                patience -= 1
                guard error.code == .owned, patience > 0 else { throw error }
                lines = []
            }
        }
    }
}

import SagaMachine
import SagaReport
import SagaSource
import SagaValue

/// Which executions `saga list` shows.
struct ListFilter {
    private let statuses: [String]
    private let workflow: String?
    private let since: Timestamp?
    private let error: String?
    private let needsPerson: Bool

    /// - Throws: `SAGA6002` for a status or a time that is none.
    init(
        statuses: [String], workflow: String?, since: String?, error: String?, needsPerson: Bool,
        now: Timestamp
    ) throws(Fault) {
        self.workflow = workflow
        self.error = error?.lowercased()
        self.needsPerson = needsPerson
        var words: [String] = []
        for status in statuses { words.append(try Self.word(status)) }
        self.statuses = words
        guard let since else {
            self.since = nil
            return
        }
        if let ago = milliseconds(ofDuration: since) {
            self.since = now.adding(milliseconds: -ago)
        } else if let time = Timestamp(since) {
            self.since = time
        } else {
            throw Fault(
                .badArguments, "`--since \(since)` is no time",
                notes: ["takes: 30m, 12h, 7d, or 2026-11-23T00:00:00Z"])
        }
    }

    /// Whether no later row can match, because rows come newest first.
    func isOver(_ row: Summary) -> Bool { since.map { row.started < $0 } ?? false }

    func matches(_ row: Summary) -> Bool {
        if needsPerson, !row.word.needsPerson { return false }
        if let workflow, !row.workflow.hasSameCodePoints(as: workflow) { return false }
        if let error {
            let text = "\(row.failure?.name ?? "") \(row.failure?.cause ?? "")".lowercased()
            if !text.contains(error) { return false }
        }
        let own = [row.word.rawValue, Self.form(row.status.rawValue)]
        return statuses.isEmpty || statuses.contains { own.contains($0) }
    }

    /// The status in the one form that rows are compared in.
    private static func word(_ status: String) throws(Fault) -> String {
        let known = StatusWord.allCases.map(\.rawValue) + Status.allCases.map { form($0.rawValue) }
        let wanted = form(status)
        if known.contains(wanted) { return wanted }
        var notes = ["takes: " + StatusWord.allCases.map(\.rawValue).joined(separator: ", ")]
        if let near = nearestName(to: wanted, among: known) {
            notes.insert("did you mean `\(near)`?", at: 0)
        }
        throw Fault(.badArguments, "`\(status)` is no status", notes: notes)
    }

    private static func form(_ text: String) -> String {
        String(text.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
    }
}

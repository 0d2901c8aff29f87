package import SagaDefinition
package import SagaMachine
package import SagaValue

/// Folds the records of a journal into the execution that they tell of.
package struct Replay {
    /// The workflow as it was started, or as a redrive replaced it; nil before the record that has
    /// its text.
    package private(set) var workflow: Workflow?
    package private(set) var execution = Execution()
    /// When the latest record was written.
    package private(set) var time: Timestamp?
    private let define: (DefinitionText) -> Workflow?

    /// - Parameter define: Reads a definition's text; nil where this version refuses it.
    package init(define: @escaping (DefinitionText) -> Workflow?) { self.define = define }

    /// Takes one more record.
    ///
    /// - Returns: The event that it holds; nil for records of the journal's own.
    /// - Throws: `SAGA4006` where the record cannot follow those before it; `SAGA4007` where it, or
    ///   the definition, is of a kind that this version does not know.
    @discardableResult
    package mutating func add(_ record: StoredRecord) throws(JournalFault) -> Event? {
        if workflow == nil, record.kind == "executionStarted" {
            let start = try ExecutionStart(record)
            guard let defined = define(start.definition) else { throw record.strangeDefinition }
            workflow = defined
        }
        time = record.time
        guard let workflow else {
            guard EventKind.table[record.kind]?.isOfJournal == true else { throw record.headless }
            return nil
        }
        if record.kind == "executionRedriven" { try adopt(record, after: workflow) }
        let held = self.workflow ?? workflow
        guard let event = try Event(record, in: held) else { return nil }
        execution.evolve(event, in: held, at: record.time)
        return event
    }

    /// Takes the other definition that a redrive may bring, by which its record is read already.
    private mutating func adopt(
        _ record: StoredRecord, after old: Workflow
    ) throws(JournalFault) {
        var fields = record.fields
        guard let text = try record.optionalDefinition(&fields) else { return }
        guard let new = define(text) else { throw record.strangeDefinition }
        guard execution.adopt(new, after: old) else { throw record.unfitDefinition }
        workflow = new
    }
}

extension StoredRecord {
    fileprivate var headless: JournalFault {
        JournalFault(
            .damaged, path: kind.page.path, offset: offset, record: sequence,
            detail: "nothing before it says what was started")
    }

    fileprivate var unfitDefinition: JournalFault {
        JournalFault(
            .damaged, path: kind.page.path, offset: offset, record: sequence,
            detail: "the definition that it holds does not fit what has run")
    }

    fileprivate var strangeDefinition: JournalFault {
        JournalFault(
            .newerFormat, path: kind.page.path, offset: offset, record: sequence,
            detail: "this version cannot read the definition that it holds")
    }
}

package import SagaMachine
import SagaValue

extension ExecutionStart {
    /// The head of the log, which is read before there is a definition to read it with.
    package init(_ record: StoredRecord) throws(JournalFault) {
        var fields = record.fields
        let text = try fields.string("id")
        guard let id = ExecutionID(text) else { throw record.strange("id") }
        let start = try fields.time("start")
        let definition = try record.definition(&fields)
        let input = try fields.value("input")
        let keepsEffects = try fields.flag("keepsEffects")
        self.init(
            id: id, startTime: start, input: input, definition: definition,
            keepsEffects: keepsEffects, tasksSurvive: try fields.flag("tasksSurvive"),
            rerunOf: try fields.optionalString("rerunOf").flatMap { ExecutionID($0) },
            keepsQuotas: try fields.flag("keepsQuotas"),
            parent: try ExecutionParent(record, &fields),
            secret: try fields.optionalString("secret"))
    }
}

extension ExecutionParent {
    /// Nil where a person started the execution.
    fileprivate init?(_ record: StoredRecord, _ fields: inout RawFields) throws(JournalFault) {
        guard let text = try fields.optionalString("parent") else { return nil }
        guard let id = ExecutionID(text) else { throw record.strange("parent") }
        let visit = try record.text("parentVisit", &fields)
        let key = try fields.string("parentKey")
        self.init(execution: id, visit: visit, key: key, depth: try fields.integer("depth"))
    }
}

extension StoredRecord {
    /// The definition of a record that may hold another one; nil where it does not.
    func optionalDefinition(_ fields: inout RawFields) throws(JournalFault) -> DefinitionText? {
        var ahead = fields
        guard try ahead.contains("file") else { return nil }
        return try definition(&fields)
    }

    fileprivate func definition(_ fields: inout RawFields) throws(JournalFault) -> DefinitionText {
        let file = try text("file", &fields)
        let folder = try text("folder", &fields)
        let hash = try fields.string("sha256")
        return DefinitionText(
            file: file, folder: folder, text: try text("definition", &fields), hash: hash)
    }

    fileprivate func text(
        _ name: StaticString, _ fields: inout RawFields
    ) throws(JournalFault) -> String {
        guard let text = try fields.value(name).string else { throw strange(name) }
        return text
    }
}

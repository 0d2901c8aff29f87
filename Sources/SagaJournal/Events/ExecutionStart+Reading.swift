package import SagaMachine
import SagaValue

extension ExecutionStart {
    /// The head of the log, which is read before there is a definition to read it with.
    package init(_ record: StoredRecord) throws(JournalFault) {
        var fields = record.fields
        let text = try fields.string("id")
        guard let id = ExecutionID(text) else { throw record.strange("id") }
        let start = try fields.time("start")
        let file = try record.text("file", &fields)
        let folder = try record.text("folder", &fields)
        let hash = try fields.string("sha256")
        let definition = try record.text("definition", &fields)
        let input = try fields.value("input")
        let keepsEffects = try fields.flag("keepsEffects")
        self.init(
            id: id, startTime: start, input: input,
            definition: DefinitionText(file: file, folder: folder, text: definition, hash: hash),
            keepsEffects: keepsEffects,
            rerunOf: try fields.optionalString("rerunOf").flatMap { ExecutionID($0) },
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
    fileprivate func text(
        _ name: StaticString, _ fields: inout RawFields
    ) throws(JournalFault) -> String {
        guard let text = try fields.value(name).string else { throw strange(name) }
        return text
    }
}

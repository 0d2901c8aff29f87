import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func reader(_ fields: Fields) -> ItemReader? {
        fields.allow(
            ["Resource", "Parameters", "Arguments", "ReaderConfig"], in: "`ItemReader`",
            language: language)
        fields.require(["Resource"])
        let configuration = fields.map("ReaderConfig")
        if let configuration { check(configuration) }
        guard let action = action(fields) else { return nil }
        let arguments = fields["Parameters"] ?? fields["Arguments"]
        return ItemReader(
            action: action, arguments: arguments.map(template),
            format: format(configuration),
            loadsFiles: configuration?["Transformation"]?.string == Loading.flatten.rawValue,
            maxItems: configuration.flatMap {
                count("MaxItems", in: 0...Double(Limits.readerItems), of: $0)
            },
            writtenBucket: writtenBucket(arguments))
    }

    /// The bucket's name where it is part of the definition, so that no data chose it.
    func writtenBucket(_ arguments: Part?) -> String? {
        guard let bucket = arguments?["Bucket"] else { return nil }
        return language == .jsonata && bucket.isQuery ? nil : bucket.string
    }

    private func action(_ fields: Fields) -> ItemReader.Action? {
        guard let part = fields["Resource"], let text = fields.name("Resource") else { return nil }
        let actions = [ItemReader.Action.getObject, .listObjects]
        if let action = actions.first(where: { text.hasSuffix($0.rawValue) }) { return action }
        reading.reportStorageResource(
            part, text, actions.map { "arn:aws:states::" + $0.rawValue }, in: "ItemReader")
        return nil
    }

    private func check(_ fields: Fields) {
        fields.allow(
            [
                "InputType", "Transformation", "ManifestType", "CSVDelimiter", "CSVHeaderLocation",
                "CSVHeaders", "ItemsPointer", "MaxItems", "MaxItemsPath",
            ], in: "`ReaderConfig`", language: language)
        let _: Loading? = fields.word("Transformation")
        let _: HeaderLocation? = fields.word("CSVHeaderLocation")
        checkHeaderLocation(fields)
        if fields["InputType"]?.string == ItemFormat.InputType.csv.rawValue {
            fields.require(["CSVHeaderLocation"])
        }
        if let part = fields["InputType"], part.string == ItemFormat.InputType.parquet.rawValue {
            reading.report(
                .parquetItems, "a Parquet file cannot be read here", at: part,
                notes: ["`saga run` refuses the workflow before anything has started"],
                fix: "convert the file to JSONL or CSV, and name that in `InputType`")
        }
        checkHeaders(fields)
    }

    /// Headers are given where `CSVHeaderLocation` says so, and nowhere else.
    private func checkHeaderLocation(_ fields: Fields) {
        let location = fields["CSVHeaderLocation"]?.string
        if location == HeaderLocation.given.rawValue {
            fields.require(["CSVHeaders"])
        } else if let member = fields.part.node.member("CSVHeaders") {
            let words = location.map { "`CSVHeaderLocation: \($0)`" }
            reading.report(
                .exclusiveFields,
                words.map { "`CSVHeaders` cannot stand beside \($0)" }
                    ?? "`CSVHeaders` stands beside `CSVHeaderLocation: GIVEN` only",
                atKey: member.key, of: fields.part,
                aws: .init("SCHEMA_VALIDATION_FAILED", "Field 'CSVHeaders' is not supported"))
        }
    }

    /// Warns of headers of which the service says at run time that they fail.
    private func checkHeaders(_ fields: Fields) {
        var seen: Set<ExactKey> = []
        for part in fields["CSVHeaders"]?.elements ?? [] {
            guard let name = part.string, !seen.insert(ExactKey(name)).inserted else { continue }
            reading.report(
                .duplicateHeader, "there are two columns `\(name)`", at: part,
                notes: ["reading fails with `States.ItemReaderFailed`"])
        }
    }

    private func format(_ fields: Fields?) -> ItemFormat {
        let type: ItemFormat.InputType? = fields?.word("InputType")
        let manifest: ItemFormat.ManifestType? = fields?.word("ManifestType")
        let isGiven = fields?["CSVHeaderLocation"]?.string == HeaderLocation.given.rawValue
        let headers = fields?.strings("CSVHeaders")
        return ItemFormat(
            inputType: type ?? .json, delimiter: fields?.word("CSVDelimiter") ?? .comma,
            headers: isGiven ? headers ?? [] : nil,
            pointer: fields?["ItemsPointer"].map(pointer) ?? [],
            manifest: manifest ?? (type == .manifest ? .inventory : nil))
    }

    /// The steps of a JSON Pointer (RFC 6901).
    private func pointer(_ part: Part) -> [String] {
        guard let text = reading.text(part), !text.isEmpty else { return [] }
        let steps = text.split(separator: "/", omittingEmptySubsequences: false)
        let decoded = steps.dropFirst().map { $0.pointerStep }
        if steps.first?.isEmpty == true, !decoded.contains(nil) {
            return decoded.compactMap(\.self)
        }
        reading.report(
            .badItemsPointer, "`\(text)` is not a JSON Pointer", at: part,
            notes: ["it is empty, or every step begins with `/`; `~1` is a `/` and `~0` a `~`"])
        return []
    }
}

extension Substring {
    /// What a step of a JSON Pointer means; nil where a `~` stands for nothing.
    fileprivate var pointerStep: String? {
        var step = ""
        var isEscaped = false
        for scalar in unicodeScalars {
            switch (isEscaped, scalar) {
            case (true, "0"): step.unicodeScalars.append("~")
            case (true, "1"): step.unicodeScalars.append("/")
            case (true, _): return nil
            case (false, "~"):
                isEscaped = true
                continue
            case (false, _): step.unicodeScalars.append(scalar)
            }
            isEscaped = false
        }
        return isEscaped ? nil : step
    }
}

private enum HeaderLocation: String, CaseIterable {
    case firstRow = "FIRST_ROW"
    case given = "GIVEN"
}

private enum Loading: String, CaseIterable {
    case none = "NONE"
    case flatten = "LOAD_AND_FLATTEN"
}

extension Reading {
    /// Reports a resource that is none of those that read items or write results.
    func reportStorageResource(_ part: Part, _ text: String, _ known: [String], in field: String) {
        report(
            .badStorageResource, "`\(text)` is no resource of `\(field)`", at: part,
            label: nearest(to: text, among: known).map { "did you mean `\($0)`?" },
            notes: ["it is " + known.map { "`\($0)`" }.joined(separator: " or ")])
    }
}

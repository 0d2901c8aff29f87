import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func map() -> MapState {
        let processor = fields.exactlyOne(["ItemProcessor", "Iterator"])
        fields.atMostOne(["ItemSelector", "Parameters"])
        let inner = processor.flatMap { self.processor($0) }
        // `Parameters` is the older name of `ItemSelector`.
        let selector = fields["ItemSelector"] ?? fields["Parameters"]
        return MapState(
            processor: inner?.id ?? graph.id, items: items(),
            itemSelector: selector.map(template),
            maxConcurrency: count("MaxConcurrency", in: 0...Double(Limits.maximumSeconds)),
            toleratedFailureCount: count(
                "ToleratedFailureCount", in: 0...Double(Limits.maximumSeconds)),
            toleratedFailurePercentage: count("ToleratedFailurePercentage", in: 0...100),
            isDistributed: inner?.isDistributed ?? false, label: label(),
            reader: fields.map("ItemReader").map(reader),
            batcher: fields.map("ItemBatcher").map(batcher),
            writer: fields.map("ResultWriter").map(writer))
    }

    private func processor(_ key: String) -> (id: GraphID?, isDistributed: Bool)? {
        guard let processor = fields.map(key) else { return nil }
        processor.allow(
            ["Comment", "StartAt", "States", "ProcessorConfig", "Defaults"],
            in: "an item processor")
        processor.require(["States"])
        var isDistributed = false
        if let configuration = processor.map("ProcessorConfig") {
            configuration.allow(["Mode", "ExecutionType"], in: "`ProcessorConfig`")
            let mode: ProcessorMode? = configuration.word("Mode")
            let _: ExecutionType? = configuration.word("ExecutionType")
            isDistributed = mode == .distributed
            if isDistributed { configuration.require(["ExecutionType"]) }
        }
        return (reading.outline.graph(at: processor.part.path)?.id, isDistributed)
    }

    private func items() -> MapState.Items? {
        if let part = fields["ItemsPath"] { return reading.path(part).map { .path($0) } }
        guard let part = fields["Items"] else { return nil }
        if !part.isQuery, part.elements == nil, part.node.members == nil {
            reading.wrongType(part, expected: "ARRAY", words: "a list or an expression")
        }
        return .template(template(part))
    }

    /// `key`, which may be an expression in JSONata, or `keyPath` in JSONPath.
    private func count(
        _ key: String, in range: ClosedRange<Double>
    ) -> MapState.CountField? { count(key, in: range, of: fields) }

    private func count(
        _ key: String, in range: ClosedRange<Double>, of fields: Fields
    ) -> MapState.CountField? {
        fields.atMostOne([key, key + "Path"])
        if let part = fields[key + "Path"] {
            return reading.path(part).map { .computed(.path($0)) }
        }
        guard let part = fields[key] else { return nil }
        if language == .jsonata, part.string != nil {
            return reading.query(part).map { .computed($0) }
        }
        if key.hasSuffix("Percentage") {
            return fields.number(key, in: range).map { .constant($0) }
        }
        let whole = Int(range.lowerBound)...Int(range.upperBound)
        return fields.integer(key, in: whole).map { .constant(Double($0)) }
    }

    private func label() -> String? {
        guard let label = fields.name("Label"), let part = fields["Label"] else { return nil }
        let refused = "<>{}[]?*\"#%\\^|~`$&,;:/"
        let isRefused = label.unicodeScalars.contains {
            $0.isControl || $0.properties.isWhitespace || refused.unicodeScalars.contains($0)
        }
        let length = label.unicodeScalars.count
        if isRefused || length > Limits.labelLength {
            let problem =
                isRefused
                ? "contains a character that it may not"
                : "is longer than \(Limits.labelLength) characters"
            reading.report(
                .badLabel, "the label `\(label)` \(problem)", at: part,
                aws: .init("INVALID_LABEL_NAME", "Invalid label: \(label)"))
        }
        return label
    }

    private func reader(_ fields: Fields) -> MapState.ItemReader {
        fields.allow(
            ["Resource", "Parameters", "Arguments", "ReaderConfig"], in: "`ItemReader`",
            language: language)
        fields.require(["Resource"])
        var configuration: Template?
        if let part = fields.map("ReaderConfig") {
            checkReaderConfiguration(part)
            configuration = readerConfiguration(part)
        }
        return MapState.ItemReader(
            resource: fields.name("Resource") ?? "",
            arguments: (fields["Parameters"] ?? fields["Arguments"]).map(template),
            configuration: configuration)
    }

    private func checkReaderConfiguration(_ fields: Fields) {
        fields.allow(
            [
                "InputType", "Transformation", "ManifestType", "CSVDelimiter", "CSVHeaderLocation",
                "CSVHeaders", "ItemsPointer", "MaxItems", "MaxItemsPath",
            ], in: "`ReaderConfig`", language: language)
        let _: InputType? = fields.word("InputType")
        let _: HeaderLocation? = fields.word("CSVHeaderLocation")
        let _: Delimiter? = fields.word("CSVDelimiter")
        _ = fields.strings("CSVHeaders")
        _ = count("MaxItems", in: 0...100_000_000, of: fields)
        if fields["CSVHeaderLocation"]?.string == "GIVEN" { fields.require(["CSVHeaders"]) }
        if fields["InputType"]?.string == "CSV" { fields.require(["CSVHeaderLocation"]) }
    }

    /// The configuration as one value; `MaxItemsPath` becomes a computed `MaxItems`.
    private func readerConfiguration(_ fields: Fields) -> Template {
        .object(
            (fields.part.node.members ?? []).compactMap { member in
                let part = Part(node: member.value, path: fields.part.path.member(member.name))
                if member.name == "MaxItemsPath" {
                    return reading.path(part).map { ("MaxItems", .expression(.path($0))) }
                }
                return (member.name, template(part))
            })
    }

    private func batcher(_ fields: Fields) -> MapState.ItemBatcher {
        let sizes = ["MaxItemsPerBatch", "MaxInputBytesPerBatch"]
        fields.allow(
            ["BatchInput"] + sizes + sizes.map { $0 + "Path" }, in: "`ItemBatcher`",
            language: language)
        if fields.present(sizes + sizes.map { $0 + "Path" }).isEmpty { fields.exactlyOne(sizes) }
        return MapState.ItemBatcher(
            input: fields["BatchInput"].map(template),
            maxItems: count(sizes[0], in: 1...100_000_000, of: fields),
            maxInputBytes: count(sizes[1], in: 1...262_144, of: fields))
    }

    private func writer(_ fields: Fields) -> MapState.ResultWriter {
        fields.allow(
            ["Resource", "Parameters", "Arguments", "WriterConfig"], in: "`ResultWriter`",
            language: language)
        if let configuration = fields.map("WriterConfig") {
            configuration.allow(["Transformation", "OutputType"], in: "`WriterConfig`")
            configuration.require(["Transformation", "OutputType"])
            let _: Transformation? = configuration.word("Transformation")
            let _: OutputType? = configuration.word("OutputType")
        }
        if fields.part.node.members?.isEmpty == true { fields.reportEmpty(fields.part) }
        return MapState.ResultWriter(
            resource: fields.name("Resource") ?? "",
            arguments: (fields["Parameters"] ?? fields["Arguments"]).map(template),
            configuration: fields["WriterConfig"]?.node.value)
    }
}

private enum ProcessorMode: String, CaseIterable {
    case inline = "INLINE"
    case distributed = "DISTRIBUTED"
}

private enum ExecutionType: String, CaseIterable {
    case standard = "STANDARD"
    case express = "EXPRESS"
}

private enum InputType: String, CaseIterable {
    case csv = "CSV"
    case json = "JSON"
    case jsonl = "JSONL"
    case parquet = "PARQUET"
    case manifest = "MANIFEST"
}

private enum HeaderLocation: String, CaseIterable {
    case firstRow = "FIRST_ROW"
    case given = "GIVEN"
}

private enum Delimiter: String, CaseIterable {
    case comma = "COMMA"
    case pipe = "PIPE"
    case semicolon = "SEMICOLON"
    case space = "SPACE"
    case tab = "TAB"
}

private enum Transformation: String, CaseIterable {
    case none = "NONE"
    case compact = "COMPACT"
    case flatten = "FLATTEN"
}

private enum OutputType: String, CaseIterable {
    case json = "JSON"
    case jsonl = "JSONL"
}

import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func map() -> MapState {
        let processor = fields.exactlyOne(["ItemProcessor", "Iterator"])
        fields.atMostOne(["ItemSelector", "Parameters"])
        let inner = processor.flatMap { self.processor($0) }
        QuotaRules.checkConcurrency(fields, isDistributed: inner?.isDistributed ?? false)
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
            reader: fields.map("ItemReader").flatMap(reader),
            batcher: fields.map("ItemBatcher").map(batcher),
            writer: fields.map("ResultWriter").map(writer))
    }

    private func processor(_ key: String) -> (id: GraphID?, isDistributed: Bool)? {
        guard let processor = fields.map(key) else { return nil }
        processor.allow(
            ["Comment", "StartAt", "States", "ProcessorConfig", "Defaults"],
            in: "an item processor")
        Extensions.check(processor)
        processor.require(["States"])
        var isDistributed = false
        if let configuration = processor.map("ProcessorConfig") {
            configuration.allow(["Mode", "ExecutionType"], in: "`ProcessorConfig`")
            let mode: ProcessorMode? = configuration.word("Mode")
            let _: ExecutionType? = configuration.word("ExecutionType")
            isDistributed = mode == .distributed
            if isDistributed { configuration.require(["ExecutionType"]) }
        }
        let id = reading.outline.graph(at: processor.part.path)?.id
        if isDistributed, let id { reading.variables.isolate(id) }
        return (id, isDistributed)
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

    func count(
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
}

private enum ProcessorMode: String, CaseIterable {
    case inline = "INLINE"
    case distributed = "DISTRIBUTED"
}

private enum ExecutionType: String, CaseIterable {
    case standard = "STANDARD"
    case express = "EXPRESS"
}

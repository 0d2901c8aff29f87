import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func batcher(_ fields: Fields) -> MapState.ItemBatcher {
        let sizes = ["MaxItemsPerBatch", "MaxInputBytesPerBatch"]
        fields.allow(
            ["BatchInput"] + sizes + sizes.map { $0 + "Path" }, in: "`ItemBatcher`",
            language: language)
        if fields.present(sizes + sizes.map { $0 + "Path" }).isEmpty { fields.exactlyOne(sizes) }
        return MapState.ItemBatcher(
            input: fields["BatchInput"].map(template),
            maxItems: count(sizes[0], in: 1...Double(Limits.readerItems), of: fields),
            maxInputBytes: count(sizes[1], in: 1...Double(Limits.batchBytes), of: fields))
    }

    func writer(_ fields: Fields) -> ResultWriter {
        fields.allow(
            ["Resource", "Parameters", "Arguments", "WriterConfig"], in: "`ResultWriter`",
            language: language)
        let configuration = fields.map("WriterConfig")
        if let configuration {
            configuration.allow(["Transformation", "OutputType"], in: "`WriterConfig`")
            configuration.require(["Transformation", "OutputType"])
        }
        if fields.part.node.members?.isEmpty == true { fields.reportEmpty(fields.part) }
        if let part = fields["Resource"], let text = fields.name("Resource"),
            !text.hasSuffix(ResultWriter.resource)
        {
            reading.reportStorageResource(
                part, text, ["arn:aws:states::" + ResultWriter.resource], in: "ResultWriter")
        }
        let arguments = fields["Parameters"] ?? fields["Arguments"]
        return ResultWriter(
            arguments: fields.has("Resource")
                ? arguments.map(template) ?? .constant(.emptyObject) : nil,
            transformation: configuration?.word("Transformation") ?? .none,
            outputType: configuration?.word("OutputType") ?? .json,
            writtenBucket: writtenBucket(arguments))
    }
}

package import SagaExpression

/// What becomes of a Map's results: how they look, and whether they go to files.
package struct ResultWriter: Sendable {
    /// `Parameters`, or JSONata's `Arguments`: `Bucket` and `Prefix`.
    ///
    /// Nil where the results stay the state's own (`WriterConfig` alone).
    package let arguments: Template?
    package let transformation: Transformation
    package let outputType: OutputType
    /// `Bucket` where it stands in the definition; nil where it is computed from data.
    package let writtenBucket: String?

    package enum Transformation: String, CaseIterable, Sendable {
        /// Every result with the name, times, input and status of its iteration.
        case none = "NONE"
        case compact = "COMPACT"
        /// As `COMPACT`, and the elements of a result that is a list in its place.
        case flatten = "FLATTEN"
    }

    package enum OutputType: String, CaseIterable, Sendable {
        case json = "JSON"
        case jsonl = "JSONL"
    }

    /// The end of the resource that writes files.
    package static let resource = ":s3:putObject"

    package init(
        arguments: Template?, transformation: Transformation, outputType: OutputType,
        writtenBucket: String?
    ) {
        self.arguments = arguments
        self.transformation = transformation
        self.outputType = outputType
        self.writtenBucket = writtenBucket
    }

    /// Whether the results go to files.
    package var writesFiles: Bool { arguments != nil }

    /// Whether what is kept of an iteration is more than its result.
    package var keepsTimes: Bool { writesFiles || transformation == .none }
}

import SagaDefinition
import SagaRuntime

/// Refuses a workflow whose Maps could not read or write their files, before anything has run.
///
/// Only what stands in the definition can be told so early; a bucket that is computed fails when
/// its turn comes, with `States.ItemReaderFailed` or `States.ResultWriterFailed`.
enum BucketCheck {
    /// - Throws: `SAGA6030` for a bucket that nothing is bound to, `SAGA6031` for a format that
    ///   cannot be read.
    static func check(
        _ workflow: Workflow, _ buckets: [String: String], mocked: Set<String>
    ) throws(Fault) {
        for state in workflow.states where !mocked.contains(state.name) {
            guard case .map(let map) = state.kind else { continue }
            if map.reader?.format.inputType == .parquet {
                throw Fault(
                    .unreadableItems, "`\(state.name)` reads Parquet, which cannot be read here",
                    notes: [
                        "convert the file to JSON Lines or CSV", "or answer for the reader: --mock",
                    ])
            }
            let names = [map.reader?.writtenBucket, map.writer?.writtenBucket]
            for name in names.compactMap(\.self)
            where buckets[name] == nil && Buckets.path(name) == nil {
                throw Fault(
                    .unboundBucket, "nothing is bound to `\(name)`, the bucket of `\(state.name)`",
                    notes: ["bind a folder: --bucket \(name)=./folder"])
            }
        }
    }
}

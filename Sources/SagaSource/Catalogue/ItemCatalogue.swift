import SagaValue

// Band 212: items that a Map reads and results that it writes.
extension Explanation {
    static let badStorageResource = Explanation(
        title: "a resource that neither lists, reads nor writes files",
        meaning: "An `ItemReader` takes `arn:aws:states:::s3:getObject` or "
            + "`arn:aws:states:::s3:listObjectsV2`, a `ResultWriter` takes "
            + "`arn:aws:states:::s3:putObject`. The bucket is a folder here: `file:` and a path, "
            + "or a name that `--bucket NAME=FOLDER` binds.",
        example: """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:getobject
                    Parameters: {Bucket: "file:", Key: orders.csv}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}

            """,
        remedy: "Write one of the three, letter by letter.")
    static let parquetItems = Explanation(
        title: "a Parquet file cannot be read",
        meaning: "The service reads Parquet; here there is no reader for its compressed columns, "
            + "which would be larger than the rest of the program. The definition is right, and "
            + "`saga run` refuses it before anything has started.",
        example: """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:getObject
                    ReaderConfig: {InputType: PARQUET}
                    Parameters: {Bucket: "file:", Key: orders.parquet}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}

            """,
        remedy: "Convert the file to JSON Lines or CSV and name that in `InputType`.")
    static let duplicateHeader = Explanation(
        title: "two columns have the same name",
        meaning: "A row becomes an object with one member a column, so a name can stand once. The "
            + "service accepts the definition and fails when it reads, with "
            + "`States.ItemReaderFailed`.",
        example: """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:getObject
                    ReaderConfig: {InputType: CSV, CSVHeaderLocation: GIVEN, CSVHeaders: [a, a]}
                    Parameters: {Bucket: "file:", Key: orders.csv}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}

            """,
        remedy: "Rename one of them.")
    static let badItemsPointer = Explanation(
        title: "`ItemsPointer` is not a JSON Pointer",
        meaning: "It names the list inside a JSON text (RFC 6901): empty for the whole text, else "
            + "steps that each begin with `/`.",
        example: """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:getObject
                    ReaderConfig: {InputType: JSON, ItemsPointer: orders.new}
                    Parameters: {Bucket: "file:", Key: orders.json}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}

            """,
        remedy: "Write it with slashes: `/orders/new`.")
    static let hiddenVariable = Explanation(
        title: "a distributed Map does not see the variables around it",
        meaning: "With `Mode: DISTRIBUTED` every item runs as an execution of its own, which sees "
            + "its input and nothing of the variables outside. Reading one fails at run time.",
        example: """
            QueryLanguage: JSONata
            States:
              - Set: {Type: Pass, Assign: {rate: 3}}
              - Each:
                  Type: Map
                  Items: [1, 2]
                  ItemProcessor:
                    ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}
                    States: [{One: {Type: Pass, Output: "{% $rate %}"}}]

            """,
        remedy: "Hand it over: `ItemSelector: {rate: \"{% $rate %}\", …}`, or `BatchInput`.")
}

package import SagaExpression

/// Where a Map's items come from when its input does not hold them.
package struct ItemReader: Sendable {
    package let action: Action
    /// `Parameters`, or JSONata's `Arguments`: `Bucket`, and `Key` or `Prefix`.
    package let arguments: Template?
    package let format: ItemFormat
    /// Whether the files of a list are read, and not only listed (`LOAD_AND_FLATTEN`).
    package let loadsFiles: Bool
    package let maxItems: MapState.CountField?
    /// `Bucket` where it stands in the definition; nil where it is computed from data.
    package let writtenBucket: String?

    package enum Action: String, Sendable {
        case getObject = ":s3:getObject"
        case listObjects = ":s3:listObjectsV2"
    }

    package init(
        action: Action, arguments: Template?, format: ItemFormat, loadsFiles: Bool,
        maxItems: MapState.CountField?, writtenBucket: String?
    ) {
        self.action = action
        self.arguments = arguments
        self.format = format
        self.loadsFiles = loadsFiles
        self.maxItems = maxItems
        self.writtenBucket = writtenBucket
    }
}

/// How the text of a file becomes items: the `ReaderConfig` of a reader.
package struct ItemFormat: Hashable, Sendable {
    package let inputType: InputType
    package let delimiter: Delimiter
    /// The names of a CSV's columns; nil where its first row has them.
    package let headers: [String]?
    /// The steps of `ItemsPointer` to the list inside a JSON text.
    package let pointer: [String]
    /// What kind of list of files it is; nil where the file has the items itself.
    package let manifest: ManifestType?

    package enum InputType: String, CaseIterable, Sendable {
        case csv = "CSV"
        case json = "JSON"
        case jsonl = "JSONL"
        case parquet = "PARQUET"
        case manifest = "MANIFEST"
    }

    package enum Delimiter: String, CaseIterable, Sendable {
        case comma = "COMMA"
        case pipe = "PIPE"
        case semicolon = "SEMICOLON"
        case space = "SPACE"
        case tab = "TAB"
    }

    package enum ManifestType: String, CaseIterable, Sendable {
        case athenaData = "ATHENA_DATA"
        case inventory = "S3_INVENTORY"
    }

    package init(
        inputType: InputType, delimiter: Delimiter = .comma, headers: [String]? = nil,
        pointer: [String] = [], manifest: ManifestType? = nil
    ) {
        self.inputType = inputType
        self.delimiter = delimiter
        self.headers = headers
        self.pointer = pointer
        self.manifest = manifest
    }
}

extension ItemFormat.Delimiter {
    /// The character as a file has it.
    package var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .pipe: UInt8(ascii: "|")
        case .semicolon: UInt8(ascii: ";")
        case .space: UInt8(ascii: " ")
        case .tab: UInt8(ascii: "\t")
        }
    }
}

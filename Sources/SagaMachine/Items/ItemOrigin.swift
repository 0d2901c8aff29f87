package import SagaValue

/// Where the items of a Map come from, as the context object names it in `Map.Item.Source`.
///
/// Source: AWS, "Accessing execution data from the Context object": `STATE_DATA` for the input, the
/// bucket for a listing, and the file's address for everything else.
package struct ItemOrigin: Hashable, Sendable {
    /// Of every item that no file is named for; nil where nobody knows.
    let name: String?
    /// The files whose items stand one after the other, where there are several.
    let files: [SourceFile]

    /// Of items that the input holds.
    static let input = ItemOrigin("STATE_DATA")

    init(_ name: String?, files: [SourceFile] = []) {
        self.name = name
        self.files = files
    }

    /// The source of one item, by its index.
    subscript(index: Int) -> String? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle].end <= index { low = middle + 1 } else { high = middle }
        }
        return low < files.count ? files[low].name : name
    }
}

/// A file among several that items were read from.
package struct SourceFile: Hashable, Sendable {
    /// `S3://BUCKET/KEY`.
    package let name: String
    /// The index after that of its last item.
    package let end: Int

    package init(bucket: String, key: String, end: Int) {
        self.init(name: "S3://\(bucket)/\(key)", end: end)
    }

    fileprivate init(name: String, end: Int) {
        self.name = name
        self.end = end
    }
}

/// What a reader answers, as it stands in the journal.
package struct ReadItems: Sendable {
    package let items: [Value]
    package let files: [SourceFile]

    /// - Parameter files: In order, where no argument of the reader names the file; else empty.
    package init(_ items: [Value], files: [SourceFile]) {
        self.items = items
        self.files = files
    }

    /// Nil where the value is no list and holds none.
    init?(_ value: Value?) {
        if case .array(let items)? = value {
            self.init(items, files: [])
            return
        }
        guard let items = value?["Items"]?.array, let sources = value?["Sources"]?.array else {
            return nil
        }
        let files = sources.compactMap { source -> SourceFile? in
            guard let name = source["Source"]?.string,
                let end = source["End"]?.number?.exactInteger
            else { return nil }
            return SourceFile(name: name, end: end)
        }
        self.init(items, files: files)
    }

    /// The items alone, or beside them which file each comes from.
    package var value: Value {
        guard !files.isEmpty else { return .array(items) }
        let sources = files.map { file -> Value in
            ["Source": .string(file.name), "End": .integer(file.end)]
        }
        return ["Items": .array(items), "Sources": .array(sources)]
    }
}

import Glibc
import SagaDefinition
import SagaMachine
import SagaValue

/// Reads what a Map's `ItemReader` asks for.
struct ItemSource {
    private let reader: ItemReader
    private let buckets: Buckets
    private let limit: Int
    private let arguments: Value

    /// - Parameter arguments: `Bucket`, `Key` or `Prefix`, and `MaxItems`; as they were evaluated.
    init(_ reader: ItemReader, _ buckets: Buckets, _ arguments: Value) {
        self.reader = reader
        self.buckets = buckets
        self.arguments = arguments
        let limit = arguments["MaxItems"]?.number?.exactInteger ?? 0
        self.limit = limit > 0 ? limit : Limits.readerItems
    }

    /// How reading ended; whatever goes wrong is the reader's failure.
    var ending: TaskEnding {
        do throws(Failure) {
            return TaskEnding(outcome: .succeeded, result: try items().value)
        } catch {
            return TaskEnding(outcome: .failed, failure: error)
        }
    }

    private func items() throws(Failure) -> ReadItems {
        let bucket = try reporting { () throws(FileProblem) in
            try buckets.bucket(text("Bucket"), isWritten: reader.writtenBucket != nil)
        }
        switch reader.action {
        case .listObjects: return try list(bucket)
        case .getObject:
            let key = try reporting { () throws(FileProblem) in try text("Key") }
            switch reader.format.manifest {
            case nil: return ReadItems(try parse([(bucket, key)], reader.format), files: [])
            case .inventory?: return ReadItems(try inventory(bucket, key), files: [])
            case .athenaData?: return try athenaData(bucket, key)
            }
        }
    }

    private func list(_ bucket: Bucket) throws(Failure) -> ReadItems {
        let prefix = arguments["Prefix"]?.string ?? ""
        let entries = try reporting { () throws(FileProblem) in
            try BucketListing.entries(of: bucket, prefix: prefix)
        }
        guard reader.loadsFiles else {
            return ReadItems(entries.prefix(limit).map(\.item), files: [])
        }
        let name = try reporting { () throws(FileProblem) in try text("Bucket") }
        return try gather(entries.map { (bucket, name, $0.key) })
    }

    /// The items of files that no argument names, and which of them come from which file.
    private func gather(
        _ sources: [(bucket: Bucket, name: String, key: String)]
    ) throws(Failure) -> ReadItems {
        var files: [SourceFile] = []
        let items = try parse(sources.map { ($0.bucket, $0.key) }, reader.format) { index, end in
            files.append(
                SourceFile(bucket: sources[index].name, key: sources[index].key, end: end))
        }
        return ReadItems(items, files: files)
    }

    /// The items of some files, one after the other, until there are enough.
    ///
    /// - Parameter note: Gets the index of each file that was read, and how many items there were
    ///   after it.
    private func parse(
        _ files: [(bucket: Bucket, key: String)], _ format: ItemFormat,
        note: (Int, Int) -> Void = { _, _ in }
    ) throws(Failure) -> [Value] {
        var items: [Value] = []
        for (index, (bucket, key)) in files.enumerated() where items.count < limit {
            var parser = ItemParser(format, atMost: limit - items.count)
            var file = try open(bucket, key)
            while !parser.isFull, case let bytes = try read(&file), !bytes.isEmpty {
                try parser.take(bytes)
            }
            items += try parser.finish()
            note(index, items.count)
        }
        return items
    }

    private func open(_ bucket: Bucket, _ key: String) throws(Failure) -> ItemFile {
        ItemFile(try reporting { () throws(FileProblem) in try bucket.file(key) }, key)
    }

    /// The next piece of a file; empty at its end.
    private func read(_ file: inout ItemFile) throws(Failure) -> [UInt8] {
        do throws(FileProblem) { return try file.next() } catch { throw .itemReader(error.text) }
    }

    /// The JSON value that a whole file is.
    private func value(_ bucket: Bucket, _ key: String) throws(Failure) -> Value {
        var file = try open(bucket, key)
        var text: [UInt8] = []
        while case let bytes = try read(&file), !bytes.isEmpty {
            text += bytes
            guard text.count <= Limits.manifestBytes else {
                throw .itemReader("The manifest `\(key)` is too large.")
            }
        }
        do throws(JSONError) { return try Value(json: text) } catch {
            throw .itemReader("The manifest `\(key)` is not JSON.")
        }
    }

    /// The rows of the lists that an inventory's manifest names; its schema names their columns.
    private func inventory(_ bucket: Bucket, _ key: String) throws(Failure) -> [Value] {
        let manifest = try value(bucket, key)
        guard let schema = manifest["fileSchema"]?.string, let files = manifest["files"]?.array
        else { throw .itemReader("`\(key)` is not the manifest of an inventory.") }
        let columns = schema.split(separator: ",").map { column in
            String(column.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let keys = files.compactMap { $0["key"]?.string }
        return try parse(
            keys.map { (bucket, $0) }, ItemFormat(inputType: .csv, headers: columns))
    }

    /// The rows of the files that a query's manifest names, one `s3://BUCKET/KEY` a line.
    private func athenaData(_ bucket: Bucket, _ key: String) throws(Failure) -> ReadItems {
        let lines = ItemFormat(inputType: .csv, headers: ["file"])
        var files: [(bucket: Bucket, name: String, key: String)] = []
        for row in try parse([(bucket, key)], lines) {
            let address = row["file"]?.string ?? ""
            let parts = address.split(
                separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, parts[0].lowercased() == "s3:" else {
                throw .itemReader("`\(address)` in `\(key)` is not of the form s3://BUCKET/KEY.")
            }
            let inner = try reporting { () throws(FileProblem) in
                try buckets.bucket(String(parts[2]), isWritten: false)
            }
            files.append((inner, String(parts[2]), String(parts[3])))
        }
        return try gather(files)
    }

    private func text(_ name: String) throws(FileProblem) -> String {
        guard let text = arguments[name]?.string, !text.isEmpty else {
            throw FileProblem("`\(name)` of the ItemReader is missing or no text.")
        }
        return text
    }

    private func reporting<Result>(
        _ body: () throws(FileProblem) -> Result
    ) throws(Failure) -> Result {
        do throws(FileProblem) { return try body() } catch { throw .itemReader(error.text) }
    }
}

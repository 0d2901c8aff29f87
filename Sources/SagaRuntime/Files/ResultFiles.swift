import Glibc
import SagaDefinition
import SagaMachine
import SagaValue

/// Writes what a Map's `ResultWriter` asks for: files of results, and last the manifest that names
/// them.
///
/// Their folder is named for the run, so that a writer that runs again after a crash writes the
/// same files; each is there whole or not at all.
struct ResultFiles {
    private let bucket: Bucket
    private let folder: OwnedFile
    /// The key of the folder.
    private let place: String
    private let results: MapResults

    /// How writing ended; whatever goes wrong is the writer's failure.
    static func ending(
        _ writer: ResultWriter, _ buckets: Buckets, _ arguments: Value, _ results: MapResults
    ) -> TaskEnding {
        do throws(FileProblem) {
            guard let name = arguments["Bucket"]?.string, !name.isEmpty else {
                throw FileProblem("`Bucket` of the ResultWriter is missing or no text.")
            }
            let bucket = try buckets.bucket(
                name, isWritten: writer.writtenBucket != nil, makes: true)
            let files = try ResultFiles(bucket, arguments["Prefix"]?.string ?? "", results)
            return TaskEnding(outcome: .succeeded, result: try files.write())
        } catch {
            return TaskEnding(
                outcome: .failed,
                failure: Failure(Failure.resultWriterName, cause: error.text))
        }
    }

    private init(
        _ bucket: Bucket, _ prefix: String, _ results: MapResults
    ) throws(FileProblem) {
        self.bucket = bucket
        self.results = results
        let start = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        place = start.isEmpty ? results.run.name : "\(start)/\(results.run.name)"
        folder = try bucket.madeFolder(place)
    }

    /// - Returns: What becomes the Map's result.
    private func write() throws(FileProblem) -> Value {
        var files = Object()
        for group in MapResults.Group.allCases { files[group.rawValue] = try write(group) }
        let manifest: Value = [
            "DestinationBucket": .string(bucket.name), "MapRunArn": .string(results.run.arn),
            "ResultFiles": .object(files),
        ]
        _ = try write("manifest.json", Array((manifest.prettyJSON + "\n").utf8))
        fsync(folder.number)
        return results.details(bucket: bucket.name, key: "\(place)/manifest.json")
    }

    /// Writes the files of one group; one that has grown large is followed by another.
    private func write(_ group: MapResults.Group) throws(FileProblem) -> Value {
        var files: [Value] = []
        var text = ResultText(isLines: results.isLines)
        for index in 0..<results.count where results.group(of: index) == group {
            for value in results.values(at: index) { text.add(value) }
            if text.byteCount >= Limits.resultFileBytes {
                files.append(try write(&text, group, files.count))
            }
        }
        if !text.isEmpty { files.append(try write(&text, group, files.count)) }
        return .array(files)
    }

    private func write(
        _ text: inout ResultText, _ group: MapResults.Group, _ number: Int
    ) throws(FileProblem) -> Value {
        let name = "\(group.rawValue)_\(number).\(results.isLines ? "jsonl" : "json")"
        let size = try write(name, text.take())
        return ["Key": .string("\(place)/\(name)"), "Size": .integer(size)]
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws(FileProblem) -> Int {
        let temporary = ".\(name).part"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        let number = unsafe openat(folder.number, temporary, flags, 0o666)
        guard number >= 0 else { throw FileProblem(errno, "make", "\(place)/\(name)") }
        let file = OwnedFile(number)
        do throws(OwnedFile.SystemFailure) {
            try file.write(bytes)
            guard fdatasync(number) == 0,
                unsafe renameat(folder.number, temporary, folder.number, name) == 0
            else { throw OwnedFile.SystemFailure(number: errno) }
        } catch {
            // What a full disk has of it is given back.
            _ = unsafe unlinkat(folder.number, temporary, 0)
            throw FileProblem(error.number, "write", "\(place)/\(name)")
        }
        return bytes.count
    }
}

/// The text of a file of results as it grows.
private struct ResultText {
    private let isLines: Bool
    private var bytes: [UInt8] = []

    init(isLines: Bool) { self.isLines = isLines }

    var isEmpty: Bool { bytes.isEmpty }
    var byteCount: Int { bytes.count }

    mutating func add(_ value: Value) {
        if !isLines { bytes.append(contentsOf: (bytes.isEmpty ? "[" : ",\n").utf8) }
        value.write(to: &bytes)
        if isLines { bytes.append(UInt8(ascii: "\n")) }
    }

    /// The finished text; a new one begins.
    mutating func take() -> [UInt8] {
        if !isLines { bytes.append(contentsOf: "]\n".utf8) }
        defer { bytes = [] }
        return bytes
    }
}

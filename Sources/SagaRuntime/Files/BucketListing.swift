import Glibc
import SagaValue

/// The files of a bucket whose keys begin with a prefix, as S3 lists objects.
///
/// Links, and names that begin with a point, are left out: what is listed can be read.
struct BucketListing {
    private let bucket: Bucket
    private var entries: [Entry] = []

    struct Entry {
        let key: String
        let status: stat
    }

    /// The files, in the order of their keys' bytes.
    static func entries(
        of bucket: Bucket, prefix: String
    ) throws(FileProblem) -> [Entry] {
        guard let start = try bucket.folder(ofPrefix: prefix) else { return [] }
        var listing = BucketListing(bucket: bucket)
        try listing.walk(start.folder, start.path, prefix, depth: 0)
        return listing.entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private mutating func walk(
        _ folder: OwnedFile, _ path: String, _ prefix: String, depth: Int
    ) throws(FileProblem) {
        guard depth < Limits.readerDepth else {
            throw FileProblem("`\(path)` is more than \(Limits.readerDepth) folders deep.")
        }
        for name in try names(in: folder, path) {
            let key = path + name
            guard key.hasPrefix(prefix) || prefix.hasPrefix(key + "/") else { continue }
            var status = stat()
            guard unsafe fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                continue  // it went away since it was listed
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                guard entries.count < Limits.readerFiles else {
                    throw FileProblem(
                        "The bucket `\(bucket.name)` has more than \(Limits.readerFiles) files "
                            + "with the prefix `\(prefix)`.")
                }
                entries.append(Entry(key: key, status: status))
            case S_IFDIR:
                let number = unsafe openat(
                    folder.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                guard number >= 0 else { throw FileProblem(errno, "open the folder", key) }
                try walk(OwnedFile(number), key + "/", prefix, depth: depth + 1)
            default: continue
            }
        }
    }

    private func names(in folder: OwnedFile, _ path: String) throws(FileProblem) -> [String] {
        // A descriptor of its own, because reading moves its position.
        let number = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0, let stream = unsafe fdopendir(number) else {
            let failure = FileProblem(errno, "list the folder", path)
            if number >= 0 { close(number) }
            throw failure
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(validatingCString: $0)
                }
            }
            guard let name else {
                throw FileProblem("A name in the folder `\(path)` is not UTF-8.")
            }
            if !name.hasPrefix(".") { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileProblem(errno, "list the folder", path) }
        return names
    }
}

extension BucketListing.Entry {
    /// The file as an item, with the members that S3 gives an object.
    var item: Value {
        [
            "Etag": .string("\"\(tag)\""), "Key": .string(key),
            "LastModified": .integer(status.st_mtim.tv_sec), "Size": .integer(Int(status.st_size)),
            "StorageClass": "STANDARD",
        ]
    }

    /// Changes when the file does, as a tag should; it is no digest of what the file holds.
    private var tag: String {
        let facts =
            "\(status.st_ino)|\(status.st_size)|\(status.st_mtim.tv_sec)|\(status.st_mtim.tv_nsec)"
        return Digest.md5.hexadecimal(of: Array(facts.utf8)) + "-1"
    }
}

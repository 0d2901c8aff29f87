import Glibc
import SagaValue

/// How commands ended after nobody was left to write it into the journal: a file for each, in the
/// folder of the tasks' files.
///
/// A file stands there whole or not at all. It goes when its content is in the journal.
package struct EndingFiles {
    /// Also the place of the socket by which a supervisor can be reached.
    package let folder: Folder

    private static let suffix = ".ended"
    private static let head = "saga-ending 1 "

    /// The files of an execution.
    ///
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4008`.
    package init(_ execution: Folder) throws(JournalFault) {
        folder = try execution.madeFolder(TaskFiles.folderName)
    }

    /// The files in the folder at `path`, which `TaskFiles.path` is.
    package init(path: String) throws(JournalFault) {
        guard let folder = try Folder.open(path: path) else {
            throw .system(ENOENT, path: path, action: "open the folder")
        }
        self.folder = folder
    }

    /// Keeps an ending, and returns when it is on disk.
    ///
    /// - Parameter attempt: A name that is a file's name.
    /// - Throws: `SAGA4003` or `SAGA4004`; then nothing is kept.
    package func keep(_ ending: [UInt8], of attempt: String) throws(JournalFault) {
        var bytes = Array(Self.head.utf8)
        bytes.append(checksum: Checksum.of(ending.span, ending.indices))
        bytes.append(UInt8(ascii: "\n"))
        bytes += ending
        try folder.write(attempt + Self.suffix, bytes)
        try folder.synchronize()
    }

    /// What was kept of an attempt; nil where nothing was.
    ///
    /// - Throws: `SAGA4020` where it is damaged, `SAGA4004` or `SAGA4008`.
    package func ending(of attempt: String) throws(JournalFault) -> [UInt8]? {
        let name = attempt + Self.suffix
        guard let bytes = try folder.read(name, limit: Limits.endingBytes) else { return nil }
        let head = Self.head.utf8.count
        let start = head + 9
        guard bytes.count >= start, bytes.count <= Limits.endingBytes,
            bytes[..<head].elementsEqual(Self.head.utf8),
            bytes.span.holds(Checksum.of(bytes.span, start..<bytes.count), at: head)
        else { throw damaged(attempt) }
        return Array(bytes[start...])
    }

    /// The fault of a file whose content nobody understands.
    package func damaged(_ attempt: String) -> JournalFault {
        JournalFault(
            .damagedEnding, path: folder.path(of: attempt + Self.suffix),
            detail: "it is not what a supervisor of this version writes")
    }

    /// Removes what was kept of an attempt.
    package func remove(_ attempt: String) throws(JournalFault) {
        try folder.remove(attempt + Self.suffix)
    }

    /// Removes what attempts left that are over: endings that reached the journal after all, and
    /// results that nobody took.
    ///
    /// - Parameter attempts: Those that are not over.
    package func clear(except attempts: Set<String>) throws(JournalFault) {
        for name in try folder.names() {
            for suffix in [Self.suffix, TaskFiles.outputSuffix] where name.hasSuffix(suffix) {
                if !attempts.contains(String(name.dropLast(suffix.count))) {
                    try folder.remove(name)
                }
            }
        }
    }
}

/// Reads the journal of an execution that another process may be writing.
package final class JournalReader {
    /// The file, for messages.
    package let path: String
    private let file: Descriptor
    private let blobs: BlobFolder
    private var scan: JournalScan
    private var lastLease: Lease?

    init(file: Descriptor, path: String, blobs: BlobFolder) {
        self.file = file
        self.path = path
        self.blobs = blobs
        scan = JournalScan(file: file, path: path, blobs: blobs)
    }

    /// What a call of `read` found.
    package enum Progress: Sendable {
        /// Every whole record has been handed over.
        case current
        /// The journal has become shorter: what was read before no longer counts, and the next
        /// call begins with the first record.
        case restarted
    }

    /// Hands over the records that were added since the last call.
    ///
    /// What stands after the last newline is still being written, or was torn by a crash.
    ///
    /// - Throws: `SAGA4004`, `SAGA4006`, `SAGA4007`, and what `body` throws.
    package func read(
        _ body: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> Progress {
        guard try file.byteCount(path) >= scan.offset else {
            scan = JournalScan(file: file, path: path, blobs: blobs)
            lastLease = nil
            return .restarted
        }
        var lease = lastLease
        defer { lastLease = lease }
        _ = try scan.read { record throws(JournalFault) in
            if record.kind == Lease.word { lease = try Lease(record) }
            try body(record)
        }
        return .current
    }

    /// What the latest owner left to reckon the steady time from, if it was of this boot.
    package var anchor: TimeAnchor? { lastLease?.anchor }

    /// The fault of a journal whose good part ends before anything was started.
    package var headless: JournalFault {
        .headless(path: path, offset: scan.offset, after: scan.scanner.link)
    }

    /// The number and checksum of the last record that was read.
    package var head: String { scan.scanner.link.head }
}

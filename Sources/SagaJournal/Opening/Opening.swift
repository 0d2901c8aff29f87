import Glibc
import SagaValue

/// An execution's journal between the taking of its lock and the first record of its new owner.
struct Opening {
    private let folder: Folder
    private let disk: any JournalFile
    private let path: String
    private let blobs: BlobFolder
    private var scan: JournalScan
    private var lastLease: Lease?

    init(folder: Folder, file: Descriptor, disk: any JournalFile) {
        self.folder = folder
        self.disk = disk
        path = folder.path(of: Store.journalName)
        blobs = BlobFolder(of: folder)
        scan = JournalScan(file: file, path: path, blobs: blobs)
        // After a failed flush the kernel may show bytes that the disk never took: read the disk.
        posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// The epoch of the lease to come.
    var nextEpoch: Int { scan.scanner.epoch &+ 1 }

    /// What the last owner left to reckon the steady time from, if it was of the same boot.
    var anchor: TimeAnchor? { lastLease?.anchor }

    /// Reads the journal up to its last good record.
    mutating func read(
        _ id: ExecutionID, _ replay: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> JournalScan.End {
        let end = try readOn(replay)
        guard scan.offset > 0 else {
            throw scan.fault(RecordDefect(detail: "it does not have one whole record"))
        }
        return end
    }

    /// Refuses a journal that is not the file that its last owner wrote.
    ///
    /// - Throws: `SAGA4010`.
    func checkOriginal(_ lease: Lease) throws(JournalFault) {
        guard let lastLease, lastLease.isOnAnotherFile(than: lease) else { return }
        throw JournalFault(
            .copied, path: path,
            detail: "its last owner, process \(lastLease.process.pid) on `\(lastLease.host)`, "
                + "wrote another file")
    }

    /// Makes the journal end with a whole record.
    ///
    /// - Returns: What was cut off.
    mutating func mend(
        _ end: JournalScan.End, _ replay: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> Loss? {
        switch end {
        case .tail([]): return nil
        case .lostSector(let bytes): return try cut(bytes)
        case .tail(let bytes):
            let tail: TornTail
            do throws(RecordDefect) { tail = try TornTail(bytes, after: scan.scanner) } catch {
                throw scan.fault(error)
            }
            switch tail {
            case .torn: return try cut(bytes)
            case .complete:
                try change("complete") { file throws(SystemError) in
                    try file.append([UInt8(ascii: "\n")].span)
                }
                _ = try readOn(replay)
                return nil
            }
        }
    }

    /// The journal, ready for the records of its new owner.
    func journal(lease: Lease, reserve: Reserve?) -> Journal {
        Journal(
            folder: folder, path: path, file: disk, blobs: blobs, after: scan.scanner.link,
            length: scan.offset, lease: lease, birth: nil, reserve: reserve)
    }

    private mutating func readOn(
        _ replay: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> JournalScan.End {
        var lease = lastLease
        let end = try scan.read { record throws(JournalFault) in
            if record.kind == Lease.word { lease = try Lease(record) }
            try replay(record)
        }
        lastLease = lease
        return end
    }

    /// Keeps a torn tail in a file of its own, then cuts it off.
    private func cut(_ tail: [UInt8]) throws(JournalFault) -> Loss {
        let name = try keep(tail)
        let length = scan.offset
        try change("cut") { file throws(SystemError) in try file.truncate(to: length) }
        return Loss(
            byteCount: tail.count, digest: Digest.sha256.hexadecimal(of: tail), file: name)
    }

    /// Writes the tail beside the journal; a crash that comes before the cut finds it there.
    private func keep(_ tail: [UInt8]) throws(JournalFault) -> String {
        let first = "journal.torn-\(scan.scanner.link.sequence)"
        var name = first
        var number = 1
        while let file = try folder.file(name, O_RDONLY | O_CLOEXEC) {
            do throws(SystemError) {
                if try file.read(tail.count + 1, from: 0) == tail { break }
            } catch { throw .system(error.number, path: folder.path(of: name), action: "read") }
            number += 1
            name = "\(first)-\(number)"
        }
        try folder.write(name, tail)
        try folder.synchronize()
        return name
    }

    private func change(
        _ action: String, _ body: (any JournalFile) throws(SystemError) -> Void
    ) throws(JournalFault) {
        do throws(SystemError) {
            try body(disk)
            try disk.synchronize()
        } catch { throw .system(error.number, path: path, action: action) }
    }
}

/// What a crash left at the end of a journal, and where it is kept.
struct Loss {
    let byteCount: Int
    let digest: String
    let file: String

    func add(to journal: Journal, at time: Timestamp) {
        journal.add(kind: "recovered", at: time) { record in
            record.integer("bytes", byteCount)
            record.string("sha", digest)
            record.string("file", file)
        }
    }
}

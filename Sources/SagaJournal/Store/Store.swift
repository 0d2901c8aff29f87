import CSystem
import Glibc
package import SagaValue

/// A folder of executions: `executions/ID/` with a journal and what belongs to it.
///
/// In an execution's folder stand `journal.jsonl`, `blobs/` for large values, `tasks/` for what
/// tasks leave behind and `requests/` for what other processes ask of its owner.
package struct Store {
    /// The store's own folder.
    package let path: String
    /// Every journal is written through this; tests put a disk of their own here.
    private let disk: (any JournalFile) -> any JournalFile

    static let journalName = "journal.jsonl"
    private static let executionsName = "executions"

    package init(path: String, disk: @escaping (any JournalFile) -> any JournalFile = { $0 }) {
        self.path = path
        self.disk = disk
    }

    /// What a user can allow when an execution is opened.
    package struct Permissions: Sendable {
        /// `--unsafe-network-fs`.
        package var networkFileSystem: Bool
        /// `--force-takeover`.
        package var takeover: Bool

        package init(networkFileSystem: Bool = false, takeover: Bool = false) {
            self.networkFileSystem = networkFileSystem
            self.takeover = takeover
        }
    }
}

extension Store {
    /// Creates an execution and owns it; its first records wait for `flush`, and until that has
    /// returned nobody else sees the execution.
    ///
    /// The first record is `created`, with `schema`, `saga`, `execution` and what `fields` adds;
    /// the second is this process's `lease`.
    ///
    /// - Parameter version: Of `saga`.
    /// - Throws: `SAGA4002` where the name is taken; `SAGA4003`, `SAGA4004`, `SAGA4008` or
    ///   `SAGA4009` where the store is no place for it.
    package func create(
        _ id: ExecutionID, at time: Timestamp, version: String,
        permissions: Permissions = Permissions(),
        fields: (inout RecordFields) -> Void = { _ in }
    ) throws(JournalFault) -> Journal {
        let parent = try Folder.made(path: path).madeFolder(Self.executionsName)
        try Self.checkPlace(parent, permissions)
        _ = try parent.makeFolder(id.text)
        guard let folder = try parent.folder(id.text) else { throw taken(id) }
        // A folder without a journal and without an owner is what a crash left of a creation.
        guard try lock(folder, in: parent, id), !folder.contains(Self.journalName) else {
            throw taken(id)
        }
        let (file, isNamed) = try Birth.open(folder)
        let lease = try markOwned(file, folder, epoch: 1, time)
        let journal = Journal(
            folder: folder, path: folder.path(of: Self.journalName),
            file: disk(SystemFile(descriptor: file)), blobs: BlobFolder(of: folder),
            after: .start, length: 0, lease: lease,
            birth: Birth(file: file, folder: folder, parent: parent, isNamed: isNamed),
            reserve: Reserve(in: folder))
        journal.add(kind: "created", at: time) { record in
            record.integer("schema", 1)
            record.string("saga", version)
            record.string("execution", id.text)
            fields(&record)
        }
        journal.addLease()
        return journal
    }

    /// Opens an execution to go on with it, and hands every record of its journal to `replay`.
    ///
    /// A torn end is cut off and kept beside the journal, with a `recovered` record in its place.
    /// This process's `lease` waits to be flushed.
    ///
    /// - Parameter steady: Tells the steady time now, from what the last owner of the same boot
    ///   left to reckon from.
    /// - Throws: `SAGA4001`; `SAGA4005` where another process owns it; `SAGA4006` or `SAGA4007`
    ///   where its journal cannot be trusted or understood; `SAGA4010` for a copy; `SAGA4003`,
    ///   `SAGA4004`, `SAGA4008` or `SAGA4009`; and what `replay` throws. Nothing has been changed
    ///   then.
    package func own(
        _ id: ExecutionID, at steady: (TimeAnchor?) -> Timestamp,
        permissions: Permissions = Permissions(),
        replay: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> Journal {
        let (folder, file) = try locked(id, permissions)
        var opening = Opening(
            folder: folder, file: file, disk: disk(SystemFile(descriptor: file)))
        let end = try opening.read(id, replay)
        let time = steady(opening.anchor)
        let lease = try markOwned(file, folder, epoch: opening.nextEpoch, time)
        if !permissions.takeover { try opening.checkOriginal(lease) }
        let loss = try opening.mend(end, replay)
        let journal = opening.journal(lease: lease, reserve: Reserve(in: folder))
        journal.addLease()
        if let loss {
            loss.add(to: journal, at: time)
            try journal.flush()
        }
        return journal
    }

    /// Opens an execution to look at it; takes no lock and changes nothing.
    ///
    /// - Throws: `SAGA4001`, `SAGA4004` or `SAGA4008`.
    package func reader(_ id: ExecutionID) throws(JournalFault) -> JournalReader {
        let (_, folder) = try folders(id)
        guard let file = try folder.file(Self.journalName, O_RDONLY | O_CLOEXEC) else {
            throw notFound(id, "it has no journal")
        }
        return JournalReader(
            file: file, path: folder.path(of: Self.journalName), blobs: BlobFolder(of: folder))
    }

    /// Whether a process owns the execution now.
    ///
    /// Takes no lock itself, so that asking never gets in the way of a process that wants to own
    /// it.
    package func isOwned(_ id: ExecutionID) throws(JournalFault) -> Bool {
        let (_, folder) = try folders(id)
        guard let file = try folder.file(Self.journalName, O_RDONLY | O_CLOEXEC) else {
            return false
        }
        let answer = csystem_is_owned(file.number)
        guard answer >= 0 else {
            throw .system(errno, path: folder.path, action: "ask for the lock")
        }
        return answer == 1
    }

    /// The execution's folder; the tasks' files and requests stand in it.
    package func folder(_ id: ExecutionID) throws(JournalFault) -> Folder { try folders(id).folder }
}

extension Store {
    /// The folder of all executions; nil where there is none yet.
    func executions() throws(JournalFault) -> Folder? {
        guard let root = try Folder.open(path: path) else { return nil }
        return try root.folder(Self.executionsName)
    }

    private func folders(
        _ id: ExecutionID
    ) throws(JournalFault) -> (parent: Folder, folder: Folder) {
        guard let parent = try executions(), let folder = try parent.folder(id.text) else {
            throw notFound(id, "there is no such folder")
        }
        return (parent, folder)
    }

    /// Opens an execution's folder and journal, and locks them.
    func locked(
        _ id: ExecutionID, _ permissions: Permissions
    ) throws(JournalFault) -> (folder: Folder, file: Descriptor) {
        let (parent, folder) = try folders(id)
        try Self.checkPlace(folder, permissions)
        guard try lock(folder, in: parent, id) else {
            throw JournalFault(.owned, path: folder.path, detail: "its lock is held")
        }
        let flags = O_RDWR | O_APPEND | O_CLOEXEC
        guard let file = try folder.file(Self.journalName, flags) else {
            throw notFound(id, "it has no journal")
        }
        return (folder, file)
    }

    /// Takes the lock of an execution; false where another process has it.
    private func lock(
        _ folder: Folder, in parent: Folder, _ id: ExecutionID
    ) throws(JournalFault) -> Bool {
        // A child that a killed owner was just starting has the lock until it runs its program:
        // for some microseconds, which a resume right after the kill would otherwise meet.
        var patience = 10
        while flock(folder.descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .system(errno, path: folder.path, action: "lock")
            }
            patience -= 1
            if patience == 0 { return false }
            poll(nil, 0, 1)
        }
        // Between opening and locking the folder could have been moved away and made anew.
        let locked = try folder.status()
        guard let now = try parent.folder(id.text)?.status(),
            now.st_ino == locked.st_ino, now.st_dev == locked.st_dev
        else {
            throw JournalFault(
                .inputOutput, path: folder.path, detail: "it was replaced while it was opened")
        }
        return true
    }

    private func markOwned(
        _ file: Descriptor, _ folder: Folder, epoch: Int, _ time: Timestamp
    ) throws(JournalFault) -> Lease {
        do throws(SystemError) {
            guard csystem_mark_owned(file.number) == 0 else { throw .last }
            return try Lease(epoch: epoch, at: time, file: file)
        } catch {
            throw .system(
                error.number, path: folder.path(of: Self.journalName), action: "own",
                code: error.number == EAGAIN || error.number == EACCES ? .owned : nil)
        }
    }

    private static func checkPlace(
        _ folder: Folder, _ permissions: Permissions
    ) throws(JournalFault) {
        if !permissions.networkFileSystem { try FileSafety.checkFileSystem(folder) }
        try FileSafety.checkSpace(folder, Limits.freeBytes)
    }

    private func notFound(_ id: ExecutionID, _ detail: String) -> JournalFault {
        JournalFault(
            .executionNotFound, path: "\(path)/\(Self.executionsName)/\(id)", detail: detail)
    }

    private func taken(_ id: ExecutionID) -> JournalFault {
        JournalFault(
            .executionTaken, path: "\(path)/\(Self.executionsName)/\(id)",
            detail: "the name `\(id)` is taken")
    }
}

import CSystem
import Glibc

/// A new journal that has no name yet: it gets one when its first records are on disk, so that
/// nobody ever sees half of it.
struct Birth {
    let file: Descriptor
    /// The execution's folder, and the one that it stands in.
    let folder: Folder
    let parent: Folder

    /// Opens the file.
    ///
    /// Where the file system knows none without a name, it has a hidden one.
    static func open(_ folder: Folder) throws(JournalFault) -> (file: Descriptor, isNamed: Bool) {
        let number = csystem_open_unnamed(folder.descriptor.number)
        if number >= 0 {
            let file = Descriptor(owning: number)
            // The umask may have taken our own rights.
            fchmod(number, 0o600)
            return (file, false)
        }
        guard errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL else {
            throw .system(errno, path: folder.path, action: "make the journal")
        }
        try folder.remove(temporaryName)
        let flags = O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC
        guard let file = try folder.file(temporaryName, flags) else {
            throw .system(ENOENT, path: folder.path, action: "make the journal")
        }
        return (file, true)
    }

    let isNamed: Bool
    private static let temporaryName = ".journal.new"

    /// Gives the file its name, and waits until all names are on disk.
    ///
    /// - Throws: `SAGA4002` where there is a journal already.
    func complete() throws(JournalFault) {
        let number = folder.descriptor.number
        let result =
            isNamed
            ? unsafe csystem_rename_new(number, Self.temporaryName, Store.journalName)
            : unsafe csystem_link_unnamed(file.number, number, Store.journalName)
        guard result == 0 else {
            throw .system(
                errno, path: folder.path(of: Store.journalName), action: "name the journal",
                code: errno == EEXIST ? .executionTaken : nil)
        }
        try folder.synchronize()
        try parent.synchronize()
    }
}

import CSystem
import Glibc

/// What a file or folder must be so that nobody else decides what stands in it.
package enum FileSafety {
    /// Refuses a folder of another user's, or one that others can write.
    static func checkFolder(_ status: stat, _ path: String) throws(JournalFault) {
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw JournalFault(.unsafeFile, path: path, detail: "it is no folder")
        }
        try checkOwner(status, path)
    }

    /// Refuses what is no ordinary file of ours with one name.
    static func checkFile(_ file: Descriptor, _ path: String) throws(JournalFault) {
        let status: stat
        do throws(SystemError) { status = try file.status() } catch {
            throw .system(error.number, path: path, action: "look at")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw JournalFault(.unsafeFile, path: path, detail: "it is no ordinary file")
        }
        guard status.st_nlink <= 1 else {
            throw JournalFault(.unsafeFile, path: path, detail: "it has a second name")
        }
        try checkOwner(status, path)
    }

    /// Refuses file systems on which locks or flushes may mean nothing.
    ///
    /// - Throws: `SAGA4009`.
    static func checkFileSystem(_ folder: Folder) throws(JournalFault) {
        guard let name = networkFileSystem(csystem_file_system(folder.descriptor.number)) else {
            return
        }
        throw JournalFault(
            .networkFileSystem, path: folder.path, detail: "its file system is \(name)")
    }

    /// The name of a network file system by the kernel's number (linux/magic.h and the drivers);
    /// nil for every other.
    package static func networkFileSystem(_ number: Int64) -> String? {
        switch number & 0xFFFF_FFFF {
        case 0x6969: "NFS"
        case 0x517B, 0xFF53_4D42, 0xFE53_4D42: "SMB"
        case 0x0102_1997: "9p"
        case 0x00C3_6400: "Ceph"
        case 0x5346_414F, 0x6B41_4653: "AFS"
        case 0x7375_7245: "Coda"
        case 0x564C: "NCP"
        default: nil
        }
    }

    /// Refuses a disk that is almost full before anything is started on it.
    ///
    /// - Throws: `SAGA4003`, naming the bytes that are missing.
    static func checkSpace(_ folder: Folder, _ needed: Int) throws(JournalFault) {
        var status = statvfs()
        guard unsafe fstatvfs(folder.descriptor.number, &status) == 0 else {
            throw .system(errno, path: folder.path, action: "ask for free space")
        }
        // Saturating: a file system may report any number.
        let (free, overflow) = UInt64(status.f_bavail)
            .multipliedReportingOverflow(by: UInt64(status.f_frsize))
        guard overflow || free >= UInt64(needed) else {
            throw JournalFault(
                .noSpace, path: folder.path,
                detail: "\(free) bytes are free and \(needed) are needed", errorNumber: ENOSPC)
        }
    }

    private static func checkOwner(_ status: stat, _ path: String) throws(JournalFault) {
        guard status.st_uid == geteuid() else {
            throw JournalFault(
                .unsafeFile, path: path, detail: "it belongs to user \(status.st_uid)")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw JournalFault(.unsafeFile, path: path, detail: "others can write it")
        }
    }
}

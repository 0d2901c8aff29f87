import CSystem
import Glibc

/// An open folder of the store, in which everything is reached by a name and never by a path.
package final class Folder {
    let descriptor: Descriptor
    /// Where it was when it was opened, for messages.
    package let path: String

    init(descriptor: Descriptor, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens the folder at `path`, to which links may lead; nil where there is none.
    static func open(path: String) throws(JournalFault) -> Folder? {
        guard let folder = try unchecked(path: path) else { return nil }
        try FileSafety.checkFolder(folder.status(), path)
        return folder
    }

    /// Opens a folder that need not be ours; nil where there is none.
    static func unchecked(path: String) throws(JournalFault) -> Folder? {
        let number = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if number < 0, errno == ENOENT { return nil }
        guard number >= 0 else {
            throw .system(errno, path: path, action: "open the folder")
        }
        return Folder(descriptor: Descriptor(owning: number), path: path)
    }

    /// Opens the folder at `path`, and makes it and those above it where they do not exist.
    static func made(path: String) throws(JournalFault) -> Folder {
        if let folder = try open(path: path) { return folder }
        let parts = path.split(separator: "/")
        var prefix = path.utf8.first == UInt8(ascii: "/") ? "" : "."
        for part in parts {
            let parent = prefix.isEmpty ? "/" : prefix
            prefix += "/\(part)"
            guard unsafe mkdir(prefix, 0o700) == 0 else {
                if errno == EEXIST { continue }
                throw .system(errno, path: prefix, action: "make the folder")
            }
            guard unsafe chmod(prefix, 0o700) == 0 else {
                throw .system(errno, path: prefix, action: "set the folder's mode")
            }
            try unchecked(path: parent)?.synchronize()
        }
        guard let folder = try open(path: path) else {
            throw .system(ENOENT, path: path, action: "open the folder")
        }
        return folder
    }

    /// Opens a folder in this one; nil where there is none.
    ///
    /// - Throws: `SAGA4008` where others could have written it, or a link stands in its place.
    package func folder(_ name: String) throws(JournalFault) -> Folder? {
        let number = unsafe openat(
            descriptor.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if number < 0, errno == ENOENT { return nil }
        guard number >= 0 else {
            // Of a link to a folder, Linux says that it is no folder.
            let code: JournalCode? = errno == ENOTDIR ? .unsafeFile : nil
            throw .system(errno, path: path(of: name), action: "open the folder", code: code)
        }
        let folder = Folder(descriptor: Descriptor(owning: number), path: path(of: name))
        try FileSafety.checkFolder(folder.status(), folder.path)
        return folder
    }

    /// Makes a folder in this one with mode 0700, whatever the umask; false where it exists.
    func makeFolder(_ name: String) throws(JournalFault) -> Bool {
        guard unsafe mkdirat(descriptor.number, name, 0o700) == 0 else {
            if errno == EEXIST { return false }
            throw .system(errno, path: path(of: name), action: "make the folder")
        }
        guard unsafe fchmodat(descriptor.number, name, 0o700, 0) == 0 else {
            throw .system(errno, path: path(of: name), action: "set the folder's mode")
        }
        return true
    }

    /// Opens a folder in this one, and makes it first where it does not exist, with mode 0700.
    ///
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4008`.
    package func madeFolder(_ name: String) throws(JournalFault) -> Folder {
        if let folder = try folder(name) { return folder }
        if try makeFolder(name) { try synchronize() }
        guard let folder = try folder(name) else {
            throw .system(ENOENT, path: path(of: name), action: "open the folder")
        }
        return folder
    }

    /// Opens an ordinary file of ours alone; nil where there is none.
    ///
    /// - Throws: `SAGA4008` where it is anything else: a link, a pipe, somebody else's.
    func file(_ name: String, _ flags: Int32) throws(JournalFault) -> Descriptor? {
        // Without O_NONBLOCK a pipe in the file's place would stop us here.
        let flags = flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
        let number = unsafe openat(descriptor.number, name, flags, 0o600)
        if number < 0, errno == ENOENT { return nil }
        guard number >= 0 else {
            let code: JournalCode? = errno == ENXIO || errno == EISDIR ? .unsafeFile : nil
            throw .system(errno, path: path(of: name), action: "open", code: code)
        }
        let file = Descriptor(owning: number)
        do throws(SystemError) {
            let status = try file.status()
            if flags & O_CREAT != 0, status.st_mode & 0o777 != 0o600 { fchmod(number, 0o600) }
        } catch { throw .system(error.number, path: path(of: name), action: "look at") }
        try FileSafety.checkFile(file, path(of: name))
        return file
    }

    /// The names in this folder that do not begin with a point, in no order.
    package func names() throws(JournalFault) -> [String] {
        // A descriptor of its own, because reading moves its position.
        let number = unsafe openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0, let stream = unsafe fdopendir(number) else {
            let fault = JournalFault.system(errno, path: path, action: "read the folder")
            if number >= 0 { close(number) }
            throw fault
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name.utf8.first != UInt8(ascii: ".") { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .system(errno, path: path, action: "read the folder") }
        return names
    }

    /// Writes a whole file so that others see it complete or not at all, on disk but for its name.
    ///
    /// `synchronize()` puts the name on disk, once for several files. The mode is 0600.
    ///
    /// - Parameter replacing: Whether an entry of this name gives way.
    /// - Returns: False where one has not; nothing has changed then.
    /// - Throws: `SAGA4003` or `SAGA4004`; then nothing has changed.
    @discardableResult
    package func write(
        _ name: String, _ bytes: [UInt8], replacing: Bool = true
    ) throws(JournalFault) -> Bool {
        let temporary = ".\(name).\(getpid())"
        unlinkat(temporary)
        guard let file = try file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC) else {
            throw .system(ENOENT, path: path(of: temporary), action: "make the file")
        }
        do throws(SystemError) {
            try file.write(bytes.span)
            try file.synchronizeData()
            let result =
                replacing
                ? unsafe renameat(descriptor.number, temporary, descriptor.number, name)
                : unsafe csystem_rename_new(descriptor.number, temporary, name)
            guard result == 0 else { throw .last }
            return true
        } catch {
            unlinkat(temporary)
            if !replacing, error.number == EEXIST { return false }
            throw .system(error.number, path: path(of: name), action: "write")
        }
    }

    /// Reads a whole file of ours alone; nil where there is none.
    ///
    /// - Parameter limit: Bytes; of a longer file one more than these are read, which shows it.
    /// - Throws: `SAGA4004`, or `SAGA4008` where it is anything but an ordinary file of ours.
    package func read(_ name: String, limit: Int) throws(JournalFault) -> [UInt8]? {
        guard let file = try file(name, O_RDONLY | O_CLOEXEC) else { return nil }
        let length = min(try file.byteCount(path(of: name)), limit + 1)
        do throws(SystemError) { return try file.read(length, from: 0) } catch {
            throw .system(error.number, path: path(of: name), action: "read")
        }
    }

    /// Lends the open folder to a call that finds things in it by name.
    package func withDescriptor<Result>(_ body: (Int32) -> Result) -> Result {
        body(descriptor.number)
    }

    /// Gives a file another name, in the place of any that had it; one that is not there is no
    /// fault.
    package func rename(_ name: String, to other: String) throws(JournalFault) {
        let number = descriptor.number
        guard unsafe renameat(number, name, number, other) != 0, errno != ENOENT else { return }
        throw .system(errno, path: path(of: name), action: "rename")
    }

    /// Removes a file; one that is not there is no fault.
    package func remove(_ name: String) throws(JournalFault) {
        if unlinkat(name) != 0, errno != ENOENT {
            throw .system(errno, path: path(of: name), action: "remove")
        }
    }

    /// Waits until this folder's entries are on disk.
    package func synchronize() throws(JournalFault) {
        do throws(SystemError) {
            try descriptor.synchronize()
        } catch { throw .system(error.number, path: path, action: "flush the folder") }
    }

    /// Whether this folder has an entry of this name, whatever it is.
    func contains(_ name: String) -> Bool {
        var status = stat()
        return unsafe fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    func status() throws(JournalFault) -> stat {
        do throws(SystemError) { return try descriptor.status() } catch {
            throw .system(error.number, path: path, action: "look at the folder")
        }
    }

    /// The path of an entry, for messages and for what a task is told.
    package func path(of name: String) -> String { path == "/" ? "/" + name : "\(path)/\(name)" }

    @discardableResult
    private func unlinkat(_ name: String) -> Int32 {
        unsafe Glibc.unlinkat(descriptor.number, name, 0)
    }
}

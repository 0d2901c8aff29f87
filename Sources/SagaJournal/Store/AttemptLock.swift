import Glibc

/// The lock that an execution's tasks inherit, by which a later process knows that some still run.
///
/// It belongs to the open file, so it is held until the last process that has inherited it is gone,
/// whatever became of the one that took it.
package final class AttemptLock {
    private static let name = "attempts.lock"

    private let file: Descriptor
    private let path: String

    /// Opens the lock of an execution without taking it.
    ///
    /// - Throws: `SAGA4004` or `SAGA4008`.
    package init(_ execution: Folder) throws(JournalFault) {
        path = execution.path(of: Self.name)
        // Without O_CLOEXEC, deliberately: tasks are to inherit it.
        guard let file = try execution.file(Self.name, O_RDWR | O_CREAT) else {
            throw .system(ENOENT, path: execution.path(of: Self.name), action: "open")
        }
        self.file = file
    }

    /// The descriptor that tasks inherit.
    package var descriptor: Int32 { file.number }

    /// Takes the lock, unless tasks of an earlier owner still hold it.
    ///
    /// - Returns: Whether this process has it now.
    package func tryToAcquire() throws(JournalFault) -> Bool {
        if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw .system(errno, path: path, action: "lock") }
        return false
    }

    /// Waits until the last holder is gone, and takes the lock.
    package func acquire() throws(JournalFault) {
        while flock(file.number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system(errno, path: path, action: "lock") }
        }
    }

    /// The other processes that have the lock's file open: those that inherited it.
    ///
    /// Only processes whose descriptors this user may see are found. A zombie holds nothing.
    package func holders() throws(JournalFault) -> [ProcessIdentity] {
        let lock: stat
        do throws(SystemError) { lock = try file.status() } catch {
            throw .system(error.number, path: path, action: "look at")
        }
        guard let processes = try Folder.unchecked(path: "/proc") else { return [] }
        var holders: [ProcessIdentity] = []
        for name in try processes.names() {
            guard let pid = Int(name), pid != Int(getpid()), Self.hasOpen(lock, name),
                let holder = ProcessIdentity(pid: pid)
            else { continue }
            holders.append(holder)
        }
        return holders
    }

    private static func hasOpen(_ lock: stat, _ process: String) -> Bool {
        // A process may end while it is looked at; then there is nothing to find.
        guard let folder = try? Folder.unchecked(path: "/proc/\(process)/fd"),
            let names = try? folder.names()
        else { return false }
        return names.contains { name in
            var status = stat()
            return unsafe fstatat(folder.descriptor.number, name, &status, 0) == 0
                && status.st_ino == lock.st_ino && status.st_dev == lock.st_dev
        }
    }
}

import Glibc

/// Finds the file of a program, as a shell would, but never by way of `.` in PATH.
enum ProgramSearch {
    struct NotFound: Error {
        let errorNumber: Int32
        let reason: String
    }

    /// Where PATH is not set.
    private static let defaultPath = "/usr/local/bin:/usr/bin:/bin"

    /// - Parameters:
    ///   - path: The task's own PATH. Empty parts and `.` are skipped: what runs must not depend
    ///     on the files of the folder in which it runs.
    ///   - directory: Absolute; programs with a slash and relative parts of PATH begin there.
    static func find(
        _ name: String, path: String?, directory: String
    ) throws(NotFound) -> ProgramFile {
        guard !name.isEmpty else {
            throw NotFound(errorNumber: ENOENT, reason: "the name of the program is empty")
        }
        if name.utf8.contains(UInt8(ascii: "/")) {
            return try inspect(absolute(name, directory), name)
        }
        var refusal: NotFound?
        for part in (path ?? defaultPath).split(separator: ":") where !isHere(part) {
            do throws(NotFound) {
                return try inspect(absolute("\(part)/\(name)", directory), name)
            } catch {
                if error.errorNumber != ENOENT, refusal == nil { refusal = error }
            }
        }
        throw refusal ?? NotFound(errorNumber: ENOENT, reason: "`\(name)` is not found on PATH")
    }

    private static func inspect(_ path: String, _ name: String) throws(NotFound) -> ProgramFile {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let absent = errno == ENOTDIR ? ENOENT : errno
            throw NotFound(errorNumber: absent, reason: "`\(path)`: \(describe(absent))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw NotFound(errorNumber: EACCES, reason: "`\(path)` is no file that can be run")
        }
        guard unsafe faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0 else {
            throw NotFound(errorNumber: errno, reason: "`\(path)` is not executable")
        }
        return ProgramFile(path: path, inode: UInt64(status.st_ino))
    }

    private static func absolute(_ path: String, _ directory: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "\(directory)/\(path)"
    }

    private static func isHere(_ part: Substring) -> Bool {
        part.split(separator: "/").allSatisfy { $0 == "." } && part.utf8.first != UInt8(ascii: "/")
    }
}

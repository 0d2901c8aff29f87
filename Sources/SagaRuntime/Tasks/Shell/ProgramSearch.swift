import Glibc

/// Finds the file of a program, as a shell would, but never by way of `.` in PATH.
enum ProgramSearch {
    struct NotFound: Error {
        let errorNumber: Int32
        private let words: String?
        private let path: String

        /// Words only where they are asked for: most parts of PATH have no file of the name.
        var reason: String { words ?? "`\(path)`: \(describe(errorNumber))" }

        init(_ errorNumber: Int32, path: String = "", _ words: String? = nil) {
            self.errorNumber = errorNumber
            self.path = path
            self.words = words
        }
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
            throw NotFound(ENOENT, "the name of the program is empty")
        }
        if name.utf8.contains(UInt8(ascii: "/")) {
            return try inspect(absolute(name, directory))
        }
        var refusal: NotFound?
        let colon = UInt8(ascii: ":")
        for part in (path ?? defaultPath).utf8.split(separator: colon) where !isHere(part) {
            do throws(NotFound) {
                return try inspect(absolute("\(Substring(part))/\(name)", directory))
            } catch {
                if error.errorNumber != ENOENT, refusal == nil { refusal = error }
            }
        }
        throw refusal ?? NotFound(ENOENT, "`\(name)` is not found on PATH")
    }

    private static func inspect(_ path: String) throws(NotFound) -> ProgramFile {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw NotFound(errno == ENOTDIR ? ENOENT : errno, path: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw NotFound(EACCES, "`\(path)` is no file that can be run")
        }
        guard unsafe faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0 else {
            throw NotFound(errno, "`\(path)` is not executable")
        }
        return ProgramFile(path: path, inode: UInt64(status.st_ino))
    }

    private static func absolute(_ path: String, _ directory: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "\(directory)/\(path)"
    }

    /// Whether a part of PATH means the folder itself, such as `.` or `./.`; `..` does not.
    private static func isHere(_ part: Substring.UTF8View) -> Bool {
        let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
        return part.first != slash
            && part.split(separator: slash).allSatisfy { $0.elementsEqual([dot]) }
    }
}

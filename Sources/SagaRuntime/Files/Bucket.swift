import Glibc

/// A folder in the place of a bucket: everything in it is reached by a key, from this folder down.
///
/// A key has no `..`, and no link on its way is followed, whoever wrote the key.
final class Bucket {
    /// As a definition names it.
    let name: String
    private let path: String
    private let folder: OwnedFile

    /// - Parameters:
    ///   - path: Of the folder; links may lead to it.
    ///   - makes: Whether it is made where it is not there, but for the folders above it.
    init(_ name: String, path: String, makes: Bool = false) throws(FileProblem) {
        if makes { _ = unsafe mkdir(path, 0o777) }
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else {
            throw FileProblem(errno, "open the folder of the bucket `\(name)`,", path)
        }
        self.name = name
        self.path = path
        folder = OwnedFile(number)
    }

    /// Opens an ordinary file for reading.
    func file(_ key: String) throws(FileProblem) -> OwnedFile {
        var steps = try Self.steps(key)
        let last = steps.removeLast()
        let holder = try descend(steps, makes: false, key)
        // Without O_NONBLOCK a pipe in the file's place would stop us here.
        let number = unsafe openat(
            holder.number, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else { throw problem(errno, key) }
        let file = OwnedFile(number)
        guard let status = file.status, status.st_mode & S_IFMT == S_IFREG else {
            throw FileProblem("`\(key)` in the bucket `\(name)` is no ordinary file.")
        }
        return file
    }

    /// The folder that keys with a prefix stand in, and its part of the prefix, with its slash.
    func folder(ofPrefix prefix: String) throws(FileProblem) -> (folder: OwnedFile, path: String)? {
        guard let slash = prefix.lastIndex(of: "/") else { return (folder, "") }
        let steps = try Self.steps(String(prefix[..<slash]))
        guard let inner = try? descend(steps, makes: false, prefix) else { return nil }
        return (inner, String(prefix[...slash]))
    }

    /// The folder of a key without its last step, made where it is not there.
    func madeFolder(_ key: String) throws(FileProblem) -> OwnedFile {
        try descend(try Self.steps(key), makes: true, key)
    }

    private func descend(
        _ steps: [String], makes: Bool, _ key: String
    ) throws(FileProblem) -> OwnedFile {
        var holder = folder
        for step in steps {
            if makes, unsafe mkdirat(holder.number, step, 0o777) == 0 { fsync(holder.number) }
            let number = unsafe openat(
                holder.number, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw problem(errno, key) }
            holder = OwnedFile(number)
        }
        return holder
    }

    /// The steps of a key, each the name of an entry.
    static func steps(_ key: String) throws(FileProblem) -> [String] {
        let steps = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isFit = steps.allSatisfy { step in
            !step.isEmpty && step != "." && step != ".." && !step.utf8.contains(0)
        }
        guard isFit else {
            throw FileProblem(
                "`\(key)` is no key of a folder: it has an empty step, `.` or `..`.")
        }
        return steps
    }

    private func problem(_ number: Int32, _ key: String) -> FileProblem {
        switch number {
        case ENOENT:
            FileProblem(
                "The specified key does not exist: `\(key)` in the bucket `\(name)` (\(path)).")
        case ELOOP, ENOTDIR:
            FileProblem(
                "`\(key)` in the bucket `\(name)` leads over a link or a file, and is not followed."
            )
        default: FileProblem(number, "open", "\(path)/\(key)")
        }
    }
}

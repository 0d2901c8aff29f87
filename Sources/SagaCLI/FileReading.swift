import Glibc

/// Reads whole files that a person named.
enum FileReading {
    enum Kind { case file, folder, missing }

    static func kind(_ path: String) -> Kind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The bytes of a file, at most `limit`.
    ///
    /// - Throws: `SAGA6003` where it is missing, `SAGA6004` where it cannot be read or is longer.
    static func bytes(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            throw Fault(
                isMissing ? .fileNotFound : .fileNotReadable, "`\(path)`: \(systemText(errno))")
        }
        defer { close(descriptor) }
        return try bytes(descriptor, named: "`\(path)`", limit: limit)
    }

    /// What comes on standard input, at most `limit`.
    static func standardInput(limit: Int) throws(Fault) -> [UInt8] {
        try bytes(STDIN_FILENO, named: "standard input", limit: limit)
    }

    private static func bytes(
        _ descriptor: Int32, named name: String, limit: Int
    ) throws(Fault) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Fault(.fileNotReadable, "\(name): \(systemText(errno))")
            }
            if count == 0 { return all }
            all += buffer[..<count]
            guard all.count <= limit else {
                throw Fault(.fileNotReadable, "\(name) is larger than \(limit) bytes")
            }
        }
    }

    /// The names in a folder, sorted, without those that begin with a point.
    static func names(in folder: String) -> [String] {
        allNames(in: folder).filter { $0.utf8.first != UInt8(ascii: ".") }
    }

    /// The names in a folder, sorted, without its own and its parent's.
    static func allNames(in folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

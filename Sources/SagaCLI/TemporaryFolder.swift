import Glibc

/// A folder of our own for as long as something is tried.
struct TemporaryFolder {
    /// Absolute.
    let path: String

    /// - Throws: `SAGA6010` where it cannot be made.
    init(_ environment: Environment) throws(Fault) {
        let parent = environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/saga-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw Fault(
                .outputNotWritten, "no folder can be made in `\(parent)`: \(systemText(errno))")
        }
        path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes it and everything in it; nothing is followed out of it.
    func remove() { Self.remove(path) }

    private static func remove(_ path: String) {
        if FileReading.kind(path) == .folder, !FileReading.isLink(path) {
            for name in FileReading.allNames(in: path) { remove("\(path)/\(name)") }
            _ = unsafe rmdir(path)
        } else {
            _ = unsafe unlink(path)
        }
    }
}

import Glibc

/// A file that a test could not read or write.
package struct FileFault: Error, CustomStringConvertible {
    package let path: String
    package let errno: Int32

    package var description: String { "\(path): \(unsafe String(cString: strerror(errno)))" }
}

/// Files and folders as tests need them: whole, small, and beside the test's source.
package enum TextFile {
    /// The bytes of a file.
    package static func bytes(_ path: String) throws(FileFault) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault(path: path, errno: errno) }
        defer { close(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            guard count >= 0 else { throw FileFault(path: path, errno: errno) }
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    /// The text of a file, repaired where it is not UTF-8.
    package static func text(_ path: String) throws(FileFault) -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Makes or replaces a file.
    package static func write(_ text: String, to path: String) throws(FileFault) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFault(path: path, errno: errno) }
        defer { close(file) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw FileFault(path: path, errno: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The names in a folder, sorted, without those that begin with a dot; empty if it is missing.
    package static func names(in folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The folder `name` beside a test's source file.
    package static func folder(_ name: String, beside file: String = #filePath) -> String {
        let end = file.utf8.lastIndex(of: UInt8(ascii: "/")) ?? file.startIndex
        return String(file[..<end]) + "/" + name
    }
}

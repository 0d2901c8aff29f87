import Glibc

/// A file descriptor that is closed with its last holder.
package final class Descriptor {
    package let number: Int32

    /// Takes over `number`; nobody else may close it.
    init(owning number: Int32) { self.number = number }

    deinit { close(number) }
}

/// The number that a system call left in `errno`.
package struct SystemError: Error {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(errno) }
}

extension Descriptor {
    /// Writes all bytes at the file's position, or at its end if it was opened for appending.
    func write(_ bytes: Span<UInt8>) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(written..<bytes.count)
            let count = unsafe rest.withUnsafeBytes { memory in
                unsafe Glibc.write(number, memory.baseAddress, memory.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            written += count
        }
    }

    /// Reads up to `count` bytes from `offset` on; fewer only at the file's end.
    func read(_ count: Int, from offset: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            while filled < count {
                let got = unsafe pread(
                    number, memory.baseAddress?.advanced(by: filled), count - filled,
                    offset + filled)
                if got < 0 {
                    if errno == EINTR { continue }
                    failure = .last
                }
                if got <= 0 { break }
                filled += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Up to `count` bytes from `offset` on; nil where they cannot be read.
    package func bytes(_ count: Int, from offset: Int) -> [UInt8]? {
        try? read(count, from: offset)
    }

    /// Waits until the file's bytes are on disk, and its length.
    func synchronizeData() throws(SystemError) {
        while fdatasync(number) != 0 {
            if errno != EINTR { throw .last }
        }
    }

    /// Waits until the folder's entries are on disk.
    func synchronize() throws(SystemError) {
        while fsync(number) != 0 {
            if errno != EINTR { throw .last }
        }
    }

    func truncate(to length: Int) throws(SystemError) {
        while ftruncate(number, length) != 0 {
            if errno != EINTR { throw .last }
        }
    }

    func status() throws(SystemError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw .last }
        return status
    }

    /// The file's length; `path` is for the fault.
    func byteCount(_ path: String) throws(JournalFault) -> Int {
        do throws(SystemError) { return Int(try status().st_size) } catch {
            throw .system(error.number, path: path, action: "look at")
        }
    }

    /// All bytes of the file; `path` is for the fault.
    func wholeFile(_ path: String) throws(JournalFault) -> [UInt8] {
        let length = try byteCount(path)
        do throws(SystemError) { return try read(length, from: 0) } catch {
            throw .system(error.number, path: path, action: "read")
        }
    }
}

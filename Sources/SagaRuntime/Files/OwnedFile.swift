import Glibc

/// A descriptor that is closed with its last holder.
final class OwnedFile {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    var status: stat? {
        var status = stat()
        return unsafe fstat(number, &status) == 0 ? status : nil
    }

    /// Reads up to `count` bytes from the file's position on; empty at its end.
    func read(_ count: Int) throws(SystemFailure) -> [UInt8] {
        var failure: SystemFailure?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            repeat {
                filled = unsafe Glibc.read(number, memory.baseAddress, count)
            } while filled < 0 && errno == EINTR
            if filled < 0 {
                failure = SystemFailure(number: errno)
                filled = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }

    func write(_ bytes: [UInt8]) throws(SystemFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { memory in
                unsafe Glibc.write(number, memory.baseAddress, memory.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFailure(number: errno)
            }
            written += count
        }
    }

    /// The number that a system call left.
    struct SystemFailure: Error { let number: Int32 }
}

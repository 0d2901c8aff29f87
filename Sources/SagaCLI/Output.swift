import Glibc

/// A stream or a file that is written as it comes, without a buffer of its own.
///
/// A reader that has gone away is no fault: what is left is dropped.
final class Output {
    private let descriptor: Int32
    private let isOwned: Bool
    private(set) var isGone = false
    /// The first failure but a reader's leaving; what comes later is dropped.
    private(set) var errorNumber: Int32?
    let isTerminal: Bool

    init(descriptor: Int32, isOwned: Bool = false) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        isTerminal = isatty(descriptor) == 1
    }

    deinit { if isOwned { close(descriptor) } }

    /// Makes or replaces a file.
    static func file(_ path: String) throws(Fault) -> Output {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw Fault(.outputNotWritten, "`\(path)`: \(systemText(errno))")
        }
        return Output(descriptor: descriptor, isOwned: true)
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, !isGone, errorNumber == nil {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno == EPIPE {
                isGone = true
            } else if errno != EINTR {
                errorNumber = errno
            }
        }
    }

    /// - Throws: `SAGA6010` where something could not be written.
    func check(_ name: String) throws(Fault) {
        guard let errorNumber else { return }
        throw Fault(.outputNotWritten, "\(name): \(systemText(errorNumber))")
    }

    private func waitUntilWritable() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&entry, 1, -1)
    }
}

/// The system's words for an `errno`.
func systemText(_ errorNumber: Int32) -> String {
    unsafe String(cString: strerror(errorNumber))
}

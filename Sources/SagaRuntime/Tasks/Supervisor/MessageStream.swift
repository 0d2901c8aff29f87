import CSystem
import Glibc

/// Whole messages over a connection, neither side of which ever waits for the other.
///
/// A message is its length in four bytes, and so many bytes.
final class MessageStream {
    let descriptor: Int32
    private var incoming: [UInt8] = []
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    /// Whether the other side is gone: what it sent before can still be taken.
    private(set) var isClosed = false

    /// - Parameter descriptor: Becomes the stream's own.
    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    /// Bytes that the other side has not taken yet; it is to be watched for room while there are.
    var backlog: Int { outgoing.count - sent }

    /// Takes and sends nothing any more.
    func close() { isClosed = true }

    /// Waits at most so long until the other side is gone; what it still says is not read.
    func awaitEnd(milliseconds: Int) {
        let end = Instant.now.advanced(by: .milliseconds(milliseconds))
        while !isClosed, case let rest = Instant.now.duration(to: end), rest > .zero {
            flush()
            let events = Int16(POLLIN | (backlog > 0 ? POLLOUT : 0))
            var watched = pollfd(fd: descriptor, events: events, revents: 0)
            unsafe poll(&watched, 1, Int32(clamping: rest.milliseconds))
            fill()
            incoming = []
        }
    }

    /// The next message, where it comes within so long; for who has nothing else to do.
    func awaitMessage(milliseconds: Int) -> [UInt8]? {
        let end = Instant.now.advanced(by: .milliseconds(milliseconds))
        while true {
            if let message = receive().first { return message }
            let rest = Instant.now.duration(to: end)
            guard !isClosed, rest > .zero else { return nil }
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            unsafe poll(&watched, 1, Int32(clamping: rest.milliseconds))
        }
    }

    /// Sends a message, or keeps of it what there is no room for.
    func send(_ message: [UInt8]) {
        guard !isClosed else { return }
        unsafe withUnsafeBytes(of: UInt32(message.count).littleEndian) {
            unsafe outgoing.append(contentsOf: $0)
        }
        outgoing.append(contentsOf: message)
        flush()
    }

    /// Sends of what was kept as much as there is room for now.
    func flush() {
        while sent < outgoing.count, !isClosed {
            let count = unsafe outgoing.withUnsafeBytes { bytes in
                unsafe csystem_send(
                    descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count >= 0 else {
                isClosed = true
                break
            }
            sent += count
        }
        outgoing.removeAll(keepingCapacity: outgoing.count < 1 << 20)
        sent = 0
    }

    /// The messages that have come, in order.
    ///
    /// One that is longer than any that this program sends closes the stream.
    func receive() -> [[UInt8]] {
        fill()
        var messages: [[UInt8]] = []
        var start = 0
        while incoming.count - start >= 4 {
            let length = (0..<4).reduce(0) { $0 | Int(incoming[start + $1]) << (8 * $1) }
            guard length <= Self.maximum else {
                isClosed = true
                break
            }
            guard incoming.count - start - 4 >= length else { break }
            messages.append(Array(incoming[(start + 4)..<(start + 4 + length)]))
            start += 4 + length
        }
        incoming.removeFirst(start)
        return messages
    }

    private func fill() {
        while !isClosed {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else {
                isClosed = true
                return
            }
            incoming.append(contentsOf: buffer[..<count])
            // The common case: all that has come fits, and another call would only say so.
            if count < buffer.count { return }
        }
    }

    private static let maximum = 1 << 30
}

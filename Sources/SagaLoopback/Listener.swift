import Glibc

/// A socket bound to 127.0.0.1, which is closed with the object.
package final class Listener: Sendable {
    package let descriptor: Int32
    package let port: Int

    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - backlog: Nil does not listen: connections are refused, and the port stays taken.
    package init?(port: Int = 0, backlog: Int32?) {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0, let number = UInt16(exactly: port) else { return nil }
        var reuse: Int32 = 1
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, size) == 0
                    && getsockname(descriptor, pointer, &size) == 0
            }
        }
        guard isBound, backlog.map({ listen(descriptor, $0) == 0 }) ?? true else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        self.port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}

/// Runs `body` on a new thread that nobody waits for.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = unsafe Unmanaged.passRetained(Box(body)).toOpaque()
    var thread = pthread_t()
    let result = unsafe pthread_create(
        &thread, nil,
        { box in
            if let box = unsafe box {
                unsafe Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body()
            }
            return nil
        }, box)
    precondition(result == 0, "no thread: errno \(result)")
    pthread_detach(thread)
}

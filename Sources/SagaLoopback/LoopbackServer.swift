import Glibc
import Synchronization

/// A scripted HTTP server on 127.0.0.1, with a thread of its own and one for each connection.
///
/// It ends with the object.
package final class LoopbackServer: Sendable {
    package typealias Handler = @Sendable (ServerRequest) -> [ServerAction]

    /// What is done on a new connection before anything is read, and on each request.
    struct Script: Sendable {
        let greeting: [ServerAction]
        let handler: Handler
    }

    private let listener: Listener
    private let state = Shared()

    package var port: Int { listener.port }
    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests that were read whole so far.
    package var requests: [ServerRequest] { state.contents.withLock { $0.requests } }

    /// How many connections were made so far.
    package var connectionCount: Int { state.contents.withLock { $0.connectionCount } }

    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - greeting: Done on every new connection before a request is read.
    package init?(
        port: Int = 0, greeting: [ServerAction] = [], handler: @escaping Handler = { _ in [] }
    ) {
        guard let listener = Listener(port: port, backlog: 128) else { return nil }
        self.listener = listener
        let script = Script(greeting: greeting, handler: handler)
        let state = state
        // The thread keeps the listener: were it closed while the thread is about to accept, the
        // number could already mean another server's.
        startThread { Self.accept(listener, script, state) }
    }

    deinit {
        // Wakes the thread that accepts, which then lets go of the listener.
        shutdown(listener.descriptor, Int32(SHUT_RDWR))
        state.close()
    }

    private static func accept(_ listener: Listener, _ script: Script, _ state: Shared) {
        while true {
            let descriptor = Glibc.accept(listener.descriptor, nil, nil)
            if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard descriptor >= 0 else { return }
            guard state.add(descriptor) else {
                close(descriptor)
                return
            }
            startThread {
                ServerConnection(descriptor: descriptor, script: script, state: state).serve()
                state.remove(descriptor)
            }
        }
    }

    /// What the threads share.
    final class Shared: Sendable {
        struct Contents {
            var requests: [ServerRequest] = []
            var connections: Set<Int32> = []
            var connectionCount = 0
            var isClosed = false
        }

        let contents = Mutex(Contents())

        func add(_ descriptor: Int32) -> Bool {
            contents.withLock { contents in
                contents.connectionCount += 1
                if !contents.isClosed { contents.connections.insert(descriptor) }
                return !contents.isClosed
            }
        }

        /// Closes under the lock, so that `close` cannot mean another connection of that number.
        func remove(_ descriptor: Int32) {
            contents.withLock { contents in
                contents.connections.remove(descriptor)
                Glibc.close(descriptor)
            }
        }

        func close() {
            contents.withLock { contents in
                contents.isClosed = true
                for descriptor in contents.connections {
                    shutdown(descriptor, Int32(SHUT_RDWR))
                }
            }
        }
    }
}

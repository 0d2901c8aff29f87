import Glibc
import Synchronization

/// One connection of a loopback server, on a thread of its own; blocking.
struct ServerConnection {
    let descriptor: Int32
    let script: LoopbackServer.Script
    let state: LoopbackServer.Shared

    func serve() {
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        guard perform(script.greeting) else { return }
        var buffer: [UInt8] = []
        while let request = read(&buffer) {
            state.contents.withLock { $0.requests.append(request) }
            guard perform(script.handler(request)) else { return }
        }
    }

    /// Reads one request; what was read beyond it stays in `buffer`.
    private func read(_ buffer: inout [UInt8]) -> ServerRequest? {
        let end: [UInt8] = [13, 10, 13, 10]
        var headEnd = Self.position(of: end, in: buffer)
        while headEnd == nil {
            guard readMore(&buffer) else { return nil }
            headEnd = Self.position(of: end, in: buffer)
        }
        guard let headEnd else { return nil }
        let head = String(decoding: buffer[..<headEnd], as: UTF8.self)
        let length =
            ServerRequest(head: head, body: [])?.header("content-length").flatMap { Int($0) } ?? 0
        let bodyStart = headEnd + end.count
        while buffer.count < bodyStart + length {
            guard readMore(&buffer) else { return nil }
        }
        let body = Array(buffer[bodyStart..<(bodyStart + length)])
        buffer.removeFirst(bodyStart + length)
        return ServerRequest(head: head, body: body)
    }

    private func readMore(_ buffer: inout [UInt8]) -> Bool {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe recv(descriptor, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += piece[..<count]
            return true
        }
    }

    /// Does what is to be done; false when the connection is at its end.
    private func perform(_ actions: [ServerAction]) -> Bool {
        actions.allSatisfy { action in
            switch action {
            case .respond(let status, let headers, let body): respond(status, headers, body)
            case .send(let text): send(Array(text.utf8))
            case .repeated(let text, let times): send(Array(text.utf8), times: times)
            case .drip: drip()
            case .hold: hold()
            case .halfClose: shutdown(descriptor, Int32(SHUT_WR)) == 0
            case .close: false
            case .reset: reset()
            }
        }
    }

    private func respond(
        _ status: Int, _ headers: [(name: String, value: String)], _ body: String
    ) -> Bool {
        var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if status != 204 { text += "Content-Length: \(body.utf8.count)\r\n" }
        return send(Array("\(text)\r\n\(body)".utf8))
    }

    private func send(_ bytes: [UInt8], times: Int = 1) -> Bool {
        for _ in 0..<times {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { rest in
                    unsafe Glibc.send(
                        descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
        }
        return true
    }

    private func drip() -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&watched, 1, 1) == 0 {
            guard send([UInt8(ascii: "x")]) else { return false }
        }
        return false
    }

    private func hold() -> Bool {
        var rest: [UInt8] = []
        while readMore(&rest) { rest.removeAll() }
        return false
    }

    /// Closing with no time to linger breaks the connection off.
    private func reset() -> Bool {
        var none = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &none, socklen_t(MemoryLayout<linger>.size))
        return false
    }

    private static func position(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { start in
            bytes[start..<(start + pattern.count)] == pattern[...]
        }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 402: "Payment Required"
        case 404: "Not Found"
        case 503: "Service Unavailable"
        default: "Status \(status)"
        }
    }
}

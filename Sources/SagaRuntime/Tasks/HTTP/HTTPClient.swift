import CSystem
import SagaValue

/// Sends requests by libcurl, within the pool's own waiting: it says what to watch and when to be
/// called, and the pool calls.
@safe
final class HTTPClient {
    /// When `meetDeadline` is to be called; nil is never.
    private(set) var deadline: Instant?
    /// What went wrong in a call that can return nothing.
    private(set) var fault: RuntimeFault?
    private let limits: HTTPLimits
    private let watches: WatchSet
    /// Used on the pool's thread alone, and not after this object is gone.
    private var client: OpaquePointer?
    private var transfers: [TaskID: HTTPTransfer] = [:]
    private var sockets = WatchedSockets()

    /// - Throws: `SAGA5002` when there is no libcurl that will do.
    init(limits: HTTPLimits, watches: WatchSet) throws(RuntimeFault) {
        self.limits = limits
        self.watches = watches
        var reason = [CChar](repeating: 0, count: 256)
        guard unsafe csystem_http_open(limits.library, &reason, reason.count) == 0 else {
            let words = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw .httpLibrary(String(decoding: words, as: UTF8.self))
        }
        var calls = Self.calls
        let owner = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe client = csystem_http_create(owner, &calls)
        if unsafe client == nil { throw .httpLibrary("it cannot set itself up") }
    }

    deinit {
        if let client = unsafe client { unsafe csystem_http_destroy(client) }
    }

    func isRunning(_ task: TaskID) -> Bool { transfers[task] != nil }

    /// Starts a request; why it cannot be, in words, or nil.
    func start(_ call: HTTPCall, as task: TaskID, at now: Instant) -> String? {
        if let defect = call.defect { return defect }
        let transfer = HTTPTransfer(limits: limits, start: now)
        // Answers may come while it is being started.
        transfers[task] = transfer
        if begin(call, task) { return nil }
        transfers[task] = nil
        return "libcurl refuses the request"
    }

    /// Forgets a request and closes its connection; nil when there is none.
    func drop(_ task: TaskID, isTimedOut: Bool, at now: Instant) -> HTTPEnding? {
        guard let transfer = transfers.removeValue(forKey: task) else { return nil }
        unsafe csystem_http_drop(client, UInt64(task))
        return HTTPEnding(
            isTimedOut ? .timedOut : .dropped, elapsed: transfer.start.duration(to: now))
    }

    /// Goes on because time has passed.
    func meetDeadline(_ now: Instant) {
        guard let deadline, deadline <= now else { return }
        // Before the call, which may set the next.
        self.deadline = nil
        unsafe csystem_http_act(client, -1, 0, 0)
    }

    /// Goes on with a connection.
    func meet(_ event: WatchSet.Event, on socket: Int32) {
        guard sockets.isWanted(socket) else {
            // A connection that nobody uses was closed by the server.
            sockets.forget(socket)
            watches.remove(socket)
            return
        }
        unsafe csystem_http_act(
            client, socket, event.isReadable || event.isGone ? 1 : 0, event.isWritable ? 1 : 0)
    }

    /// The next request that has ended.
    func nextEnding(at now: Instant) -> (TaskID, HTTPEnding)? {
        var end = csystem_http_end()
        guard unsafe csystem_http_next_end(client, &end) == 1 else { return nil }
        let task = TaskID(end.id)
        guard let transfer = transfers.removeValue(forKey: task) else { return nil }
        return (
            task,
            HTTPEnding(
                Self.answer(transfer, end), elapsed: transfer.start.duration(to: now))
        )
    }

    private static func answer(_ transfer: HTTPTransfer, _ end: csystem_http_end)
        -> HTTPEnding.Answer
    {
        // libcurl is content with a header that breaks off where the connection ends.
        let isWhole = end.succeeded != 0 && transfer.hasHeader
        // One that only says that another will come is no answer, however long it is.
        if let response = transfer.response, isWhole || response.isCut, response.status >= 200 {
            return .response(response)
        }
        let reason = transfer.refusal ?? words(of: end)
        return end.sent > 0 ? .lost(reason) : .notSent(reason)
    }

    private static func words(of end: csystem_http_end) -> String {
        unsafe withUnsafeBytes(of: end.reason) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private func begin(_ call: HTTPCall, _ task: TaskID) -> Bool {
        var lines: [UInt8] = []
        // What libcurl would add by itself.
        let suppressed = ["Accept", "Content-Type", "Expect"].filter { !call.hasHeader($0) }
        for header in call.headers {
            // A header without a value has another form, lest it be taken for one to leave out.
            lines +=
                (header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)").utf8
            lines.append(0)
        }
        for name in suppressed {
            lines += "\(name):".utf8
            lines.append(0)
        }
        let body = call.body ?? []
        return unsafe call.url.withCString { url in
            unsafe call.method.withCString { method in
                unsafe lines.withUnsafeBytes { lines in
                    unsafe body.withUnsafeBytes { body in
                        var request = unsafe csystem_http_request()
                        unsafe request.id = UInt64(task)
                        unsafe request.url = url
                        unsafe request.method = method
                        unsafe request.headers = lines.baseAddress?.assumingMemoryBound(
                            to: CChar.self)
                        unsafe request.header_count = call.headers.count + suppressed.count
                        unsafe request.body = body.baseAddress
                        unsafe request.body_count = body.count
                        unsafe request.has_body = call.sendsBody ? 1 : 0
                        unsafe request.https_only = limits.isTLSOnly ? 1 : 0
                        unsafe request.connect_milliseconds = Int64(limits.connect.milliseconds)
                        guard let file = limits.certificatesFile else {
                            return unsafe csystem_http_start(client, &request) == 0
                        }
                        return unsafe file.withCString { file in
                            unsafe request.ca_file = file
                            return unsafe csystem_http_start(client, &request) == 0
                        }
                    }
                }
            }
        }
    }
}

extension HTTPClient {
    /// The calls of the library, each back to the client that it serves.
    private static var calls: csystem_http_calls {
        unsafe csystem_http_calls(
            watch: { owner, socket, reading, writing in
                unsafe HTTPClient.client(owner)?.watch(
                    socket, reading: reading != 0, writing: writing != 0)
            },
            opened: { owner, socket in unsafe HTTPClient.client(owner)?.sockets.open(socket) },
            closing: { owner, socket in unsafe HTTPClient.client(owner)?.sockets.forget(socket) },
            timer: { owner, milliseconds in unsafe HTTPClient.client(owner)?.setTimer(milliseconds)
            },
            header: { owner, task, bytes, count in
                let line = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
                let isTaken = unsafe HTTPClient.client(owner)?.transfers[TaskID(task)]?.takeHeader(
                    line)
                return isTaken == true ? 1 : 0
            },
            body: { owner, task, bytes, count in
                let piece = unsafe UnsafeBufferPointer(start: bytes, count: count)
                let isTaken =
                    unsafe HTTPClient.client(owner)?.transfers[TaskID(task)]?.takeBody(piece)
                return isTaken == true ? 1 : 0
            },
            allows: { owner, task, bytes, count in
                let address = unsafe NetworkAddress(
                    bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
                let allows = unsafe HTTPClient.client(owner)?.transfers[TaskID(task)]?.allows(
                    address)
                return allows == true ? 1 : 0
            })
    }

    private static func client(_ owner: UnsafeMutableRawPointer?) -> HTTPClient? {
        guard let owner = unsafe owner else { return nil }
        return unsafe Unmanaged<HTTPClient>.fromOpaque(owner).takeUnretainedValue()
    }

    private func watch(_ socket: Int32, reading: Bool, writing: Bool) {
        switch sockets.want(socket, reading: reading, writing: writing) {
        case .nothing: break
        case .removal: watches.remove(socket)
        case .change:
            do throws(RuntimeFault) {
                try watches.change(socket, .socket(socket), reading: reading, writing: writing)
            } catch {
                fault = error
            }
        }
    }

    private func setTimer(_ milliseconds: Int64) {
        deadline = milliseconds < 0 ? nil : Instant.now.advanced(by: .milliseconds(milliseconds))
    }
}

/// Which sockets of the HTTP client are watched, and for what.
///
/// A connection that is kept for the next request stays watched, though nobody wants to know: the
/// next request on it then needs no call to watch it again. Only of sockets whose closing is told
/// this can be done, for a closed one is not watched any more and its number may come again.
struct WatchedSockets {
    enum Change {
        case nothing
        case change
        case removal
    }

    private struct Interest {
        var reading: Bool
        var writing: Bool
        var isWanted: Bool
    }

    private var watched: [Int32: Interest] = [:]
    private var connections: Set<Int32> = []

    /// A connection was opened under this number.
    mutating func open(_ socket: Int32) {
        watched[socket] = nil
        connections.insert(socket)
    }

    /// The socket is closed, or not watched any more.
    mutating func forget(_ socket: Int32) {
        watched[socket] = nil
    }

    /// Whether somebody wants to know what the socket is ready for.
    func isWanted(_ socket: Int32) -> Bool { watched[socket]?.isWanted ?? false }

    /// Notes what the socket is to be watched for; returns what has to be done about it.
    mutating func want(_ socket: Int32, reading: Bool, writing: Bool) -> Change {
        guard reading || writing else {
            guard connections.contains(socket) else {
                watched[socket] = nil
                return .removal
            }
            watched[socket]?.isWanted = false
            return .nothing
        }
        let before = watched[socket]
        watched[socket] = Interest(reading: reading, writing: writing, isWanted: true)
        return before?.reading == reading && before?.writing == writing ? .nothing : .change
    }
}

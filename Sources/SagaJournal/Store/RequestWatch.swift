import Glibc

/// Tells the owner of an execution that a request was left, by a descriptor it can wait for.
///
/// It says only that something is there to be read: `Requests.waiting` says what. Requests that
/// were left before it began to watch are not reported, so ask once after it has been made.
package final class RequestWatch {
    private let watch: Descriptor

    init(_ folder: Folder) throws(JournalFault) {
        let number = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard number >= 0 else {
            throw .system(errno, path: folder.path, action: "watch the folder")
        }
        watch = Descriptor(owning: number)
        // By the open folder and not by its path, which may lead elsewhere by now.
        let place = "/proc/self/fd/\(folder.descriptor.number)"
        guard unsafe inotify_add_watch(number, place, UInt32(IN_MOVED_TO)) >= 0 else {
            throw .system(errno, path: folder.path, action: "watch the folder")
        }
    }

    /// Becomes readable when a request is left.
    package var descriptor: Int32 { watch.number }

    /// Makes the descriptor wait for the next request.
    ///
    /// - Returns: Whether one was left since the last time.
    @discardableResult
    package func drain() -> Bool {
        var hasChanged = false
        var events = [UInt8](repeating: 0, count: 4096)
        while unsafe read(watch.number, &events, events.count) > 0 { hasChanged = true }
        return hasChanged
    }
}

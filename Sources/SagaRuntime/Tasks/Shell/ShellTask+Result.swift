import Glibc

extension ShellTask {
    /// The bytes that become the result of a command that ended well: its file if it wrote one
    /// that is not empty, else what it printed.
    static func result(
        of command: ShellCommand, _ status: ShellEnding.Status?, _ output: Captured,
        _ limits: ShellLimits
    ) -> ShellEnding.Result {
        var written = command.outputFile.map { takeFile($0, limits) } ?? .unread
        if case .bytes(let bytes) = written, let mask = command.mask {
            written = .bytes(mask.masked(bytes))
        }
        guard status == .exited(code: 0), command.wantsResult else { return .unread }
        if written != .unread { return written }
        if output.isCut { return .tooLong(output.count) }
        guard let file = output.file else { return .bytes(output.bytes) }
        return read(file, limits)
    }

    /// The content of a file that the command may have written, which is removed.
    private static func takeFile(_ path: String, _ limits: ShellLimits) -> ShellEnding.Result {
        let content = read(path, limits)
        if content != .unread { unsafe unlink(path) }
        return content
    }

    /// The content of a file; `unread` where there is none or it is empty.
    private static func read(_ path: String, _ limits: ShellLimits) -> ShellEnding.Result {
        // A pipe or a link in its place must neither stop nor mislead us.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            return errno == ENOENT ? .unread : .unreadable("`\(path)`: \(describe(errno))")
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .unreadable("`\(path)` is no regular file")
        }
        let size = Int(status.st_size)
        guard size > 0 else { return .unread }
        guard size <= limits.streamBytes else { return .tooLong(size) }
        return contents(file, size, path)
    }

    private static func contents(_ file: Int32, _ size: Int, _ path: String) -> ShellEnding.Result {
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(file, bytes.baseAddress?.advanced(by: filled), size - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unreadable("`\(path)`: \(describe(errno))") }
            guard count > 0 else { break }
            filled += count
        }
        bytes.removeLast(size - filled)
        return .bytes(bytes)
    }
}

import Glibc

/// Takes in what a command prints on one stream: in memory, then in a file, then only counted.
struct StreamCapture: ~Copyable {
    /// The pipe's end that is read; -1 once it is closed.
    private(set) var descriptor: Int32
    private let path: String?
    private let limits: ShellLimits
    private var mask: SecretMask?
    /// What was read last without its secrets; nil where nothing is secret.
    private var masked: [UInt8]?
    private var bytes: [UInt8] = []
    private var tail: [UInt8] = []
    private var file: Int32 = -1
    private var isFileLost = false
    private var keptCount = 0
    private(set) var count = 0

    /// - Parameter path: The file for what is too long; nil keeps all in memory.
    /// - Parameter mask: What is taken out before anything is kept.
    init(descriptor: Int32, path: String?, limits: ShellLimits, mask: SecretMask? = nil) {
        self.mask = mask
        self.descriptor = descriptor
        self.path = path
        self.limits = limits
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
        if file >= 0 { Glibc.close(file) }
    }

    var isOpen: Bool { descriptor >= 0 }

    /// Stops listening.
    mutating func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        guard let rest = mask?.finish() else { return }
        mask = nil
        masked = rest
        take(rest[...])
    }

    /// What was read since the last call, without its secrets; nil where nothing is secret and the
    /// buffer has it.
    mutating func takeMasked() -> [UInt8]? {
        defer { if masked != nil { masked = [] } }
        return masked
    }

    /// Reads once, and closes at the end.
    ///
    /// - Parameter buffer: Where the bytes go.
    /// - Returns: How many there are; 0 also when none are ready.
    mutating func read(into buffer: inout [UInt8]) -> Int {
        while isOpen {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                if let clean = mask?.next(buffer[..<count]) {
                    masked = clean
                    take(clean[...])
                } else {
                    take(buffer[..<count])
                }
                return count
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return 0 }
            close()
        }
        return 0
    }

    /// What was captured; the file, if there is one, is closed.
    mutating func finish() -> Captured {
        let isInFile = file >= 0
        if isInFile { Glibc.close(file) }
        file = -1
        return Captured(
            bytes: bytes, file: isInFile ? path : nil, keptCount: keptCount, count: count,
            tail: bytes.count < count ? Array(tail.suffix(limits.tailBytes)) : bytes)
    }

    private mutating func take(_ chunk: ArraySlice<UInt8>) {
        let inMemory = bytes.count
        let wasAllInMemory = inMemory == count
        count += chunk.count
        let kept = chunk.prefix(limits.streamBytes - keptCount)
        if file < 0, !isFileLost, inMemory + kept.count > limits.inlineBytes, let path {
            open(path)
        }
        if file >= 0 {
            write(kept)
        } else if !isFileLost {
            bytes += kept
            keptCount += kept.count
        }
        if bytes.count < count {
            if wasAllInMemory { tail = Array(bytes[..<inMemory].suffix(limits.tailBytes)) }
            remember(chunk)
        }
    }

    private mutating func remember(_ chunk: ArraySlice<UInt8>) {
        tail += chunk.suffix(limits.tailBytes)
        if tail.count > 2 * limits.tailBytes { tail.removeFirst(tail.count - limits.tailBytes) }
    }

    private mutating func open(_ path: String) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        file = unsafe Glibc.open(path, flags, 0o600)
        isFileLost = file < 0
        if !isFileLost {
            keptCount = 0
            write(bytes[...])
        }
    }

    /// A full disk loses output, which the count tells; the task goes on.
    private mutating func write(_ chunk: ArraySlice<UInt8>) {
        var rest = chunk
        while !rest.isEmpty, !isFileLost {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                isFileLost = true
                return
            }
            keptCount += written
            rest = rest.dropFirst(written)
        }
    }
}

/// What a power cut could take at each moment of a run, by its system calls: bytes that were
/// written and not flushed, and names whose folder was not.
///
/// The lines are those of `strace -y`, with paths in the place of descriptors.
struct DiskTrace {
    let lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n") }

    /// The lines that put something on disk for good.
    var flushes: [Int] {
        lines.indices.filter { lines[$0].hasPrefix("fdatasync(") || lines[$0].hasPrefix("fsync(") }
    }

    /// Each moment at which something was relied on that a power cut could still have taken.
    ///
    /// - Parameter missing: A line that is left out, as if nobody had written that call.
    func violations(without missing: Int? = nil) -> [String] {
        var disk = Disk()
        for (number, line) in lines.enumerated() where number != missing { disk.replay(line) }
        return disk.violations
    }
}

/// The part of the disk's state that a power cut would not leave as it is.
private struct Disk {
    private(set) var violations: [String] = []
    /// Files with bytes that are not on disk.
    private var dirty: Set<Substring> = []
    /// Names that are not on disk, by their folder.
    private var names: [Substring: [Substring]] = [:]

    mutating func replay(_ line: Substring) {
        let paths = line.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
        let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
        let texts = quoted.indices.filter { $0 % 2 == 1 }.map { quoted[$0] }
        let call = line.prefix { $0 != "(" }
        if call == "mkdir", line.hasSuffix("= 0"), let made = texts.first { make(made) }
        guard let path = paths.first else { return }
        switch call {
        case "write": write(path)
        case "fdatasync": dirty.remove(path)
        case "fsync": names[path] = nil
        case "mkdirat" where line.hasSuffix("= 0"): names[path, default: []] += texts.prefix(1)
        case "renameat": rename(path, texts)
        case "linkat": link(Array(paths), texts)
        case "sendto": act("a task is started")
        default: break
        }
    }

    private mutating func write(_ path: Substring) {
        if path.hasSuffix("/.out") || path.hasSuffix("/.err") {
            act("something is told")
            return
        }
        guard path.hasPrefix("/") else { return }
        if isJournal(path), !(names.values.joined().filter { $0.hasPrefix("sha256-") }).isEmpty {
            violations.append("a record names a blob that has no name on disk")
        }
        dirty.insert(path)
    }

    private mutating func make(_ folder: Substring) {
        let parts = folder.split(separator: "/")
        let parent = parts.dropLast().map { "/" + $0 }.joined()
        names[Substring(parent), default: []] += parts.suffix(1)
    }

    private mutating func rename(_ folder: Substring, _ texts: [Substring]) {
        guard texts.count == 2 else { return }
        if dirty.contains(folder + "/" + texts[0]) {
            violations.append("`\(texts[1])` gets its name before its content")
        }
        names[folder, default: []].append(texts[1])
    }

    private mutating func link(_ paths: [Substring], _ texts: [Substring]) {
        guard let folder = paths.last, let name = texts.last else { return }
        if dirty.contains(where: isJournal) {
            violations.append("`\(name)` gets its name before its content")
        }
        names[folder, default: []].append(name)
    }

    private mutating func act(_ what: String) {
        if dirty.contains(where: isJournal) {
            violations.append("\(what) before the records are on disk")
        }
        for (folder, names) in names where !names.isEmpty {
            violations.append("\(what) before `\(names[0])` in `\(folder)` is on disk")
        }
    }

    /// A new journal is written before it has a name.
    private func isJournal(_ path: Substring) -> Bool {
        path.hasSuffix("/journal.jsonl") || path.contains("/#")
    }
}

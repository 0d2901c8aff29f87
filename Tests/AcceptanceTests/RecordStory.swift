/// The records that a run put on disk and what it did in between, by its system calls.
///
/// The lines are those of `strace -y`, with paths in the place of descriptors.
struct RecordStory {
    /// The kinds of records that got to the disk, and the act that followed.
    private(set) var lines: [String] = []
    /// The records as they stand in the journal.
    private(set) var records: [String] = []
    private(set) var writes = 0
    private(set) var flushes = 0
    private var written: [String] = []
    private var durable: [String] = []

    init(_ trace: String) {
        for line in trace.split(separator: "\n") { replay(line) }
    }

    private mutating func replay(_ line: Substring) {
        let path = line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        // A new journal is written before it has a name.
        let isJournal = path.hasSuffix("/journal.jsonl") || path.contains("/#")
        switch line.prefix(while: { $0 != "(" }) {
        case "write" where isJournal: write(Self.bytes(line))
        case "fdatasync" where isJournal:
            flushes += 1
            durable += written
            written = []
        case "sendto": send(Self.bytes(line))
        // What was not flushed before a wait may be long in doubt.
        case "epoll_wait", "epoll_pwait", "epoll_pwait2": tell("wait")
        default: break
        }
    }

    private mutating func write(_ bytes: [UInt8]) {
        writes += 1
        for record in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            records.append(String(record))
            let kind = record.split(separator: "\"kind\":\"").last?.prefix { $0 != "\"" } ?? ""
            written.append(String(kind))
        }
    }

    /// A message to the supervisor: its length, four bytes, and what it asks for, four more.
    private mutating func send(_ bytes: [UInt8]) {
        guard bytes.count > 4 else { return }
        switch bytes[4] {
        case 1: tell("start")
        case 2: tell("stop")
        case 4: tell("leave")
        default: break
        }
    }

    /// Of waits only those count before which something was written down.
    private mutating func tell(_ act: String) {
        let isWait = act == "wait"
        guard !isWait || durable.contains("waitStarted") else { return }
        let unsafe = written.isEmpty || isWait ? "" : " (and not \(written.joined(separator: " ")))"
        lines.append("\(durable.joined(separator: " "))\(unsafe), then \(act)")
        durable = []
    }

    /// The first text of a call's arguments.
    private static func bytes(_ line: Substring) -> [UInt8] {
        var rest = Array(line.utf8.drop { $0 != UInt8(ascii: "\"") }.dropFirst())[...]
        var bytes: [UInt8] = []
        while let next = rest.popFirst(), next != UInt8(ascii: "\"") {
            guard next == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                bytes.append(next)
                continue
            }
            switch escaped {
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var number = Int(escaped - UInt8(ascii: "0"))
                var count = 1
                while count < 3, let digit = rest.first, 48...55 ~= digit {
                    number = number * 8 + Int(digit - 48)
                    count += 1
                    rest.removeFirst()
                }
                bytes.append(UInt8(truncatingIfNeeded: number))
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "v"): bytes.append(11)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "r"): bytes.append(13)
            default: bytes.append(escaped)
            }
        }
        return bytes
    }
}

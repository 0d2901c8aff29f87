extension ShellEnding {
    func put(into message: inout MessageWriter) {
        switch status {
        case .exited(let code): message.put(0, code)
        case .killed(let signal): message.put(1, signal)
        case .notStarted(let errorNumber, let reason):
            message.put(2, Int(errorNumber))
            message.put(reason)
        case .lost: message.put(3, 0)
        }
        message.put(program?.path)
        message.put(Int(bitPattern: UInt(program?.inode ?? 0)))
        output.put(into: &message)
        error.put(into: &message)
        switch result {
        case .unread: message.put(0)
        // Of what it printed one copy is enough.
        case .bytes(let bytes) where output.file == nil && bytes == output.bytes: message.put(1)
        case .bytes(let bytes):
            message.put(2)
            message.put(bytes)
        case .tooLong(let count): message.put(3, count)
        case .unreadable(let reason):
            message.put(4)
            message.put(reason)
        }
        for flag in [isTimedOut, wasSignalled, leftProcessesBehind, hasSurvivors] {
            message.put(flag)
        }
        message.put(elapsed.nanoseconds)
    }

    init(_ message: inout MessageReader) throws(MessageReader.Malformed) {
        let status = try Self.status(&message)
        let path = try message.optionalText()
        let inode = UInt64(UInt(bitPattern: try message.number()))
        let output = try Captured(&message)
        self.init(
            status: status, program: path.map { ProgramFile(path: $0, inode: inode) },
            output: output, error: try Captured(&message),
            result: try Self.result(&message, output), isTimedOut: try message.flag(),
            wasSignalled: try message.flag(), leftProcessesBehind: try message.flag(),
            hasSurvivors: try message.flag(), elapsed: .nanoseconds(try message.number()))
    }

    private static func status(
        _ message: inout MessageReader
    ) throws(MessageReader.Malformed) -> Status {
        let kind = try message.number()
        let number = try message.number()
        switch kind {
        case 0: return .exited(code: number)
        case 1: return .killed(signal: number)
        case 2:
            let errorNumber = Int32(truncatingIfNeeded: number)
            return .notStarted(errorNumber: errorNumber, reason: try message.text())
        case 3: return .lost
        default: throw MessageReader.Malformed()
        }
    }

    private static func result(
        _ message: inout MessageReader, _ output: Captured
    ) throws(MessageReader.Malformed) -> Result {
        switch try message.number() {
        case 0: return .unread
        case 1: return .bytes(output.bytes)
        case 2: return .bytes(Array(try message.data()))
        case 3: return .tooLong(try message.number())
        case 4: return .unreadable(try message.text())
        default: throw MessageReader.Malformed()
        }
    }
}

extension Captured {
    fileprivate func put(into message: inout MessageWriter) {
        message.put(bytes)
        message.put(file)
        message.put(keptCount)
        message.put(count)
        // Of a short stream the end is the whole.
        message.put(tail == bytes ? [] : tail)
    }

    fileprivate init(_ message: inout MessageReader) throws(MessageReader.Malformed) {
        let bytes = Array(try message.data())
        let file = try message.optionalText()
        let keptCount = try message.number()
        let count = try message.number()
        let tail = Array(try message.data())
        self.init(
            bytes: bytes, file: file, keptCount: keptCount, count: count,
            tail: tail.isEmpty ? bytes : tail)
    }
}

extension MessageWriter {
    fileprivate mutating func put(_ kind: Int, _ number: Int) {
        put(kind)
        put(number)
    }
}

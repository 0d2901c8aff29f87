import SagaValue

/// Cuts what a stream prints into lines, for people who look on.
struct LineSplitter {
    private var partial: [UInt8] = []

    /// The lines that end in `chunk`, without their newline; of a long one only the beginning.
    mutating func lines(in chunk: ArraySlice<UInt8>) -> [String] {
        var lines: [String] = []
        var rest = chunk
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            add(rest[..<newline])
            lines.append(takePartial())
            rest = rest[(newline + 1)...]
        }
        add(rest)
        return lines
    }

    /// What stands after the last newline; nil when nothing does.
    mutating func last() -> String? { partial.isEmpty ? nil : takePartial() }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        partial += bytes.prefix(Limits.liveLineBytes - partial.count)
    }

    private mutating func takePartial() -> String {
        defer { partial.removeAll(keepingCapacity: true) }
        return String(decoding: partial, as: UTF8.self)
    }
}

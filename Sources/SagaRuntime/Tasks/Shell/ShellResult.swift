import SagaDefinition
import SagaValue

/// Turns what a command printed into the task's result, as `Parse` asks.
enum ShellResult {
    /// The result cannot be read; why, in words.
    struct Unreadable: Error, Equatable {
        let reason: String
    }

    static func value(of bytes: [UInt8], _ parse: RunSpec.Parse) throws(Unreadable) -> Value {
        if parse == .none { return .null }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Unreadable(reason: "the output is not UTF-8")
        }
        switch parse {
        case .auto: return automatic(bytes) ?? .string(withoutFinalNewline(text))
        case .json: return try json(bytes)
        case .lines: return .array(lines(of: text))
        case .text: return .string(withoutFinalNewline(text))
        case .none: return .null
        }
    }

    /// One JSON object or array; nil when the text is anything else, a JSON string or number too.
    private static func automatic(_ bytes: [UInt8]) -> Value? {
        var start = 0
        JSONReading.skipBlanks(bytes.span, &start)
        guard start < bytes.count,
            bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[")
        else { return nil }
        return try? Value(json: bytes)
    }

    private static func json(_ bytes: [UInt8]) throws(Unreadable) -> Value {
        guard !bytes.isEmpty else { throw Unreadable(reason: "the output is empty, not JSON") }
        do throws(JSONError) {
            return try Value(json: bytes)
        } catch {
            throw Unreadable(reason: "the output is not JSON: \(error)")
        }
    }

    private static func lines(of text: String) -> [Value] {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { line in
            let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return .string(String(Substring(end)))
        }
    }

    /// By bytes: as characters, CR and LF are one.
    private static func withoutFinalNewline(_ text: String) -> String {
        guard text.utf8.last == UInt8(ascii: "\n") else { return text }
        return String(Substring(text.utf8.dropLast()))
    }
}

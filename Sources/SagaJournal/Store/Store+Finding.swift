import Glibc
package import SagaValue

extension Store {
    /// The ids of all executions, the one that was started last at the head.
    ///
    /// - Complexity: Opens every journal and reads its first line's beginning.
    package func executionIDs() throws(JournalFault) -> [ExecutionID] {
        guard let folder = try executions() else { return [] }
        var found: [(id: ExecutionID, start: Timestamp)] = []
        for name in try folder.names() {
            // What is no execution's folder is none of our business here; opening it would say.
            guard let id = ExecutionID(name), let execution = try? folder.folder(name),
                let file = try? execution.file(Self.journalName, O_RDONLY | O_CLOEXEC)
            else { continue }
            found.append((id, Self.startTime(file)))
        }
        found.sort { left, right in
            left.start == right.start
                ? left.id.text.utf8.lexicographicallyPrecedes(right.id.text.utf8) == false
                : left.start > right.start
        }
        return found.map(\.id)
    }

    /// The execution that `name` names, by its whole id or by the beginning of one id alone.
    ///
    /// - Throws: `SAGA4001` where none fits, `SAGA4011` where several do.
    package func execution(named name: String) throws(JournalFault) -> ExecutionID {
        let ids = try executionIDs()
        let fitting = Self.matches(name, in: ids)
        if let only = fitting.first, fitting.count == 1 { return only }
        if let id = ExecutionID(name), try isTaken(id) { return id }
        if fitting.isEmpty {
            throw JournalFault(
                .executionNotFound, path: path, detail: "no execution begins with `\(name)`")
        }
        let shown = fitting.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        throw JournalFault(
            .ambiguousExecution, path: path,
            detail: "`\(name)` is the beginning of \(fitting.count): \(shown)")
    }

    /// Whether anything stands in the place of an execution's folder: opening it says what is wrong
    /// with it where it is none.
    package func isTaken(_ id: ExecutionID) throws(JournalFault) -> Bool {
        try executions()?.contains(id.text) ?? false
    }

    /// The ids that `name` may mean: the one that it is, else all that begin with it.
    package static func matches(_ name: String, in ids: [ExecutionID]) -> [ExecutionID] {
        if let exact = ids.first(where: { $0.text.hasSameCodePoints(as: name) }) { return [exact] }
        if name.isEmpty { return [] }
        return ids.filter { $0.text.utf8.starts(with: name.utf8) }
    }

    /// The time of a journal's first record; the earliest where it cannot be read.
    private static func startTime(_ file: Descriptor) -> Timestamp {
        guard let bytes = try? file.read(128, from: 0) else { return .earliest }
        var cursor = ByteCursor(bytes.indices)
        let span = bytes.span
        guard cursor.skip(#"{"v":1,"seq":1,"epoch":1,"t":""#, span) else { return .earliest }
        return Timestamp(String(decoding: bytes[cursor.untilQuote(span)], as: UTF8.self))
            ?? .earliest
    }
}

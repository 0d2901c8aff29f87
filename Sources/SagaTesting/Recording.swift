import Glibc
package import Testing

/// Answers that are kept in files and compared byte for byte.
///
/// With `SAGA_RECORD=1` in the environment a differing answer is written down instead, and the test
/// fails all the same, so that a recording is always seen and reviewed as a diff.
package enum Recording {
    package static var isOn: Bool { unsafe getenv("SAGA_RECORD").map { _ in true } ?? false }

    /// Holds `answer` against the file at `path`, which is the whole answer.
    package static func expect(
        _ answer: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let recorded = try? TextFile.text(path)
        compare(answer, recorded, path, sourceLocation) { answer }
    }

    /// Holds `answer(question)` against a file that holds a question, a line of four dashes and the
    /// answer.
    package static func expectAnswer(
        at path: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ answer: (String) throws -> String
    ) throws {
        let text = try TextFile.text(path)
        let divider = "\n----\n"
        let parts = text.split(separator: divider, maxSplits: 1, omittingEmptySubsequences: false)
        let question = String(parts[0])
        let given = try answer(question)
        compare(given, parts.count > 1 ? String(parts[1]) : nil, path, sourceLocation) {
            question + divider + given
        }
    }

    private static func compare(
        _ given: String, _ recorded: String?, _ path: String, _ location: SourceLocation,
        file: () -> String
    ) {
        if let recorded, recorded.utf8.elementsEqual(given.utf8) { return }
        guard isOn else {
            Issue.record(
                """
                \(path) is not what was recorded (SAGA_RECORD=1 records it)
                recorded:
                \(recorded ?? "nothing")
                now:
                \(given)
                """, sourceLocation: location)
            return
        }
        do {
            try TextFile.write(file(), to: path)
            Issue.record("recorded \(path); review the diff", sourceLocation: location)
        } catch {
            Issue.record("not recorded: \(error)", sourceLocation: location)
        }
    }
}

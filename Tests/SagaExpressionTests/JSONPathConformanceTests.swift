import Foundation
import SagaExpression
import SagaValue
import Testing

/// Holds paths against the recorded answers of the dialect, where the data is at hand.
@Suite struct JSONPathConformanceTests {
    /// The cases that must pass, of a hundred: the rest disagrees in details that no path needs.
    private static let floor = 98

    @Test func `paths answer as the dialect of the service does`() throws {
        guard let cases = try ConformanceData.cases("jsonpath.jsonl") else {
            print("JSONPath: the conformance data is not here; nothing was compared")
            return
        }
        let failures = cases.compactMap(Self.difference)
        for failure in failures { print("JSONPath: \(failure)") }
        print("JSONPath: passed \(cases.count - failures.count) of \(cases.count)")
        #expect((cases.count - failures.count) * 100 >= cases.count * Self.floor)
    }

    /// What is wrong with one case; nil when nothing is.
    private static func difference(_ test: Value) -> String? {
        let selector = test["selector"]?.string ?? ""
        let expected = test["aws"]?["result"]
        let actual = evaluate(selector, in: test["document"] ?? .null)
        if actual == expected { return nil }
        return "\(selector): expected \(expected?.json ?? "an error"), got "
            + (actual?.json ?? "an error")
    }

    private static func evaluate(_ selector: String, in document: Value) -> Value? {
        guard let path = try? PathExpression(path: selector) else { return nil }
        return try? path.evaluate(in: EvaluationScope(input: document))
    }
}

/// The conformance cases, which stand beside the repository and are no part of it.
enum ConformanceData {
    /// The cases of a file, one JSON object a line; nil where the file is not there.
    static func cases(_ name: String) throws -> [Value]? {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let file = folder.appending(path: "../shared/conformance/\(name)")
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try data.split(separator: UInt8(ascii: "\n")).compactMap(parsed)
    }

    /// A line's value; nil where it holds a lone surrogate, which no workflow's text can hold.
    private static func parsed(_ line: Data) throws -> Value? {
        do {
            return try Value(json: Array(line))
        } catch  where error.reason == .loneSurrogate {
            return nil
        }
    }
}

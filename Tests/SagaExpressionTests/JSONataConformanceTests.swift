import SagaExpression
import SagaValue
import Testing

/// Holds JSONata against the reference implementation's own suite, where the data is at hand.
@Suite struct JSONataConformanceTests {
    /// The cases that must pass, of a thousand: all but those of versions after the service's.
    private static let floor = 995

    @Test func `expressions answer as the reference implementation does`() throws {
        guard let cases = try ConformanceData.cases("jsonata.jsonl") else {
            print("JSONata: the conformance data is not here; nothing was compared")
            return
        }
        let relevant = cases.filter { !Self.isNewer($0) }
        let failures = relevant.compactMap(Self.difference)
        for failure in failures { print("JSONata: \(failure)") }
        let passed = relevant.count - failures.count
        print("JSONata: passed \(passed) of \(relevant.count)")
        #expect(passed * 1000 >= relevant.count * Self.floor)
    }

    /// Whether the case tests what came after version 2.0.6.
    private static func isNewer(_ test: Value) -> Bool {
        let flags = test["flags"]?.array?.compactMap(\.string) ?? []
        return flags.contains { $0.contains("2.1") || $0.contains("not in v2.0.6") }
    }

    /// What is wrong with one case; nil when nothing is.
    private static func difference(_ test: Value) -> String? {
        let actual = evaluate(test)
        let expected = expectation(test)
        if isClose(expected, actual) { return nil }
        if test["unordered"] != nil, isPermutation(expected, actual) { return nil }
        return "\(test["id"]?.string ?? ""): expected \(expected), got \(actual)"
    }

    private enum Outcome {
        case value(Value?)
        case error(String)
    }

    private static func expectation(_ test: Value) -> Outcome {
        let expected = test["expect"] ?? .null
        if let code = expected["error"]?["code"]?.string { return .error(code) }
        return .value(expected["undefined"] == nil ? expected["result"] : nil)
    }

    private static func evaluate(_ test: Value) -> Outcome {
        let bindings = test["bindings"]?.object ?? Object()
        var limits = JSONataEnvironment.Limits.reference
        if let depth = test["depth"]?.number?.exactInteger { limits.depth = depth }
        let environment = JSONataEnvironment(
            dialect: .reference, nowMilliseconds: 1_700_000_000_000,
            chance: RandomSequence(seed: 1), limits: limits
        ) { bindings[$0] }
        let input = test["no_data"] == nil ? test["data"] : nil
        do {
            let expression = try JSONataExpression(parsing: test["expr"]?.string ?? "")
            return .value(try expression.evaluate(input: input, environment: environment))
        } catch {
            return .error(error.code)
        }
    }

    private static func isClose(_ left: Outcome, _ right: Outcome) -> Bool {
        switch (left, right) {
        case (.error(let a), .error(let b)): a == b
        case (.value(let a?), .value(let b?)): isClose(a, b)
        case (.value(nil), .value(nil)): true
        default: false
        }
    }

    /// Whether both values are the same but for the last digits of numbers.
    private static func isClose(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.number(let a), .number(let b)):
            let difference = (a.double - b.double).magnitude
            return a == b || difference <= 1e-13 * max(a.double.magnitude, b.double.magnitude)
        case (.array(let a), .array(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1) }
        case (.object(let a), .object(let b)):
            return a.count == b.count
                && a.members.allSatisfy { key, value in b[key].map { isClose(value, $0) } == true }
        default: return left == right
        }
    }

    private static func isPermutation(_ left: Outcome, _ right: Outcome) -> Bool {
        guard case .value(.array(let a)?) = left, case .value(.array(let b)?) = right else {
            return false
        }
        return a.map(\.json).sorted() == b.map(\.json).sorted()
    }
}

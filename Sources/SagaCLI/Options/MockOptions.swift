import ArgumentParser
import SagaMachine
import SagaRuntime
import SagaValue

/// Answers in the place of tasks, from Step Functions Local's `MockConfigFile.json`.
struct MockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answer for tasks as this MockConfigFile.json says.", valueName: "file"))
    var mock: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "Which of its test cases; needed where there are several.", valueName: "name"))
    var testCase: String?

    /// The mocks by state; empty without `--mock`.
    ///
    /// - Parameter machine: The name under which the file knows the definition.
    /// - Throws: `SAGA6003` or `SAGA6004` for the file, `SAGA6017` for what it does not say.
    func mocks(
        machine: String, _ surroundings: Surroundings
    ) throws(Fault) -> [String: TaskMock] {
        guard let mock else { return [:] }
        let bytes = try FileReading.bytes(
            surroundings.absolute(mock), limit: Limits.inputBytes)
        let document: Value
        do throws(JSONError) { document = try Value(json: bytes) } catch {
            throw Fault(
                .badMock, "`\(mock)` is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
        }
        return try MockFile(name: mock, document).mocks(machine: machine, testCase: testCase)
    }
}

/// A `MockConfigFile.json`: state machines with test cases, and the responses that they name.
struct MockFile {
    private let name: String
    private let document: Value

    init(name: String, _ document: Value) {
        self.name = name
        self.document = document
    }

    /// The mocks of one test case.
    ///
    /// - Parameter testCase: Nil where the machine has only one.
    /// - Throws: `SAGA6017`.
    func mocks(machine: String, testCase: String?) throws(Fault) -> [String: TaskMock] {
        guard let cases = document["StateMachines"]?[machine]?["TestCases"]?.object else {
            throw wrong("it has no test cases of the state machine `\(machine)`")
        }
        let chosen = testCase ?? (cases.count == 1 ? cases.keys.first : nil)
        guard let chosen else {
            throw wrong("it has several test cases", ["take one by --case: \(list(cases))"])
        }
        guard let states = cases[chosen]?.object else {
            throw wrong("it has no test case `\(chosen)`", ["it has: \(list(cases))"])
        }
        var mocks: [String: TaskMock] = [:]
        for (state, response) in states {
            guard let key = response.string, let responses = document["MockedResponses"]?[key]
            else { throw wrong("it has no mocked response for the state `\(state)`") }
            mocks[state] = try mock(responses, key)
        }
        return mocks
    }

    private func mock(_ responses: Value, _ key: String) throws(Fault) -> TaskMock {
        guard let members = responses.object else { throw wrong("`\(key)` is no object") }
        var found: [(attempts: ClosedRange<Int>, response: TaskMock.Response)] = []
        for (attempts, response) in members {
            guard let range = Self.range(attempts) else {
                throw wrong("`\(attempts)` in `\(key)` is neither a number nor a range such as 1-2")
            }
            if let result = response["Return"] {
                found.append((range, .returned(result)))
            } else if let thrown = response["Throw"] {
                let failure = Failure(thrown["Error"]?.string, cause: thrown["Cause"]?.string)
                found.append((range, .thrown(failure)))
            } else {
                throw wrong("`\(attempts)` in `\(key)` has neither Return nor Throw")
            }
        }
        return TaskMock(found)
    }

    /// `2`, or `0-3`.
    private static func range(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = parts.first ?? nil, first >= 0, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return first...first }
        guard let last = parts[1], last >= first else { return nil }
        return first...last
    }

    private func wrong(_ detail: String, _ notes: [String] = []) -> Fault {
        Fault(.badMock, "`\(name)`: \(detail)", notes: notes)
    }

    private func list(_ cases: Object) -> String { cases.keys.joined(separator: ", ") }
}

import ArgumentParser
import SagaDefinition
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
    ) throws(Fault) -> [String: MockedTask] {
        guard let mock else { return [:] }
        return try MockFile.read(mock, surroundings).mocks(machine: machine, testCase: testCase)
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

    /// - Throws: `SAGA6003` or `SAGA6004` for the file, `SAGA6017` where it is not JSON.
    static func read(_ name: String, _ surroundings: Surroundings) throws(Fault) -> MockFile {
        let bytes = try FileReading.bytes(surroundings.absolute(name), limit: Limits.inputBytes)
        do throws(JSONError) { return MockFile(name: name, try Value(json: bytes)) } catch {
            throw Fault(
                .badMock, "`\(name)` is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
        }
    }

    /// The names of a machine's test cases.
    ///
    /// - Throws: `SAGA6017` where it has none.
    func testCases(machine: String) throws(Fault) -> [String] { try cases(of: machine).keys }

    private func cases(of machine: String) throws(Fault) -> Object {
        guard let cases = document["StateMachines"]?[machine]?["TestCases"]?.object else {
            throw wrong("it has no test cases of the state machine `\(machine)`")
        }
        return cases
    }

    /// The mocks of one test case.
    ///
    /// - Parameter testCase: Nil where the machine has only one.
    /// - Throws: `SAGA6017`.
    func mocks(machine: String, testCase: String?) throws(Fault) -> [String: MockedTask] {
        let cases = try cases(of: machine)
        let chosen = testCase ?? (cases.count == 1 ? cases.keys.first : nil)
        guard let chosen else {
            throw wrong("it has several test cases", ["take one by --case: \(list(cases))"])
        }
        guard let states = cases[chosen]?.object else {
            throw wrong("it has no test case `\(chosen)`", ["it has: \(list(cases))"])
        }
        var mocks: [String: MockedTask] = [:]
        for (state, response) in states {
            guard let key = response.string, let responses = document["MockedResponses"]?[key]
            else { throw wrong("it has no mocked response for the state `\(state)`") }
            mocks[state] = try mock(responses, key)
        }
        return mocks
    }

    private func mock(_ responses: Value, _ key: String) throws(Fault) -> MockedTask {
        guard let members = responses.object else { throw wrong("`\(key)` is no object") }
        var found: [(attempts: ClosedRange<Int>, answer: MockedTask.Answer)] = []
        for (attempts, response) in members {
            guard let range = Self.range(attempts) else {
                throw wrong("`\(attempts)` in `\(key)` is neither a number nor a range such as 1-2")
            }
            if let result = response["Return"] {
                found.append((range, MockedTask.Answer(.returned(result))))
            } else if let thrown = response["Throw"] {
                let kind = MockedTask.Answer.Kind.thrown(
                    error: thrown["Error"]?.string, cause: thrown["Cause"]?.string, .failed)
                found.append((range, MockedTask.Answer(kind)))
            } else {
                throw wrong("`\(attempts)` in `\(key)` has neither Return nor Throw")
            }
        }
        return MockedTask(found)
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

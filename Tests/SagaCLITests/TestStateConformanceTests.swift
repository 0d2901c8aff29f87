import SagaMachine
import SagaTesting
import SagaValue
import Testing

@testable import SagaCLI

/// `test-state` against recorded requests and responses of the service, where they are at hand.
@Suite struct TestStateConformanceTests {
    /// What was reached once is not given up.
    private static let floor = 89

    @Test func `a state that is tried answers as recorded`() throws {
        let path = TextFile.folder("../../../shared/conformance/") + "teststate.jsonl"
        guard let text = try? TextFile.text(path) else {
            print("test-state: the conformance data is not here; nothing was compared")
            return
        }
        var (passed, count) = (0, 0)
        for line in text.split(separator: "\n") {
            let test = try Value(json: String(line))
            count += 1
            if let difference = try difference(test) {
                print("\(test["id"]?.string ?? ""): \(difference)")
            } else {
                passed += 1
            }
        }
        print("test-state: passed \(passed) of \(count)")
        #expect(passed >= Self.floor)
    }

    /// What is wrong with one case; nil when nothing is.
    private func difference(_ test: Value) throws -> String? {
        var request = test["request"]?.object ?? Object()
        for name in request.keys where name.hasSuffix("_json") { request[name] = nil }
        let expected = test["expected"]
        if request["mock"] == nil, let result = expected.flatMap({ Self.recordedResult($0, test) })
        {
            // The function that was called is not here; what it gave stands in its place.
            request["mock"] = ["result": .string(result.json), "fieldValidationMode": "NONE"]
        }
        let answer = try Self.answer(.object(request))
        if let refusal = test["expected_exception"] {
            guard answer["code"] == refusal["code"], answer["message"] == refusal["message"] else {
                return "expected \(refusal.json), got \(answer.json)"
            }
            return nil
        }
        return Recorded.difference(Self.opened(expected ?? .null), Self.opened(answer), "$")
    }

    private static func answer(_ request: Value) throws -> Value {
        do throws(TestStateRefusal) {
            var asked = TestStateRequest()
            try asked.take(request)
            let test = try StateUnderTest(asked)
            try TestStateChecks.check(asked, test)
            var trial = StateTest(asked, test, start(asked), at: moment)
            do throws(Fault) {
                return try trial.run { _ throws(Fault) in
                    TaskEnding(outcome: .noEffect, failure: Failure("nobody does it"))
                }.value
            } catch { return .string(error.message) }
        } catch {
            return ["code": .string(error.code.rawValue), "message": .string(error.message)]
        }
    }

    private static let moment = Moment(
        steady: Timestamp(seconds: 1_764_000_000), wall: Timestamp(seconds: 1_764_000_000),
        entropy: 1)

    private static func start(_ request: TestStateRequest) -> ExecutionStart {
        guard let id = ExecutionID("test-state") else { preconditionFailure("a valid id") }
        return ExecutionStart(
            id: id, startTime: moment.steady, input: request.input,
            definition: DefinitionText(file: "/s.json", folder: "/", text: "", hash: ""))
    }

    /// What a function gave, of which nothing is done to the result on its way out.
    private static func recordedResult(_ expected: Value, _ test: Value) -> Value? {
        guard test["request"]?["definition_json"]?["Type"] == "Task" else { return nil }
        return expected["output"]
    }

    /// A response with the JSON that stands in its strings.
    private static func opened(_ response: Value) -> Value {
        guard var members = response.object else { return response }
        members["output"] = members["output"].map(opened(string:))
        if let data = members["inspectionData"]?.object {
            members["inspectionData"] = .object(
                Object(data.members.map { ($0.key, opened(string: $0.value)) }))
        }
        return .object(members)
    }

    private static func opened(string value: Value) -> Value {
        guard let text = value.string else { return value }
        return (try? Value(json: text)) ?? value
    }
}

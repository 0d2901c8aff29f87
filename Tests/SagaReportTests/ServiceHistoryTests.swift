import SagaDefinition
import SagaMachine
import SagaReport
import SagaRuntime
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// The history in the service's vocabulary: its events against recordings, its ids against those
/// that causes speak of.
@Suite struct ServiceHistoryTests {
    /// Runs a workflow on a virtual clock and folds its history.
    private struct Told {
        let workflow: Workflow
        let history: ServiceHistory
        /// Entries of visits by the id that the machine counted, with the states' names.
        let entered: [(id: Int, name: String)]
        let execution: Execution

        init(
            _ workflow: Workflow, input: Value, mocks: [String: MockedTask]
        ) throws {
            self.workflow = workflow
            let start = ExecutionStart(
                id: try #require(ExecutionID("test")), startTime: Timestamp(seconds: 1_700_000_000),
                input: input,
                definition: DefinitionText(file: "/machine.json", folder: "/", text: "", hash: ""))
            let rehearsal = try Rehearsal(
                workflow, start,
                script: MockScript(workflow, mocks: mocks, undos: [:], live: nil), seed: 1)
            var execution = Execution()
            var history = ServiceHistory()
            var entered: [(id: Int, name: String)] = []
            var seen: Set<Int> = []
            for (event, time) in rehearsal.events {
                execution.evolve(event, in: workflow, at: time)
                history.add(event, at: time, after: execution, in: workflow)
                for scope in execution.scopes.values where scope.historyScope == 0 {
                    guard seen.insert(scope.visit.id).inserted else { continue }
                    entered.append((scope.visit.historyID, workflow[scope.visit.state].name))
                }
            }
            self.history = history
            self.entered = entered
            self.execution = execution
        }

        /// Where the machine's count and the view's ids differ; nil where they do not.
        var disagreement: String? {
            for (id, name) in entered {
                let told = history.events.first { $0.id == id }
                guard told?.type.hasSuffix("StateEntered") == true,
                    told?.details?.members["name"] == .string(name)
                else { return "`\(name)` was counted as #\(id), which is \(told?.type ?? "none")" }
            }
            return nil
        }
    }

    private func told(
        _ text: String, _ input: Value = .emptyObject, _ mocks: [String: MockedTask] = [:]
    ) throws -> Told {
        try Told(try MachineDriver.workflow(text), input: input, mocks: mocks)
    }

    private func lines(_ history: ServiceHistory) -> [String] {
        history.events.map { "\($0.id) \($0.previousID) \($0.type)" }
    }

    private func answer(_ kind: MockedTask.Answer.Kind, after: Int = 0) -> MockedTask {
        MockedTask([(0...99, MockedTask.Answer(kind, milliseconds: after))])
    }

    @Test func `a task that is answered by token tells how long it may be silent`() throws {
        let text = """
            StartAt: A
            States:
              A:
                Type: Task
                Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'
                HeartbeatSeconds: 30
                TimeoutSeconds: 90
                End: true
            """
        let told = try told(text, .emptyObject, ["A": answer(.returned(1))])
        let scheduled = try #require(told.history.events.first { $0.type == "TaskScheduled" })
        let details = scheduled.value["taskScheduledEventDetails"]
        #expect(details?["heartbeatInSeconds"] == 30)
        #expect(details?["timeoutInSeconds"] == 90)
    }

    @Test func `a task is scheduled, started and ended; the first state follows nothing`() throws {
        let text = """
            StartAt: A
            States:
              A: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Next: B}
              B: {Type: Pass, End: true}
            """
        let told = try told(text, .emptyObject, ["A": answer(.returned(1))])
        #expect(
            lines(told.history) == [
                "1 0 ExecutionStarted", "2 0 TaskStateEntered", "3 2 TaskScheduled",
                "4 3 TaskStarted", "5 4 TaskSucceeded", "6 5 TaskStateExited",
                "7 6 PassStateEntered", "8 7 PassStateExited", "9 8 ExecutionSucceeded",
            ])
        let scheduled = told.history.events[2].value["taskScheduledEventDetails"]
        #expect(scheduled?["resourceType"] == "sqs")
        #expect(scheduled?["heartbeatInSeconds"] == nil)
        #expect(scheduled?["resource"] == "sendMessage")
        #expect(told.disagreement == nil)
    }

    @Test func `the end of an iteration is a leaf`() throws {
        let text = """
            StartAt: Each
            States:
              Each:
                Type: Map
                MaxConcurrency: 1
                End: true
                ItemProcessor:
                  StartAt: A
                  States: {A: {Type: Pass, End: true}}
            """
        let told = try told(text, [1, 2])
        #expect(
            lines(told.history) == [
                "1 0 ExecutionStarted", "2 0 MapStateEntered", "3 2 MapStateStarted",
                "4 3 MapIterationStarted", "5 4 PassStateEntered", "6 5 PassStateExited",
                "7 6 MapIterationSucceeded", "8 6 MapIterationStarted", "9 8 PassStateEntered",
                "10 9 PassStateExited", "11 10 MapIterationSucceeded", "12 10 MapStateSucceeded",
                "13 10 MapStateExited", "14 13 ExecutionSucceeded",
            ])
        #expect(told.disagreement == nil)
    }

    @Test func `what a sibling cuts is aborted, and a caught failure goes on`() throws {
        let text = """
            StartAt: Both
            States:
              Both:
                Type: Parallel
                Catch: [{ErrorEquals: [States.ALL], Next: After}]
                Branches:
                  - StartAt: Slow
                    States: {Slow: {Type: Task, Resource: 'arn:aws:states:::a:b', End: true}}
                  - StartAt: Bad
                    States: {Bad: {Type: Task, Resource: 'arn:aws:states:::a:c', End: true}}
                End: true
              After: {Type: Pass, End: true}
            """
        let told = try told(
            text, .emptyObject,
            [
                "Slow": answer(.never),
                "Bad": answer(.thrown(error: "Bad", cause: nil, .failed), after: 5),
            ])
        #expect(
            told.history.events.map(\.type).suffix(7) == [
                "TaskFailed", "TaskStateAborted", "ParallelStateFailed", "ParallelStateExited",
                "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
            ])
        #expect(told.disagreement == nil)
    }

    @Test func `an expression that fails is told of before what it ends`() throws {
        let text = """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: '{% $states.input.none %}', End: true}
            """
        let told = try told(text)
        #expect(
            told.history.events.map(\.type) == [
                "ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed",
            ])
        let details = told.history.events[2].value["evaluationFailedEventDetails"]
        #expect(details?["location"] == "Output")
        #expect(details?["state"] == "A")
    }

    @Test func `an undo has no word in it`() throws {
        let text = """
            States:
              - A: {Run: [one], Compensate: {Run: [two]}}
              - B: {Type: Fail, Error: E}
            """
        let told = try told(text, .emptyObject, ["A": answer(.returned(1))])
        #expect(told.execution.compensation == .succeeded)
        #expect(
            told.history.events.map(\.type) == [
                "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted",
                "TaskSucceeded", "TaskStateExited", "FailStateEntered", "ExecutionFailed",
            ])
    }
}

/// Histories against recordings of the service, where they are at hand.
extension ServiceHistoryTests {
    /// What was reached once is not given up.
    private static let floor = 240

    @Test func `events are those that the service recorded`() throws {
        let path = TextFile.folder("../../../shared/conformance/") + "executions.jsonl"
        guard let text = try? TextFile.text(path) else {
            print("history: the conformance data is not here; nothing was compared")
            return
        }
        var (passed, count) = (0, 0)
        for line in text.split(separator: "\n") {
            guard let test = try? Value(json: String(line)),
                let expected = test["history_event_types"]?.array, !expected.isEmpty,
                test["tier"] != "S", let workflow = Self.workflow(of: test)
            else { continue }
            count += 1
            let told = try Told(
                workflow, input: test["input"] ?? .null, mocks: Self.mocks(of: test))
            let actual = told.history.events.map { Value.string($0.type) }
            if let disagreement = told.disagreement {
                print("\(test["id"]?.string ?? ""): \(disagreement)")
            } else if Self.isSame(expected, actual) {
                passed += 1
            } else {
                print("\(test["id"]?.string ?? ""): \(actual.map { $0.string ?? "" })")
            }
        }
        print("history: passed \(passed) of \(count)")
        #expect(passed >= Self.floor)
    }

    /// Inside Map and Parallel the order means nothing.
    private static func isSame(_ expected: [Value], _ actual: [Value]) -> Bool {
        let words = expected.compactMap(\.string)
        let isForked = words.contains { $0.hasPrefix("Map") || $0.hasPrefix("Parallel") }
        let told = actual.compactMap(\.string)
        return isForked ? words.sorted() == told.sorted() : words == told
    }

    private static func workflow(of test: Value) -> Workflow? {
        guard let definition = test["definition"] else { return nil }
        return WorkflowReader().read(Source(definition.json, name: "machine.asl.json")).workflow
    }

    private static func mocks(of test: Value) -> [String: MockedTask] {
        var mocks: [String: MockedTask] = [:]
        for (state, answers) in test["mocks"]?.object?.members ?? [] {
            mocks[state] = MockedTask(
                (answers.array ?? []).enumerated().map { place, answer in
                    (place...place, MockedTask.Answer(Self.kind(answer)))
                })
        }
        return mocks
    }

    private static func kind(_ answer: Value) -> MockedTask.Answer.Kind {
        if let result = answer["return"] { return .returned(result) }
        return .thrown(
            error: answer["throw"]?["error"]?.string, cause: answer["throw"]?["cause"]?.string,
            .failed)
    }
}

import SagaDefinition
import SagaMachine
import SagaValue
import Testing

/// What a child tells, and what the service would make of it.
@Suite struct ChildReportTests {
    private func report(
        _ status: Status, _ compensation: CompensationStatus = .none, output: Value? = nil,
        failure: Failure? = nil, isUndone: Bool = false
    ) throws -> ChildReport {
        ChildReport(
            id: try #require(ExecutionID("ship-1")), workflow: "ship", input: ["a": 1],
            start: Timestamp(seconds: 1_764_000_000), stop: Timestamp(seconds: 1_764_000_007),
            status: status, compensation: compensation, output: output, failure: failure,
            isUndone: isUndone, hasUndone: isUndone)
    }

    @Test func `it can be told and understood`() throws {
        let failure = Failure("Exit.3", classes: ["Exit.7"], cause: "no van")
        for told in [
            try report(.succeeded, output: ["b": [1, .null]]),
            try report(.failed, .stuck, failure: failure),
            try report(.succeeded, .succeeded, output: .null, isUndone: true),
        ] {
            let understood = try #require(ChildReport(told.value))
            #expect(understood.value == told.value)
        }
        #expect(ChildReport(["execution": "../x"]) == nil)
        #expect(ChildReport("text") == nil)
    }

    @Test func `a success is described as the service describes it`() throws {
        let child = try report(.succeeded, output: ["b": 2])
        let text = child.result(.described, machine: "ship")
        #expect(text["Output"]?.string == #"{"b":2}"#)
        #expect(text["Input"]?.string == #"{"a":1}"#)
        let value = child.result(.parsed, machine: "ship")
        #expect(value["Output"]?.json == #"{"b":2}"#)
        #expect(value["Status"]?.string == "SUCCEEDED")
        #expect(value["StopDate"]?.json == "1764000007000")
        #expect(value["RedriveStatus"]?.string == "NOT_REDRIVABLE")
        #expect(
            value["StateMachineArn"]?.string
                == "arn:aws:states:us-east-1:111111111111:stateMachine:ship")
        #expect(child.result(.output, machine: nil).json == #"{"b":2}"#)
        let started = child.result(.started, machine: "ship")
        #expect(started.object?.members.map(\.key) == ["ExecutionArn", "StartDate"])
    }

    @Test func `a failure is the child's own, or one that describes it`() throws {
        let child = try report(.failed, failure: Failure("Exit.3", cause: "no van"))
        #expect(child.failure(.output, machine: nil) == Failure("Exit.3", cause: "no van"))
        let described = child.failure(.described, machine: "ship")
        #expect(described.name == "States.TaskFailed")
        let cause = try Value(json: described.cause ?? "")
        #expect(cause["Error"]?.string == "Exit.3")
        #expect(cause["Cause"]?.string == "no van")
        #expect(cause["Status"]?.string == "FAILED")
        #expect(cause["Output"] == nil)
        let aborted = try report(.aborted, .succeeded)
        #expect(aborted.failure(.output, machine: nil).name == "Saga.WorkflowAborted")
    }

    @Test(arguments: [
        (Status.failed, CompensationStatus.none, true), (.failed, .succeeded, true),
        (.timedOut, .partial, true), (.aborted, .succeeded, true), (.failed, .stuck, false),
        (.failed, .pending, false), (.suspended, .none, false), (.running, .none, false),
        (.succeeded, .none, false), (.succeeded, .partial, false),
    ])
    func `another attempt starts another child when this one is over for good`(
        status: Status, compensation: CompensationStatus, isSpent: Bool
    ) throws {
        #expect(try report(status, compensation).isSpent == isSpent)
    }

    @Test func `one that was undone behind its parent's back is no success`() throws {
        let child = try report(.succeeded, .succeeded, isUndone: true)
        #expect(!child.hasSucceeded && child.isSpent)
        #expect(child.failure(.parsed, machine: nil).name == "Saga.WorkflowUndone")
    }
}

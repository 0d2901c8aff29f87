import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaTesting
import SagaValue
import Testing

@Suite struct VirtualWorldTests {
    /// Plays every state as often as it is asked for, always the same way.
    private struct Cast: TaskScript {
        let parts: [String: Performance]
        let workflow: Workflow
        private(set) var started: [String] = []

        init(_ parts: [String: Performance], _ workflow: Workflow) {
            self.parts = parts
            self.workflow = workflow
        }

        mutating func perform(_ order: TaskOrder, at moment: Moment) -> Performance {
            let name = workflow[order.state].name
            started.append("\(name) \(moment.steady.milliseconds)")
            return parts[name] ?? Performance(TaskEnding(outcome: .succeeded, result: .null))
        }
    }

    private func rehearse(
        _ text: String, _ parts: [String: Performance] = [:], seed: UInt64 = 1
    ) throws -> Rehearsal<Cast> {
        let workflow = try MachineDriver.workflow(text)
        let start = ExecutionStart(
            id: try #require(ExecutionID("test")), startTime: Timestamp(seconds: 0),
            input: .emptyObject,
            definition: DefinitionText(file: "/t.yaml", folder: "/", text: text, hash: ""))
        return try Rehearsal(workflow, start, script: Cast(parts, workflow), seed: seed)
    }

    private func milliseconds(_ rehearsal: Rehearsal<Cast>) -> Int? {
        rehearsal.events.last?.time.milliseconds
    }

    @Test func `a wait of a year takes its time, and none of ours`() throws {
        let rehearsal = try rehearse("States: [{Rest: {Type: Wait, Seconds: 31536000}}]")
        #expect(rehearsal.execution.status == .succeeded)
        #expect(milliseconds(rehearsal) == 31_536_000_000)
        #expect(rehearsal.standstill == nil)
    }

    @Test func `a task takes as long as it says`() throws {
        let rehearsal = try rehearse(
            "States: [{A: {Run: ['true']}}, {B: {Run: ['true']}}]",
            ["A": Performance(TaskEnding(outcome: .succeeded), milliseconds: 1500)])
        #expect(rehearsal.script.started == ["A 0", "B 1500"])
    }

    @Test func `a task that takes longer than it may times out with an outcome unknown`() throws {
        let rehearsal = try rehearse(
            "States: [{A: {Run: ['true'], TimeoutSeconds: 2}}]",
            ["A": Performance(TaskEnding(outcome: .succeeded), milliseconds: 2001)])
        #expect(rehearsal.execution.failure?.name == Failure.timeoutName)
        #expect(milliseconds(rehearsal) == 2000)
        let outcomes = rehearsal.events.compactMap { event, _ -> Outcome? in
            guard case .attemptEnded(_, let ending) = event else { return nil }
            return ending.outcome
        }
        #expect(outcomes == [.unknown])
    }

    @Test func `what is waited for in vain is a standstill`() throws {
        let rehearsal = try rehearse(
            "States: [{A: {Type: Task, Resource: 'arn:aws:lambda:::function:f'}}]",
            ["A": Performance(nil)])
        #expect(rehearsal.standstill == .waiting)
        #expect(rehearsal.execution.status == .suspended)
    }

    @Test(arguments: [
        ("TimeoutSeconds: 60, HeartbeatSeconds: 10", 10_000, true),
        ("HeartbeatSeconds: 10", 10_000, true), ("TimeoutSeconds: 60", 60_000, false),
    ])
    func `an answer that never comes is missed when the silence or the wait is too long`(
        bounds: String, end: Int, isSilence: Bool
    ) throws {
        let rehearsal = try rehearse(
            "States: [{A: {Run: ['true'], Token: true, \(bounds)}}]", ["A": Performance(nil)])
        #expect(rehearsal.execution.failure?.name == Failure.timeoutName)
        #expect(
            rehearsal.execution.failure?.classes.contains(Failure.heartbeatName) == isSilence)
        #expect(milliseconds(rehearsal) == end)
    }

    @Test func `a question that takes long is no silence yet`() throws {
        let rehearsal = try rehearse(
            "States: [{A: {Run: ['true'], Token: true, HeartbeatSeconds: 10}}]",
            ["A": Performance(nil, milliseconds: 5000)])
        #expect(milliseconds(rehearsal) == 15_000)
    }

    @Test func `an answer that never comes is a standstill where nothing bounds the wait`() throws {
        let rehearsal = try rehearse(
            "States: [{A: {Run: ['true'], Token: true}}]", ["A": Performance(nil)])
        #expect(rehearsal.standstill == .waiting)
    }

    @Test(arguments: ["Type: Pass", "Type: Wait, Seconds: 1"])
    func `what goes round for ever is told from what takes long`(step: String) throws {
        let rehearsal = try rehearse(
            """
            States:
              - Step: {\(step)}
              - More:
                  Type: Choice
                  Choices: [{Variable: $.stop, IsPresent: true, Next: Done}]
                  Default: Step
              - Done: {Type: Succeed}
            """)
        #expect(rehearsal.standstill == .endless)
        #expect(rehearsal.events.count < 2 * Limits.virtualEvents)
    }

    @Test func `the first to fail stops the others at that moment`() throws {
        let text = """
            States:
              - Both:
                  Type: Parallel
                  Branches:
                    - States: [{Slow: {Run: ['true']}}]
                    - States: [{Bad: {Run: ['false']}}]
            """
        let rehearsal = try rehearse(
            text,
            [
                "Slow": Performance(TaskEnding(outcome: .succeeded), milliseconds: 9000),
                "Bad": Performance(
                    TaskEnding(outcome: .failed, failure: Failure("Bad")), milliseconds: 10),
            ])
        #expect(rehearsal.execution.failure?.name == "Bad")
        #expect(milliseconds(rehearsal) == 10)
    }

    @Test func `the same seed gives the same run, another seed another one`() throws {
        let text = """
            States:
              - A:
                  Run: ['false']
                  Retry: [{ErrorEquals: [States.ALL], JitterStrategy: FULL, MaxAttempts: 5}]
            """
        let bad = ["A": Performance(TaskEnding(outcome: .failed, failure: Failure("Bad")))]
        let first = try rehearse(text, bad, seed: 7).script.started
        #expect(first.count == 6)
        #expect(try rehearse(text, bad, seed: 7).script.started == first)
        #expect(try rehearse(text, bad, seed: 8).script.started != first)
    }
}

import SagaDefinition
import SagaMachine
import SagaReport
import SagaRuntime
import SagaValue

/// One case of a plan: its run on a clock of its own, and the verdict.
struct CaseRun {
    let testCase: TestFile.TestCase
    let run: TestedRun
    let verdict: TestVerdict

    var isPassed: Bool { verdict.problems.isEmpty }

    /// - Parameter live: Does the tasks that no mock answers for; nil does nothing real.
    /// - Throws: `SAGA5001` or `SAGA5002` where the system refuses what a live task needs.
    init(
        _ testCase: TestFile.TestCase, of plan: TestPlan, live: MockScript.LiveTask?
    ) throws(Fault) {
        self.testCase = testCase
        guard let id = ExecutionID("test") else { preconditionFailure("a valid id") }
        let start = ExecutionStart(
            id: id, startTime: plan.file.start, input: testCase.input,
            definition: plan.definition.text)
        let script = MockScript(
            plan.workflow, mocks: testCase.mocks, undos: testCase.undos, live: live)
        let rehearsal: Rehearsal<MockScript>
        do throws(RuntimeFault) {
            rehearsal = try Rehearsal(
                plan.workflow, start, script: script, seed: UInt64(plan.file.seed))
        } catch { throw Fault(error) }
        run = TestedRun(rehearsal.events, in: plan.workflow)
        var verdict = TestVerdict(
            run, gaps: rehearsal.script.gaps, testCase.expectation)
        switch rehearsal.standstill {
        case .endless?:
            verdict.add("it goes on and on: ended after \(rehearsal.events.count) events")
        case .waiting? where testCase.expectation.status?.value != Status.suspended.rawValue:
            verdict.add("it waits for what never comes")
        case .waiting?, nil: break
        }
        self.verdict = verdict
    }
}

import SagaDefinition
import SagaMachine
import SagaRuntime
import SagaTesting
import SagaValue
import Testing

/// When a run with mocks spends time on its waits.
@Suite struct MockedWorldTests {
    /// A world whose tasks succeed at once, and that notes how long it was to wait.
    private final class PatientWorld: World {
        private(set) var seconds: [Int] = []
        private var now = Timestamp(seconds: 1000)
        var endings: [Trigger] = []

        func moment() -> Moment { Moment(steady: now, wall: now, entropy: 0) }

        func wait(until deadlines: [Deadline]) -> [Trigger] {
            if endings.isEmpty, let next = deadlines.map(\.time).min() {
                seconds.append(next.seconds - now.seconds)
                now = next
            }
            return poll()
        }

        func poll() -> [Trigger] {
            defer { endings = [] }
            return endings
        }

        func flushed() {}

        func start(_ order: TaskOrder) {
            let ending = TaskEnding(outcome: .succeeded, result: .null)
            endings.append(.taskEnded(order.attempt, ending))
        }

        func cancel(_ attempt: AttemptID) {}

        func abandon() {}
    }

    /// How long the real world was to wait in a run, and how long the run took by its own clock.
    private func waits(_ states: String) throws -> (real: [Int], own: Int) {
        let text = "States: [\(states)]"
        let workflow = try MachineDriver.workflow(text)
        let start = ExecutionStart(
            id: try #require(ExecutionID("test")), startTime: Timestamp(seconds: 1000),
            input: .emptyObject,
            definition: DefinitionText(file: "/t.yaml", folder: "/", text: text, hash: ""))
        let real = PatientWorld()
        let answer = MockedTask.Answer(.returned(.null))
        let world = MockedWorld(
            real, workflow, mocks: ["Mocked": MockedTask([(0...9, answer)])], after: Execution())
        var runner = Runner(
            workflow: workflow, execution: Execution(), log: VolatileLog(), world: world,
            observer: nil)
        try runner.run([.start(start)])
        #expect(runner.execution.status == .succeeded)
        let last = try #require(runner.log.events.last)
        return (real.seconds, last.time.seconds - 1000)
    }

    private let real = "{Real: {Run: [real]}}"
    private let mocked = "{Mocked: {Run: [mocked]}}"

    @Test func `no time is spent while nothing real was started`() throws {
        let waits = try waits(
            "{A: {Type: Wait, Seconds: 60}}, \(mocked), {B: {Type: Wait, Seconds: 3600}}")
        #expect(waits.real == [])
        #expect(waits.own == 3660)
    }

    @Test func `time is real once a task is`() throws {
        let waits = try waits(
            "{A: {Type: Wait, Seconds: 60}}, \(real), {B: {Type: Wait, Seconds: 3600}}, \(mocked)")
        #expect(waits.real == [3600])
        #expect(waits.own == 3660)
    }

    /// Somebody who answers by token reads the real clock.
    @Test func `what was said by the real clock is put to the time of the run`() throws {
        let text = "States: [\(mocked)]"
        let workflow = try MachineDriver.workflow(text)
        let attempt = AttemptID(visit: 1, direction: .forward, number: 1)
        let now = Timestamp(seconds: 1000)
        let start = ExecutionStart(
            id: try #require(ExecutionID("test")), startTime: now, input: .emptyObject,
            definition: DefinitionText(file: "/t.yaml", folder: "/", text: text, hash: ""))
        let alive = Callback(attempt: attempt, word: .alive, by: "me", request: nil)
        let real = PatientWorld()
        var world = MockedWorld(real, workflow, mocks: [:], after: Execution())
        _ = try world.wait(until: [Deadline(Timestamp(seconds: 4600))])
        real.endings = [
            .callback(
                CallbackDelivery(alive, token: TaskToken(of: attempt, in: start), said: now...now))
        ]
        guard case .callback(let delivery)? = try world.poll().first else {
            Issue.record("no callback came")
            return
        }
        #expect(delivery.said?.lowerBound == Timestamp(seconds: 4600))
    }

    @Test func `a loop that never ends is not run as fast as it goes`() throws {
        let loop =
            "{Start: {Type: Pass, Result: {n: 0}}}, "
            + "{Count: {Type: Pass, Parameters: {n.$: 'States.MathAdd($.n, 1)'}}}, "
            + "{Again: {Type: Wait, Seconds: 60}}, "
            + "{Enough: {Type: Choice, Choices: [{Variable: $.n, NumericLessThan: 10005, "
            + "Next: Count}], Default: Done}}, {Done: {Type: Succeed}}"
        #expect(try waits(loop).real.count == 5)
    }
}

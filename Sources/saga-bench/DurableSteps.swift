import SagaDefinition
import SagaJournal
import SagaMachine
import SagaRuntime
import SagaSource
import SagaValue

/// The loop with its journal and tasks that end at once: what a durable step costs by itself.
enum DurableSteps {
    /// Runs a workflow to its end, in a fresh store in a folder.
    static func run(_ text: String, store: String) throws(BenchmarkError) {
        let (workflow, start) = try MachineAlone.read(text)
        let journal: Journal
        do throws(JournalFault) {
            journal = try Store(path: store).create(
                start.id, at: .earliest, version: Version.current)
        } catch { throw BenchmarkError("\(error)") }
        var runner = Runner(
            workflow: workflow, execution: Execution(), journal: journal, world: EchoWorld(),
            observer: nil)
        do throws(RuntimeFault) {
            try runner.run([.start(start)])
        } catch { throw BenchmarkError("\(error)") }
        guard runner.execution.status == .succeeded else {
            throw BenchmarkError("the execution ended as \(runner.execution.status)")
        }
    }
}

/// A world in which every task succeeds as soon as it is started.
private struct EchoWorld: World {
    private var endings: [Trigger] = []

    mutating func moment() -> Moment { Moment(steady: .earliest, wall: .earliest, entropy: 1) }

    mutating func wait(until deadlines: [Deadline]) -> [Trigger] {
        defer { endings = [] }
        return endings
    }

    mutating func poll() -> [Trigger] { wait(until: []) }

    mutating func flushed() {}

    mutating func start(_ order: TaskOrder) {
        endings.append(.taskEnded(order.attempt, TaskEnding(outcome: .succeeded, result: .null)))
    }

    mutating func cancel(_ attempt: AttemptID) {}

    mutating func abandon() {}
}

import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

@testable import SagaRuntime

/// What becomes of a task whose child's process has ended.
@Suite struct ChildOutcomeTests {
    private static let id = ExecutionID("ship-1")

    private func report(
        _ status: Status, _ compensation: CompensationStatus, isUndone: Bool = false,
        hasUndone: Bool = false
    ) throws -> ChildReport {
        ChildReport(
            id: try #require(Self.id), workflow: "ship", input: .emptyObject,
            start: Timestamp(seconds: 1), stop: nil, status: status, compensation: compensation,
            output: 7, failure: status == .failed ? Failure("Exit.3") : nil, isUndone: isUndone,
            hasUndone: hasUndone)
    }

    private func shell(
        _ message: ChildMessage?, _ status: ShellEnding.Status = .exited(code: 0),
        isTimedOut: Bool = false, wasSignalled: Bool = false
    ) -> ShellEnding {
        ShellEnding(
            status: status, result: message.map { .bytes(Array($0.value.json.utf8)) } ?? .unread,
            isTimedOut: isTimedOut, wasSignalled: wasSignalled)
    }

    private func ending(
        _ shell: ShellEnding, _ form: WorkflowSpec.Form = .output,
        _ direction: Direction = .forward, isInterrupted: Bool = false, deaths: Int = 0
    ) -> TaskEnding {
        ChildOutcome(
            form: form, direction: direction, machine: nil, execution: Self.id, deaths: deaths
        ).ending(of: shell, isInterrupted: isInterrupted)
    }

    @Test(arguments: [
        (Status.succeeded, CompensationStatus.none, Outcome.succeeded, false),
        (.failed, .none, .failed, true), (.failed, .succeeded, .failed, true),
        (.failed, .partial, .unknown, true), (.failed, .stuck, .unknown, false),
        (.failed, .pending, .unknown, false), (.aborted, .succeeded, .failed, true),
    ])
    func `what its journal says is what counts`(
        status: Status, compensation: CompensationStatus, outcome: Outcome, isSpent: Bool
    ) throws {
        // However its process ended: the signal came when all was said.
        for wasSignalled in [false, true] {
            let message = ChildMessage.reports([try report(status, compensation)])
            let ending = ending(shell(message, wasSignalled: wasSignalled))
            #expect(ending.outcome == outcome)
            #expect(ending.isSpent == isSpent)
            #expect(!ending.isInterrupted)
        }
    }

    @Test func `one that stands still waits, unless it was told to`() throws {
        let message = ChildMessage.reports([try report(.suspended, .none)])
        let alone = ending(shell(message))
        #expect(alone.isSuspended && alone.isInterrupted && alone.outcome == .unknown)
        let stopped = ending(shell(message, wasSignalled: true), isInterrupted: true)
        #expect(!stopped.isSuspended && stopped.isInterrupted)
        let cancelled = ending(shell(message, wasSignalled: true))
        #expect(!cancelled.isSuspended && !cancelled.isInterrupted)
        #expect(cancelled.outcome == .unknown)
        let late = ending(shell(message, isTimedOut: true, wasSignalled: true))
        #expect(late.failure?.name == Failure.timeoutName && late.outcome == .unknown)
    }

    @Test func `one that was killed is started again, and at last waits`() {
        let killed = shell(nil, .killed(signal: 9))
        let first = ending(killed)
        #expect(first.isInterrupted && !first.isSuspended && first.outcome == .unknown)
        let last = ending(killed, deaths: Limits.workflowDeaths - 1)
        #expect(last.isInterrupted && last.isSuspended)
        let undo = ending(killed, .undo, .undo)
        #expect(undo.isInterrupted && !undo.isSuspended)
        let lastUndo = ending(killed, .undo, .undo, deaths: Limits.workflowDeaths - 1)
        #expect(!lastUndo.isInterrupted && lastUndo.failure?.name == Failure.workflowLostName)
    }

    @Test func `one whose supervisor was killed is started again, whatever died before`() {
        let deaths = Limits.workflowDeaths - 1
        let lost = ShellEnding(status: .lost)
        for ending in [ending(lost, deaths: deaths), ending(lost, .undo, .undo, deaths: deaths)] {
            #expect(ending.isInterrupted && !ending.isSuspended && ending.outcome == .unknown)
            #expect(ending.failure?.name == Failure.interruptedName)
        }
    }

    @Test func `one that cannot go on fails, and nobody knows what it did`() {
        let ending = ending(shell(nil, .exited(code: 65)))
        #expect(ending.outcome == .unknown && !ending.isInterrupted)
        #expect(ending.failure?.name == Failure.workflowLostName)
        let nowhere = self.ending(shell(nil, .notStarted(errorNumber: 11, reason: "no room")))
        #expect(nowhere.outcome == .noEffect)
        let refused = self.ending(shell(.refused(Failure("Saga.NotStarted", cause: "why"))))
        #expect(refused.outcome == .noEffect && refused.failure?.cause == "why")
        // Views name no child that is somebody else's, or is not there.
        #expect(refused.report["Execution"] == nil)
        #expect(ending.report["Execution"]?.string == "ship-1")
    }

    @Test func `an undo goes as well as the worst of what it was about`() throws {
        let clean = try report(.succeeded, .succeeded, isUndone: true, hasUndone: true)
        let before = try report(.failed, .succeeded)
        let partial = try report(.aborted, .partial, hasUndone: true)
        let stuck = try report(.succeeded, .stuck, isUndone: true, hasUndone: true)
        func undone(_ reports: [ChildReport]) -> TaskEnding {
            ending(shell(.reports(reports)), .undo, .undo)
        }
        #expect(undone([clean, before]).outcome == .succeeded)
        #expect(!undone([clean, before]).isPartial)
        #expect(undone([before]).nothingToUndo)
        #expect(undone([]).nothingToUndo)
        #expect(undone([clean, partial]).isPartial)
        #expect(undone([stuck, clean]).failure?.name == Failure.workflowStuckName)
        #expect(undone([stuck, clean]).outcome == .failed)
    }

    @Test func `what it is told it understands`() throws {
        let order = ChildOrder(
            work: .undo, executions: [try #require(Self.id)], file: nil, input: ["a": .null],
            parent: ExecutionParent(
                execution: try #require(Self.id), visit: "Each[3]/Ship#2", key: "k", depth: 2),
            keepsEffects: true, restsWhenWaiting: true, store: "/s",
            bindings: ["a": ["/bin/sh", "-c", "x"]], buckets: ["b": "/b"],
            workflows: ["w": "/w"])
        #expect(ChildOrder(order.value)?.value == order.value)
        #expect(ChildOrder(["work": "run"]) == nil)
        #expect(ChildMessage(.emptyObject) == nil)
    }

    @Test(arguments: ["../a", "a/b", ".a", "", "a\u{0}"])
    func `the name of a machine is no way out of the folder`(name: String) {
        #expect(MachineFile.find(name, bindings: [:], folder: "/tmp") == nil)
        #expect(MachineFile.find(name, bindings: [name: "/bound"], folder: "/tmp") == "/bound")
    }

    @Test func `a machine is bound by its ARN, its name, or a file beside the definition`() {
        let folder = TextFile.folder("../../../workflows/shipment")
        let arn = "arn:aws:states:us-east-1:111111111111:stateMachine:ship"
        #expect(MachineFile.find(arn, bindings: [arn: "/1", "ship": "/2"], folder: folder) == "/1")
        #expect(MachineFile.find(arn, bindings: ["ship": "/2"], folder: folder) == "/2")
        let beside = MachineFile.find(arn, bindings: [:], folder: folder)
        #expect(beside == folder + "/ship.saga.yaml")
        #expect(MachineFile.find("nowhere", bindings: [:], folder: folder) == nil)
    }
}

import SagaDefinition
import SagaJournal
import SagaMachine
import SagaRuntime
import SagaSource
import SagaValue

extension ChildWork {
    /// Begins the execution, or goes on with the one that was begun, and waits for its end.
    ///
    /// The name derives from the parent's key, so whoever repeats the attempt comes back to the
    /// same execution; one of the same name and another key is somebody else's.
    func run() throws(Fault) -> ChildMessage {
        guard let id = order.executions.first else { return refused("it has no name") }
        while true {
            switch try find(id) {
            case .foreign:
                return .refused(
                    Failure(
                        "StepFunctions.ExecutionAlreadyExistsException",
                        cause: "Execution Already Exists: '\(id)'"))
            case .owned:
                if order.work == .start, let report = owned(id) { return .reports([report]) }
                pause()
            case .taken(let inheritance, let stop): return try goOn(inheritance, stop)
            case .absent:
                if let message = try begin(id) { return message }
            }
        }
    }

    /// Goes on with an execution that was begun before.
    private func goOn(
        _ inheritance: Inheritance, _ stop: Timestamp
    ) throws(Fault) -> ChildMessage {
        guard order.work == .run, inheritance.execution.hasMore else {
            return reported(inheritance.execution, stop)
        }
        return try reported(resumed(inheritance, [.resume(Resumption(note: note))]), nil)
    }

    func resumed(
        _ inheritance: Inheritance, _ triggers: [Trigger]
    ) throws(Fault) -> Execution {
        let settings = try settings(inheritance.workflow)
        do throws(RuntimeFault) {
            return try Session(settings).resume(inheritance, triggers)
        } catch { throw Fault(error) }
    }

    /// - Returns: Nil where somebody else began it first.
    private func begin(_ id: ExecutionID) throws(Fault) -> ChildMessage? {
        let file: DefinitionFile
        let workflow: Workflow
        let settings: SessionSettings
        do throws(Fault) {
            file = try DefinitionFile.read(order.file ?? "", surroundings)
            workflow = try file.checkedWorkflow()
            settings = try self.settings(workflow)
        } catch {
            // Nothing has been written: it is as if nobody had asked.
            return refused("\(error.code): \(error.message)")
        }
        let clock = SteadyClock(start: SteadyClock.wall)
        let start = ExecutionStart(
            id: id, startTime: clock.steady, input: order.input, definition: file.text,
            keepsEffects: order.keepsEffects, parent: order.parent)
        do throws(RuntimeFault) {
            let session = Session(settings)
            let execution =
                order.work == .start
                ? try session.begin(start, workflow, clock: clock)
                : try session.start(start, workflow, clock: clock)
            return reported(execution, nil)
        } catch {
            if case .journal(let fault) = error, fault.code == .executionTaken { return nil }
            throw Fault(error)
        }
    }

    /// What can be told of an execution that another process has.
    private func owned(_ id: ExecutionID) -> ChildReport? {
        guard let stored = try? StoredExecution.read(id, in: store, .summary) else { return nil }
        return ChildReport(stored.execution, stop: SteadyClock.wall)
    }

    private func reported(
        _ execution: Execution, _ stop: Timestamp?
    ) -> ChildMessage {
        let report = ChildReport(execution, stop: stop ?? SteadyClock.wall)
        return .reports(report.map { [$0] } ?? [])
    }

    private func refused(_ cause: String) -> ChildMessage {
        .refused(Failure(Failure.notStartedName, cause: cause))
    }
}

extension Execution {
    /// Whether anything of it is left to do, or to try again.
    fileprivate var hasMore: Bool {
        phase != .ended || compensation == .stuck || compensation == .pending
    }
}

extension DefinitionFile {
    /// The workflow.
    ///
    /// - Throws: `SAGA6008` with the first error where the definition has any.
    fileprivate func checkedWorkflow() throws(Fault) -> Workflow {
        if let workflow = definition.workflow { return workflow }
        let first = definition.findings.first { $0.severity == .error }
        throw Fault(
            .badDefinition,
            "`\(name)` has errors; the first is \(first?.code.code ?? ""): \(first?.message ?? "")")
    }
}

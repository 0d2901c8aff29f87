import Glibc
import SagaDefinition
import SagaJournal
import SagaMachine
import SagaRuntime
import SagaValue

/// The command `child`: a process that a task of another execution is.
///
/// Not for people; what it is to do stands on its standard input.
enum ChildProgram {
    /// Does what it is told, and tells on standard output how the executions stand then.
    ///
    /// - Throws: What kept it from going on with an execution that there is.
    static func run(_ surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let bytes = try FileReading.standardInput(limit: 2 * Limits.inputBytes)
        guard let value = try? Value(json: bytes), let order = ChildOrder(value) else {
            throw Fault(
                .childOnly, "`saga \(ChildSettings.verb)` is run by saga itself",
                notes: ["to start a workflow: saga run FILE"])
        }
        let work = ChildWork(order, surroundings)
        let message: ChildMessage
        switch order.work {
        case .run, .start: message = try work.run()
        case .undo: message = .reports(try work.undo())
        }
        surroundings.standardOutput.write(message.value.json + "\n")
        try surroundings.standardOutput.check("standard output")
        return .success
    }
}

/// What such a process has at hand.
struct ChildWork {
    let order: ChildOrder
    let surroundings: Surroundings
    let store: Store

    init(_ order: ChildOrder, _ surroundings: Surroundings) {
        self.order = order
        self.surroundings = surroundings
        store = Store(path: order.store)
    }

    /// Who asks, and for what: the journal keeps it.
    var note: OperatorNote {
        OperatorNote(
            by: "saga", reason: "\(order.parent.execution) at \(order.parent.visit)")
    }

    /// - Throws: `SAGA6016`, `SAGA6018`, `SAGA6030` or `SAGA6031` for what this workflow needs and
    ///   is not there.
    func settings(_ workflow: Workflow) throws(Fault) -> SessionSettings {
        try BindingOptions.check(workflow, order.bindings, mocked: [])
        try BucketCheck.check(workflow, order.buckets, mocked: [])
        try Runnability.check(workflow, mocked: [])
        var settings = SessionSettings(
            store: store, version: Version.current, environment: .ofThisProcess(),
            bindings: order.bindings, buckets: order.buckets, workflows: order.workflows,
            supervisor: SessionSettings.program)
        settings.restsWhenWaiting = order.restsWhenWaiting
        return settings
    }

    /// An execution as this process finds it.
    enum Found {
        case absent
        /// Somebody else's, with the same name.
        case foreign
        /// Another process works on it.
        case owned
        case taken(Inheritance, stop: Timestamp)
    }

    /// Takes an execution over, if it is one of the parent's visit.
    func find(_ id: ExecutionID) throws(Fault) -> Found {
        var last = Timestamp(seconds: 0)
        let inheritance: Inheritance
        do throws(RuntimeFault) {
            inheritance = try Inheritance(id, in: store, define: \.workflow) { last = $1 }
        } catch {
            switch error {
            case .journal(let fault) where fault.code == .executionNotFound: return .absent
            case .journal(let fault) where fault.code == .owned:
                return try isForeign(id) ? .foreign : .owned
            case .journal, .system, .httpLibrary, .noSupervisor, .supervisorsLost,
                .foreignSupervisor:
                throw Fault(error)
            }
        }
        guard inheritance.start.parent?.key == order.parent.key else { return .foreign }
        return .taken(inheritance, stop: last)
    }

    /// Of an execution that another process has: one that is only just being made tells nothing.
    private func isForeign(_ id: ExecutionID) throws(Fault) -> Bool {
        guard let stored = try? StoredExecution.read(id, in: store, .summary) else { return false }
        return stored.execution.start?.parent?.key != order.parent.key
    }

    /// Lets the process that owns an execution get on.
    func pause() { _ = poll(nil, 0, 50) }
}

import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaSource
import SagaValue

/// An execution as its journal tells it, read without owning it.
struct StoredExecution {
    let workflow: Workflow
    let execution: Execution
    let time: ActiveTime
    /// Empty where only a summary was asked for.
    let history: History
    /// Whether a process works on it.
    let isOwned: Bool
    /// The answers that are waited for, and those that are kept until a process takes them.
    let awaited: [AwaitedAnswer]

    /// How much of the journal is kept.
    enum Detail {
        case summary
        case history
    }

    /// - Throws: The journal's faults; `SAGA4006` for a journal that ends before anything started.
    static func read(
        _ id: ExecutionID, in store: Store, _ detail: Detail
    ) throws(Fault) -> StoredExecution {
        do throws(JournalFault) { return try journaled(id, in: store, detail) } catch {
            throw Fault(error)
        }
    }

    static func journaled(
        _ id: ExecutionID, in store: Store, _ detail: Detail
    ) throws(JournalFault) -> StoredExecution {
        // Asked first: an owner that ends in between leaves a journal that says so.
        let isOwned = try store.isOwned(id)
        let reader = try store.reader(id)
        var fold = ExecutionFold(detail)
        while try reader.read({ (record) throws(JournalFault) in try fold.add(record) })
            == .restarted
        { fold = ExecutionFold(detail) }
        guard let workflow = fold.replay.workflow else {
            throw reader.headless
        }
        let execution = fold.replay.execution
        var awaited = execution.awaitedAnswers(in: workflow)
        if !awaited.isEmpty {
            let kept = try Requests(store.folder(id)).waiting().compactMap(CallbackDelivery.init)
            awaited = execution.awaitedAnswers(in: workflow, kept: kept)
        }
        return StoredExecution(
            workflow: workflow, execution: execution, time: fold.time, history: fold.history,
            isOwned: isOwned, awaited: awaited)
    }

    var word: StatusWord { StatusWord(execution, isOwned: isOwned, isAnswered: isAnswered) }

    private var isAnswered: Bool { awaited.contains(where: \.isAnswered) }

    /// The visits of a state, or the one of a path such as `Each[3]/Load#2`.
    ///
    /// - Throws: `SAGA6009` where there is none.
    func visits(named name: String) throws(Fault) -> [VisitHistory] {
        let visits = history.visits(named: name)
        guard visits.isEmpty else { return visits }
        try checkName(name)
        throw Fault(.unknownState, "the execution never came to `\(name)`")
    }

    /// Refuses what cannot name a visit, also of those that are still to come.
    ///
    /// - Throws: `SAGA6009`.
    func checkName(_ name: String) throws(Fault) {
        let names = workflow.states.map(\.name)
        if names.contains(where: { $0.hasSameCodePoints(as: name) }) { return }
        if !history.visits(named: name).isEmpty { return }
        let near = nearestName(to: name, among: names)
        throw Fault(
            .unknownState, "there is no state `\(name)`",
            notes: near.map { ["did you mean `\($0)`?"] } ?? [])
    }

    func summary(at now: Timestamp) -> Summary? {
        Summary(
            execution, time, in: workflow, isOwned: isOwned, isAnswered: isAnswered, now: now)
    }
}

/// Folds the records of one journal, as far as they have been read.
struct ExecutionFold {
    private(set) var replay = Replay(define: { text in text.workflow })
    private(set) var time = ActiveTime()
    private(set) var history = History()
    private let detail: StoredExecution.Detail

    init(_ detail: StoredExecution.Detail) { self.detail = detail }

    /// - Returns: The event that the record holds; nil for one of the journal's own.
    @discardableResult
    mutating func add(_ record: StoredRecord) throws(JournalFault) -> Event? {
        guard let event = try replay.add(record) else { return nil }
        switch detail {
        case .summary: time.add(event, at: record.time)
        case .history:
            if let workflow = replay.workflow {
                history.add(event, at: record.time, after: replay.execution, in: workflow)
            }
            time = history.time
        }
        return event
    }
}

extension DefinitionText {
    /// The text as the machine runs it; nil where this version refuses it.
    var workflow: Workflow? {
        WorkflowReader().read(Source(text, name: file)).workflow
    }
}

package import SagaDefinition
package import SagaJournal
package import SagaMachine
package import SagaValue

/// What a process finds when it takes over an execution: it owns the journal as long as it keeps
/// this, and nothing has been written yet.
package struct Inheritance {
    package let start: ExecutionStart
    package private(set) var workflow: Workflow
    package private(set) var execution: Execution
    /// The definition that holds; where commands run is told by it.
    package private(set) var definition: DefinitionText
    let journal: Journal
    let clock: SteadyClock

    /// Owns an execution and folds its journal.
    ///
    /// - Parameters:
    ///   - define: Reads the definition's text that the journal holds.
    ///   - tell: Is told of every event, with its time.
    /// - Throws: `SAGA4001`, `SAGA4005` where another process owns it, `SAGA4006`, `SAGA4007` or
    ///   `SAGA4010` for the journal.
    package init(
        _ id: ExecutionID, in store: Store, permissions: Store.Permissions = .init(),
        define: @escaping (DefinitionText) -> Workflow?, tell: (Event, Timestamp) -> Void
    ) throws(RuntimeFault) {
        var replay = Replay(define: define)
        var clock = SteadyClock(start: SteadyClock.wall)
        var latest = Timestamp.earliest
        do throws(JournalFault) {
            journal = try store.own(
                id,
                at: { anchor in
                    clock = SteadyClock(after: anchor)
                    // Mocks make a run's time jump ahead, and its waits are reckoned by it: it
                    // never goes back.
                    if clock.steady < latest { clock = SteadyClock(start: latest) }
                    return clock.steady
                }, permissions: permissions
            ) { record throws(JournalFault) in
                latest = max(latest, record.time)
                if let event = try replay.add(record) { tell(event, record.time) }
            }
        } catch { throw .journal(error) }
        guard let workflow = replay.workflow, let start = replay.execution.start else {
            throw .journal(journal.headless)
        }
        self.start = start
        self.workflow = workflow
        execution = replay.execution
        definition = start.definition
        self.clock = clock
    }

    /// Takes another definition in the place of the one that held; the record of a redrive that
    /// follows tells of it.
    ///
    /// - Returns: Whether what has run is found again in it; else nothing has changed.
    package mutating func adopt(_ text: DefinitionText, _ new: Workflow) -> Bool {
        guard execution.adopt(new, after: workflow) else { return false }
        workflow = new
        definition = text
        return true
    }
}

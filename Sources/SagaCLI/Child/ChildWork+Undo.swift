import SagaJournal
import SagaMachine
import SagaRuntime
import SagaValue

extension ChildWork {
    /// Undoes all that a visit has started, the latest first; ends with the first that cannot be.
    ///
    /// Whatever was done before is not done again, so it may be repeated as often as one likes.
    func undo() throws(Fault) -> [ChildReport] {
        var reports: [ChildReport] = []
        for id in order.executions {
            guard let report = try undo(id) else { continue }
            reports.append(report)
            guard report.compensation != .stuck, report.status.isEnded else { break }
        }
        return reports
    }

    /// - Returns: Nil where there is no such execution of the parent's.
    private func undo(_ id: ExecutionID) throws(Fault) -> ChildReport? {
        var hasAsked = false
        while true {
            switch try find(id) {
            case .absent, .foreign: return nil
            case .owned:
                if !hasAsked { hasAsked = try askToAbort(id) }
                pause()
            case .taken(let inheritance, let stop):
                let triggers = triggers(of: inheritance.execution)
                guard !triggers.isEmpty else {
                    return ChildReport(inheritance.execution, stop: stop, hasUndone: hasAsked)
                }
                let execution = try resumed(inheritance, triggers)
                return ChildReport(execution, stop: SteadyClock.wall, hasUndone: true)
            }
        }
    }

    /// What undoes it from where it is; empty where nothing is left to undo.
    private func triggers(of execution: Execution) -> [Trigger] {
        let resume = Trigger.resume(Resumption(note: note))
        switch execution.standing {
        case .unfinished: return [resume, .abort(note)]
        case .undoing, .stuck: return [resume]
        case .succeeded, .kept: return [.undo(note)]
        case .failed, .rolledBack, .undone, nil: return []
        }
    }

    /// One that is not awaited may still run: its process is asked to stop and roll back.
    private func askToAbort(_ id: ExecutionID) throws(Fault) -> Bool {
        let name =
            "\(surroundings.now.nanoseconds)-\(String(surroundings.random(), radix: 36))"
        do throws(JournalFault) {
            try Requests(store.folder(id)).leave(name, Trigger.abortRequest(note))
        } catch { throw Fault(error) }
        return true
    }
}

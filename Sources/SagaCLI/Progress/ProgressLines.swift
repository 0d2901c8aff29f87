import SagaDefinition
import SagaJournal
import SagaMachine
import SagaReport
import SagaRuntime
import SagaValue

/// Tells a person on standard error how a run goes: a line for each state, attempt and undo that
/// is settled.
///
/// A line is written when what it tells is on disk.
final class ProgressLines: RunObserver {
    private let workflow: Workflow
    private let tell: (String) -> Void
    private let style: Style
    /// Whether states that do no work of their own are told of, too.
    private let isVerbose: Bool
    /// Whether each line is a JSON object.
    private let isJSON: Bool
    private var waiting = ""
    private var running: [Int: Progress] = [:]
    private var undoing: [Int: Progress] = [:]

    /// What is known of a visit, or of its undo, that is not settled.
    private struct Progress {
        /// Empty where it was over before anybody could look.
        var label: String
        let start: Timestamp
        /// The scope that the visit is in.
        var scope: Int?
        var attempts = 0
        var latest: TaskEnding?
    }

    init(
        workflow: Workflow, style: Style, isVerbose: Bool = false, isJSON: Bool = false,
        tell: @escaping (String) -> Void
    ) {
        self.workflow = workflow
        self.tell = tell
        self.style = style
        self.isVerbose = isVerbose
        self.isJSON = isJSON
    }

    func flushed() {
        guard !waiting.isEmpty else { return }
        tell(waiting)
        waiting = ""
    }

    func decided(_ event: Event, _ execution: Execution, at moment: Moment) {
        let time = moment.steady
        switch event {
        case .executionStarted(let start): started(start)
        case .attemptStarted(let start): attemptStarted(start, execution, time)
        case .attemptSubmitted(let id, _): submitted(id.visit, execution, time)
        case .attemptEnded(let id, let ending): attemptEnded(id, ending, execution, time)
        case .forkStarted(let start):
            begin(start.visit, execution, time)
            running[start.visit]?.attempts += 1
        case .waitStarted(let visit, _): begin(visit, execution, time)
        case .stateExited(let exit): exited(exit, time)
        case .retryScheduled(let retry): retried(retry, time)
        case .recoveryDecided(let decision): recovering(decision, execution, time)
        case .compensationPlanned(_, let visits): planned(visits, execution)
        case .compensationSettled(let visit, let settlement):
            settled(visit, settlement, execution, time)
        case .deadLettered(let visit, let failure): stuck(visit, failure, execution, time)
        case .scopeRewound(let rewind):
            write(ProgressLine(mark: .started, label: "goes on at \(workflow[rewind.next].name)"))
        case .executionResumed:
            resumed("resumed", execution)
            for scope in execution.scopes.values where scope.visit.isAwaited {
                begin(scope.visit.id, execution, time)
            }
        case .executionRedriven: resumed("tried again", execution)
        case .stuckRetried: resumed("rollback tried again", execution)
        case .executionSuspended(let suspension): suspended(suspension)
        case .abortRequested: write(ProgressLine(mark: .aborted, label: "abort was asked for"))
        case .requestRefused(let refusal): refused(refusal)
        case .scopeEnded(let end): scopeEnded(end, time)
        case .undoRegistered(let registration): registered(registration, execution)
        case .scopeStarted, .forkFailed, .forkEnded, .doubtResolved, .callbackReceived,
            .callbackRefused, .executionEnded:
            break
        }
    }

    private func write(_ line: ProgressLine) {
        waiting += isJSON ? line.value.json + "\n" : line.text(style)
    }
}

/// Forward work.
extension ProgressLines {
    private func started(_ start: ExecutionStart) {
        write(ProgressLine(mark: .started, label: start.definition.name, execution: start.id))
    }

    private func begin(_ visit: Int, _ execution: Execution, _ time: Timestamp) {
        guard running[visit] == nil else { return }
        let scope = execution.scope(showing: visit)
        running[visit] = Progress(
            label: scope.map { $0.label(in: workflow) } ?? "", start: time,
            scope: scope?.id)
    }

    private func attemptStarted(
        _ start: AttemptStart, _ execution: Execution, _ time: Timestamp
    ) {
        let visit = start.id.visit
        switch start.id.direction {
        case .forward:
            begin(visit, execution, time)
            // Reading items and writing results is not what the state is there for.
            if !start.role.isOfFiles { running[visit]?.attempts = start.id.number }
        case .undo:
            if undoing[visit] == nil {
                let label = execution.undoLabel(of: visit)
                undoing[visit] = Progress(label: label, start: time)
            }
            undoing[visit]?.attempts = start.id.number
        }
    }

    /// Unless it was answered already.
    private func submitted(_ visit: Int, _ execution: Execution, _ time: Timestamp) {
        begin(visit, execution, time)
        guard
            let awaited = execution.awaitedAnswers(in: workflow).first(where: { $0.visit == visit })
        else { return }
        tellAwaited(awaited)
    }

    private func tellAwaited(_ awaited: AwaitedAnswer) {
        let label = awaited.path.hasSuffix("#1") ? String(awaited.path.dropLast(2)) : awaited.path
        write(
            ProgressLine(
                mark: .paused, label: label, detail: "waits for an answer",
                excerpt: awaited.commands))
    }

    private func attemptEnded(
        _ id: AttemptID, _ ending: TaskEnding, _ execution: Execution, _ time: Timestamp
    ) {
        switch id.direction {
        case .forward:
            // What an earlier process started is met here for the first time.
            begin(id.visit, execution, time)
            running[id.visit]?.latest = ending
        case .undo: undoing[id.visit]?.latest = ending
        }
        guard ending.isInterrupted, ending.outcome == .unknown,
            execution.scope(showing: id.visit)?.visit.role.isOfFiles != true
        else { return }
        let label =
            id.direction == .forward
            ? running[id.visit]?.label ?? "" : "undo \(execution.undoLabel(of: id.visit))"
        guard !ending.isSuspended else {
            write(
                ProgressLine(
                    mark: .paused, label: label, detail: "stands still with its sub-workflow"))
            return
        }
        write(
            ProgressLine(
                mark: .attention, label: label, middle: "attempt \(id.number)",
                detail: "was interrupted: its outcome is unknown"))
    }

    private func exited(_ exit: StateExit, _ time: Timestamp) {
        guard var progress = running.removeValue(forKey: exit.visit) else {
            if isVerbose {
                write(ProgressLine(mark: .done, label: workflow[exit.state].name))
            }
            return
        }
        // Of a state that was entered and left in one decision, no scope told its path.
        if progress.label.isEmpty { progress.label = workflow[exit.state].name }
        var line = timed(progress, .done, time)
        if let caught = exit.caught {
            line.mark = .failed
            let next = exit.next.map { workflow[$0].name } ?? "the end"
            line.detail = "\(caught.name ?? "failed"), caught: goes to \(next)"
            line.excerpt = Excerpt.lastLines(caught.cause ?? "", atMost: 3)
        } else {
            line.detail = progress.latest?.result.map(brief) ?? ""
        }
        write(line)
    }

    /// An iteration that failed, or a branch; what was undone first has been told of already.
    private func scopeEnded(_ end: ScopeEnd, _ time: Timestamp) {
        guard let visit = running.first(where: { $0.value.scope == end.scope })?.key,
            let progress = running.removeValue(forKey: visit)
        else { return }
        var line = timed(progress, .aborted, time)
        if case .failed(let failure, _) = end.ending {
            line.mark = .failed
            line.detail = failure.name ?? "failed"
            line.excerpt = Excerpt.lastLines(failure.cause ?? "")
        } else {
            line.detail = "stopped"
        }
        write(line)
    }

    private func timed(_ progress: Progress, _ mark: Mark, _ time: Timestamp) -> ProgressLine {
        ProgressLine(
            mark: mark, label: progress.label,
            middle: progress.attempts > 1 ? "\(progress.attempts) attempts" : "",
            milliseconds: time.milliseconds - progress.start.milliseconds)
    }

    private func retried(_ retry: RetrySchedule, _ time: Timestamp) {
        let progress =
            retry.direction == .forward ? running[retry.visit] : undoing[retry.visit]
        guard let progress else { return }
        let wait = retry.until.time.milliseconds - time.milliseconds
        let mark: Mark = retry.direction == .forward ? .failed : .attention
        let prefix = retry.direction == .forward ? "" : "undo "
        var words = [retry.failure.name ?? "failed"]
        if let cause = Excerpt.lastLines(retry.failure.cause ?? "", atMost: 1).first {
            words.append(cause.cut(to: 60))
        }
        words.append("next in \(durationText(milliseconds: wait))")
        write(
            ProgressLine(
                mark: mark, label: prefix + progress.label,
                middle: "attempt \(max(progress.attempts, 1))",
                detail: words.joined(separator: " · ")))
    }

    /// A result in a few words: a status code, or a short text.
    private func brief(_ result: Value) -> String {
        if let code = result["StatusCode"]?.number { return code.text }
        guard let text = result.string else { return "" }
        return (Excerpt.lastLines(text, atMost: 1).first ?? "").cut(to: 40)
    }
}

/// Backward recovery, and the execution as a whole.
extension ProgressLines {
    private func recovering(
        _ decision: RecoveryDecision, _ execution: Execution, _ time: Timestamp
    ) {
        if decision.reason == .undo {
            write(ProgressLine(mark: .undone, label: "undo was asked for"))
            return
        }
        guard let failure = decision.failure else { return }
        let scope = execution.scopes[decision.scope]
        let visit =
            running.first { $0.value.scope == decision.scope }?.key ?? scope?.visit.id
        guard let visit else { return }
        let progress =
            running.removeValue(forKey: visit)
            ?? Progress(label: scope.map { $0.label(in: workflow) } ?? "", start: time)
        var line = timed(progress, .failed, time)
        line.detail = failure.name ?? "failed"
        line.excerpt = Excerpt.lastLines(failure.cause ?? "")
        write(line)
    }

    /// Arguments of an undo that cannot be evaluated: after a success they fail the state, which is
    /// told of; else, and of an `Alternate` always, this is the only word of it.
    private func registered(_ registration: UndoRegistration, _ execution: Execution) {
        let isTold = registration.outcome == .succeeded
        for (frozen, whose) in [
            (isTold ? nil : registration.primary, "its arguments"),
            (registration.alternate, "the arguments of its Alternate"),
        ] {
            guard case .failed(let failure)? = frozen else { continue }
            write(
                ProgressLine(
                    mark: .attention, label: "undo \(execution.undoLabel(of: registration.visit))",
                    detail: "\(whose) cannot be evaluated: \(failure.name ?? "failed")",
                    excerpt: Excerpt.lastLines(failure.cause ?? "")))
        }
    }

    private func refused(_ refusal: RequestRefusal) {
        write(
            ProgressLine(
                mark: .attention, label: "request \(refusal.file)",
                detail: "was set aside: \(refusal.why) (\(JournalCode.badRequest.rawValue))"))
    }

    private func planned(_ visits: [Int], _ execution: Execution) {
        let count = execution.undoSteps(visits)
        guard count > 0 else { return }
        let steps = "\(count) step\(count == 1 ? "" : "s")"
        write(ProgressLine(mark: .undone, label: "rolling back \(steps)"))
    }

    private func settled(
        _ visit: Int, _ settlement: Settlement, _ execution: Execution, _ time: Timestamp
    ) {
        let progress = undoing.removeValue(forKey: visit)
        var line =
            progress.map { timed($0, .undone, time) }
            ?? ProgressLine(mark: .undone, label: execution.undoLabel(of: visit))
        switch settlement {
        case .undone: line.detail = progress?.latest?.result.map(brief) ?? ""
        case .nothing: line.detail = "there was nothing to undo"
        case .left:
            line.mark = .attention
            line.detail = "left as it is"
        case .unresolved:
            line.mark = .attention
            line.detail = "not undone: \(progress?.latest?.failure?.name ?? "failed")"
        }
        write(line)
    }

    private func stuck(
        _ visit: Int, _ failure: Failure, _ execution: Execution, _ time: Timestamp
    ) {
        let progress =
            undoing.removeValue(forKey: visit)
            ?? Progress(label: execution.undoLabel(of: visit), start: time)
        var line = timed(progress, .attention, time)
        line.label = "undo \(progress.label)"
        line.detail = "stuck: \(failure.name ?? "failed")"
        line.excerpt = Excerpt.lastLines(failure.cause ?? "")
        write(line)
    }

    private func resumed(_ word: String, _ execution: Execution) {
        guard let start = execution.start else { return }
        let place = execution.deepestPlace(in: workflow).map { " at \($0)" } ?? ""
        write(
            ProgressLine(
                mark: .started, label: start.definition.name, detail: word + place,
                execution: start.id))
        for awaited in execution.awaitedAnswers(in: workflow) { tellAwaited(awaited) }
    }

    private func suspended(_ suspension: Suspension) {
        switch suspension.reason {
        case .interrupted:
            write(
                ProgressLine(mark: .paused, label: "interrupted, resumable: saga resume @last"))
        case .awaiting:
            write(
                ProgressLine(
                    mark: .paused, label: "suspended until an answer comes: saga inspect @last"))
        case .child:
            write(
                ProgressLine(
                    mark: .paused, label: "stands still with its sub-workflow: saga inspect @last"))
        case .inDoubt:
            write(ProgressLine(mark: .attention, label: "waits for a word: saga inspect @last"))
        case .savePoint:
            write(
                ProgressLine(
                    mark: .paused, label: "stays at the save-point, resumable: saga resume @last"))
        case .stuck, .noSpace: break
        }
    }
}

extension Execution {
    /// The scope whose latest visit this is.
    fileprivate func scope(showing visit: Int) -> Scope? {
        scope(of: visit).flatMap { scopes[$0] }
    }

    fileprivate func undoLabel(of visit: Int) -> String {
        entries[visit].map { VisitPath.label($0.path) } ?? "visit \(visit)"
    }

    /// How many steps there are to undo: a composite counts for what ran inside of it, unless it is
    /// undone as a whole.
    fileprivate func undoSteps(_ visits: [Int]) -> Int {
        visits.reduce(0) { count, visit in
            guard let entry = entries[visit], entry.settlement == nil else { return count }
            let isStep = entry.registration.primary != nil || entry.children.isEmpty
            return count + (isStep ? 1 : undoSteps(entry.children.flatMap(\.self)))
        }
    }
}

extension Scope {
    /// Its latest visit in words, such as `Each[3]/Load`; a later visit of its state has its
    /// number.
    fileprivate func label(in workflow: Workflow) -> String {
        let name = prefix + workflow[visit.state].name
        return visit.number == 1 ? name : "\(name)#\(visit.number)"
    }
}

package import SagaDefinition
package import SagaMachine
import SagaValue

extension Event {
    /// The event that a record holds; nil for records of the journal's own.
    ///
    /// - Throws: `SAGA4006` where a field is missing, of the wrong form, or names a state that the
    ///   definition does not have; `SAGA4007` for a kind that this version does not know.
    package init?(_ record: StoredRecord, in workflow: Workflow) throws(JournalFault) {
        guard let kind = EventKind.table[record.kind] else { throw record.unknownKind }
        var fields = EventFields(record, workflow)
        switch kind {
        case .created, .lease, .recovered: return nil
        case .executionStarted: self = .executionStarted(try ExecutionStart(record))
        case .stateExited: self = .stateExited(try fields.stateExit())
        case .attemptStarted: self = .attemptStarted(try fields.attemptStart())
        case .attemptSubmitted:
            self = .attemptSubmitted(
                try fields.attemptID(),
                report: try fields.raw.optionalValue("report") ?? .emptyObject)
        case .callbackReceived: self = try fields.callbackReceived()
        case .callbackRefused: self = .callbackRefused(try fields.callbackRefusal())
        case .attemptEnded: self = .attemptEnded(try fields.attemptID(), try fields.ending())
        case .forkStarted: self = .forkStarted(try fields.forkStart())
        case .scopeStarted: self = .scopeStarted(try fields.scopeStart())
        case .scopeEnded: self = .scopeEnded(try fields.scopeEnd())
        case .forkFailed:
            self = .forkFailed(
                visit: try fields.raw.integer("visit"), try fields.failure() ?? Failure(nil))
        case .forkEnded:
            self = .forkEnded(visit: try fields.raw.integer("visit"), try fields.failure())
        case .retryScheduled: self = .retryScheduled(try fields.retrySchedule())
        case .waitStarted:
            self = .waitStarted(
                visit: try fields.raw.integer("visit"), until: try fields.deadline())
        case .undoRegistered: self = .undoRegistered(try fields.registration())
        case .abortRequested: self = .abortRequested(try fields.note())
        case .requestRefused:
            self = .requestRefused(
                RequestRefusal(
                    file: try fields.raw.value("file").string ?? "",
                    why: try fields.raw.value("why").string ?? ""))
        case .executionResumed: self = .executionResumed(try fields.note())
        case .stuckRetried: self = .stuckRetried(try fields.note())
        case .executionRedriven: self = .executionRedriven(try fields.redrive())
        case .recoveryDecided: self = .recoveryDecided(try fields.recoveryDecision())
        case .compensationPlanned:
            self = .compensationPlanned(
                scope: try fields.raw.integer("scope"), visits: try fields.visits())
        case .compensationSettled:
            self = .compensationSettled(
                visit: try fields.raw.integer("visit"), try fields.keyword("settlement"))
        case .deadLettered:
            self = .deadLettered(
                visit: try fields.raw.integer("visit"), try fields.failure() ?? Failure(nil))
        case .scopeRewound: self = .scopeRewound(try fields.rewind())
        case .executionSuspended: self = .executionSuspended(try fields.suspension())
        case .doubtResolved:
            self = .doubtResolved(
                visit: try fields.raw.integer("visit"), try fields.resolution(),
                try fields.note())
        case .executionEnded: self = .executionEnded(try fields.end())
        }
    }
}

/// Reads the fields of one record, in the order in which they were written.
private struct EventFields {
    var raw: RawFields
    private let record: StoredRecord
    private let workflow: Workflow

    init(_ record: StoredRecord, _ workflow: Workflow) {
        raw = record.fields
        self.record = record
        self.workflow = workflow
    }

    mutating func stateExit() throws(JournalFault) -> StateExit {
        let scope = try raw.optionalInteger("scope") ?? 0
        let visit = try raw.integer("visit")
        let state = try state("state")
        let next = try optionalState("next")
        let output = try raw.optionalValue("output")
        let assigned = try raw.optionalValue("assigned")?.object
        return StateExit(
            scope: scope, visit: visit, state: state, output: output, assigned: assigned,
            next: next, caught: try failure())
    }

    mutating func attemptID() throws(JournalFault) -> AttemptID {
        AttemptID(
            visit: try raw.integer("visit"), direction: try keyword("direction"),
            number: try raw.integer("attempt"))
    }

    mutating func attemptStart() throws(JournalFault) -> AttemptStart {
        let id = try attemptID()
        let state = try state("state")
        let role: BodyRole = try keyword("role")
        let key = try raw.string("key")
        let timeout = try raw.optionalInteger("timeoutSeconds")
        let callback = try raw.optionalValue("callback").map { limits in
            CallbackLimits(
                waitSeconds: limits["waitSeconds"]?.number?.exactInteger,
                heartbeatSeconds: limits["heartbeatSeconds"]?.number?.exactInteger)
        }
        let arguments = try raw.optionalValue("arguments")
        let child = try raw.optionalString("child")
        return AttemptStart(
            id: id, state: state, role: role, arguments: arguments,
            timeoutSeconds: timeout, key: key, child: try child.map(executionID),
            callback: callback)
    }

    private func executionID(_ text: String) throws(JournalFault) -> ExecutionID {
        guard let id = ExecutionID(text) else { throw record.strange("child") }
        return id
    }

    mutating func callbackReceived() throws(JournalFault) -> Event {
        let attempt = try attemptID()
        let said = try raw.time("said")
        let by = try raw.value("by").string ?? ""
        let request = try raw.optionalValue("request")?.string
        let word: Callback.Word
        switch try raw.string("word") {
        case "alive": word = .alive
        case "succeeded": word = .succeeded(try raw.optionalValue("result") ?? .null)
        case "failed": word = .failed(try failure() ?? Failure(nil))
        default: throw record.strange("word")
        }
        return .callbackReceived(
            Callback(attempt: attempt, word: word, by: by, request: request), said: said)
    }

    mutating func callbackRefusal() throws(JournalFault) -> CallbackRefusal {
        let attempt = try attemptID()
        let reason: CallbackRefusal.Reason = try keyword("reason")
        return CallbackRefusal(
            attempt: attempt, reason: reason, request: try raw.optionalValue("request")?.string)
    }

    mutating func ending() throws(JournalFault) -> TaskEnding {
        let outcome: Outcome = try keyword("outcome")
        let result = try raw.optionalValue("result")
        let failure = try failure()
        let retryAfter = try raw.optionalValue("retryAfter")?.number?.double
        let nothingToUndo = try raw.flag("nothingToUndo")
        let isInterrupted = try raw.flag("interrupted")
        let isSuspended = try raw.flag("suspended")
        let isSpent = try raw.flag("spent")
        let isPartial = try raw.flag("partial")
        return TaskEnding(
            outcome: outcome, result: result, failure: failure, retryAfterSeconds: retryAfter,
            nothingToUndo: nothingToUndo, isInterrupted: isInterrupted,
            isSuspended: isSuspended, isSpent: isSpent, isPartial: isPartial,
            report: try raw.optionalValue("report") ?? .emptyObject)
    }

    mutating func failure() throws(JournalFault) -> Failure? {
        let error = try raw.optionalValue("error")?.string
        guard let classes = try raw.optionalValue("classes") else { return nil }
        return Failure(
            error, classes: classes.array?.compactMap(\.string) ?? [],
            cause: try raw.optionalValue("cause")?.string)
    }

    mutating func forkStart() throws(JournalFault) -> ForkStart {
        let visit = try raw.integer("visit")
        let count = try raw.integer("count")
        let limit = try raw.integer("limit")
        let input = try raw.value("input")
        let items = try raw.optionalValue("items")?.array
        // Scopes are started by this number and items are taken by it.
        guard (0...Limits.forkCount).contains(count), limit > 0 else {
            throw record.strange("count")
        }
        var tolerance: ForkStart.Tolerance?
        if let bound = try raw.optionalValue("toleratedCount") {
            tolerance = ForkStart.Tolerance(
                count: bound.number?.double,
                percentage: try raw.optionalValue("toleratedPercentage")?.number?.double)
        }
        let readsItems = try raw.flag("readsItems")
        let batches = try batches()
        guard
            batches.map({ $0.ends.count == count && ($0.ends.last ?? 0) <= Limits.forkCount })
                ?? (items.map { $0.count == count } ?? true)
        else { throw record.strange("count") }
        return ForkStart(
            visit: visit, count: count, input: input, items: items, limit: limit,
            tolerance: tolerance, readsItems: readsItems, batches: batches)
    }

    /// Where batches end: each further on than the one before.
    private mutating func batches() throws(JournalFault) -> Batches? {
        guard let list = try raw.optionalValue("batchEnds") else { return nil }
        var ends: [Int] = []
        for element in list.array ?? [.null] {
            guard let end = element.number?.exactInteger, end > ends.last ?? 0 else {
                throw record.strange("batchEnds")
            }
            ends.append(end)
        }
        return Batches(ends: ends, input: try raw.optionalValue("batchInput"))
    }

    mutating func scopeStart() throws(JournalFault) -> ScopeStart {
        let scope = try raw.integer("scope")
        let visit = try raw.integer("visit")
        let index = try raw.integer("index")
        guard (0..<Limits.forkCount).contains(index), scope < .max else {
            throw record.strange("index")
        }
        return ScopeStart(
            scope: scope, visit: visit, index: index, input: try raw.optionalValue("input"))
    }

    mutating func scopeEnd() throws(JournalFault) -> ScopeEnd {
        let scope = try raw.integer("scope")
        switch try raw.string("ending") {
        case "succeeded": return ScopeEnd(scope: scope, ending: .succeeded)
        case "aborted": return ScopeEnd(scope: scope, ending: .aborted)
        case "failed":
            let failure = try failure() ?? Failure(nil)
            let forkFailure = try raw.optionalValue("forkFailure").map { value in
                Failure(
                    value["error"]?.string,
                    classes: value["classes"]?.array?.compactMap(\.string) ?? [],
                    cause: value["cause"]?.string)
            }
            return ScopeEnd(scope: scope, ending: .failed(failure, forkFailure: forkFailure))
        default: throw record.strange("ending")
        }
    }

    mutating func retrySchedule() throws(JournalFault) -> RetrySchedule {
        let visit = try raw.integer("visit")
        let direction: Direction = try keyword("direction")
        let retrier = try raw.optionalInteger("retrier")
        let round = try raw.optionalInteger("round")
        // The next one is one more.
        guard (1..<Int.max).contains(round ?? 1) else { throw record.strange("round") }
        let until = try deadline()
        return RetrySchedule(
            visit: visit, direction: direction, retrier: retrier, until: until,
            failure: try failure() ?? Failure(nil), round: round)
    }

    mutating func deadline() throws(JournalFault) -> Deadline {
        Deadline(try raw.time("until"), isByWall: try raw.flag("byWall"))
    }

    mutating func registration() throws(JournalFault) -> UndoRegistration {
        let visit = try raw.integer("visit")
        let outcome: Outcome = try keyword("outcome")
        let primary = try raw.optionalValue("primary").map(frozen)
        let alternate = try raw.optionalValue("alternate").map(frozen)
        return UndoRegistration(
            visit: visit, outcome: outcome, primary: primary, alternate: alternate,
            failure: try failure())
    }

    private func frozen(_ value: Value) -> UndoRegistration.Frozen {
        if let error = value["error"]?.string {
            return .failed(Failure(error, cause: value["cause"]?.string))
        }
        return .arguments(
            value["arguments"], timeoutSeconds: value["timeoutSeconds"]?.number?.exactInteger)
    }

    mutating func note() throws(JournalFault) -> OperatorNote {
        OperatorNote(
            by: try raw.value("by").string ?? "", reason: try raw.optionalValue("reason")?.string)
    }

    mutating func redrive() throws(JournalFault) -> Redrive {
        let definition = try record.optionalDefinition(&raw)
        let note = try note()
        var restart: Restart?
        if let state = try optionalState("from") {
            restart = Restart(state: state, input: try raw.value("input"))
        }
        return Redrive(note: note, restart: restart, definition: definition)
    }

    mutating func resolution() throws(JournalFault) -> Resumption.Resolution {
        if let result = try raw.optionalValue("result") { return .resolved(result) }
        return .skipped
    }

    mutating func recoveryDecision() throws(JournalFault) -> RecoveryDecision {
        let scope = try raw.integer("scope")
        let reason: RecoveryReason = try keyword("reason")
        var catching: RecoveryDecision.Catching?
        if let visit = try raw.optionalInteger("visit") {
            let catcher = try raw.integer("catcher")
            catching = .init(
                visit: visit, catcher: catcher, savePoint: try optionalState("savePoint"))
        }
        let retreat = try optionalState("retreat")
        let failure = try failure()
        return RecoveryDecision(
            scope: scope, reason: reason, failure: failure, catching: catching, retreat: retreat,
            note: try noteBecause())
    }

    /// Of records whose `reason` is another one; nil where nobody asked.
    private mutating func noteBecause() throws(JournalFault) -> OperatorNote? {
        guard let by = try raw.optionalValue("by")?.string else { return nil }
        return OperatorNote(by: by, reason: try raw.optionalValue("because")?.string)
    }

    mutating func visits() throws(JournalFault) -> [Int] {
        let visits = try raw.value("visits").array ?? []
        return visits.compactMap { $0.number?.exactInteger }
    }

    mutating func rewind() throws(JournalFault) -> Rewind {
        let scope = try raw.integer("scope")
        let next = try state("next")
        let input = try raw.value("input")
        return Rewind(
            scope: scope, next: next, input: input,
            assigned: try raw.optionalValue("assigned")?.object)
    }

    mutating func suspension() throws(JournalFault) -> Suspension {
        let reason: Suspension.Reason = try keyword("reason")
        let signal = try raw.optionalInteger("signal")
        return Suspension(reason: reason, signal: signal, note: try noteBecause())
    }

    mutating func end() throws(JournalFault) -> ExecutionEnd {
        let status: Status = try keyword("status")
        let compensation: CompensationStatus = try keyword("compensation")
        let output = try raw.optionalValue("output")
        return ExecutionEnd(
            status: status, compensation: compensation, output: output, failure: try failure())
    }

    /// A word of an enum.
    mutating func keyword<Keyword: RawRepresentable<String>>(
        _ name: StaticString
    ) throws(JournalFault) -> Keyword {
        guard let keyword = Keyword(rawValue: try raw.string(name)) else {
            throw record.strange(name)
        }
        return keyword
    }

    private mutating func state(_ name: StaticString) throws(JournalFault) -> StateID {
        guard let state = try optionalState(name) else { throw record.strange(name) }
        return state
    }

    private mutating func optionalState(_ name: StaticString) throws(JournalFault) -> StateID? {
        guard let text = try raw.optionalString(name) else { return nil }
        guard let state = workflow.state(named: text) else { throw record.strange(name) }
        return state
    }
}

extension StoredRecord {
    /// The fault of a field whose form is right but whose word means nothing here.
    func strange(_ name: StaticString) -> JournalFault {
        JournalFault(
            .damaged, path: kind.page.path, offset: offset, record: sequence,
            detail: "its field `\(name)` says something that is not known here")
    }

    fileprivate var unknownKind: JournalFault {
        JournalFault(
            .newerFormat, path: kind.page.path, offset: offset, record: sequence,
            detail: "its kind `\(kind.text)` is not known here")
    }
}

package import SagaDefinition
package import SagaMachine
import SagaValue

extension Event {
    /// Writes the event's fields.
    ///
    /// States stand there by name, so that a person and another program can read the journal
    /// without the definition.
    package func write(to record: inout RecordFields, in workflow: Workflow) {
        switch self {
        case .executionStarted(let start): start.write(to: &record)
        case .stateExited(let exit): exit.write(to: &record, in: workflow)
        case .attemptStarted(let start): start.write(to: &record, in: workflow)
        case .attemptSubmitted(let id, let report):
            id.write(to: &record)
            if report.object?.isEmpty == false { record.value("report", report) }
        case .callbackReceived(let callback, let said): callback.write(to: &record, said)
        case .callbackRefused(let refusal): refusal.write(to: &record)
        case .attemptEnded(let id, let ending):
            id.write(to: &record)
            ending.write(to: &record)
        case .forkStarted(let start): start.write(to: &record)
        case .scopeStarted(let start): start.write(to: &record)
        case .scopeEnded(let end): end.write(to: &record)
        case .forkFailed(let visit, let failure):
            record.integer("visit", visit)
            failure.write(to: &record)
        case .forkEnded(let visit, let failure):
            record.integer("visit", visit)
            failure?.write(to: &record)
        case .retryScheduled(let retry): retry.write(to: &record)
        case .waitStarted(let visit, let until):
            record.integer("visit", visit)
            until.write(to: &record)
        case .undoRegistered(let registration): registration.write(to: &record)
        case .abortRequested(let note), .executionResumed(let note), .stuckRetried(let note):
            note.write(to: &record)
        case .executionRedriven(let redrive):
            redrive.definition?.write(to: &record)
            redrive.note.write(to: &record)
            redrive.restart?.write(to: &record, in: workflow)
        case .requestRefused(let refusal):
            record.value("file", .string(refusal.file))
            record.value("why", .string(refusal.why))
        case .recoveryDecided(let decision): decision.write(to: &record, in: workflow)
        case .compensationPlanned(let scope, let visits):
            record.integer("scope", scope)
            record.value("visits", .array(visits.map { .integer($0) }))
        case .compensationSettled(let visit, let settlement):
            record.integer("visit", visit)
            record.string("settlement", settlement.rawValue)
        case .deadLettered(let visit, let failure):
            record.integer("visit", visit)
            failure.write(to: &record)
        case .scopeRewound(let rewind): rewind.write(to: &record, in: workflow)
        case .executionSuspended(let suspension): suspension.write(to: &record)
        case .doubtResolved(let visit, let resolution, let note):
            record.integer("visit", visit)
            resolution.write(to: &record)
            note.write(to: &record)
        case .executionEnded(let end): end.write(to: &record)
        }
    }
}

extension ExecutionStart {
    fileprivate func write(to record: inout RecordFields) {
        record.string("id", id.text)
        record.time("start", startTime)
        definition.write(to: &record)
        record.value("input", input)
        if keepsEffects { record.flag("keepsEffects", true) }
        if tasksSurvive { record.flag("tasksSurvive", true) }
        if let rerunOf { record.string("rerunOf", rerunOf.text) }
        if keepsQuotas { record.flag("keepsQuotas", true) }
        if let parent { parent.write(to: &record) }
        if let secret { record.string("secret", secret) }
    }
}

extension ExecutionParent {
    fileprivate func write(to record: inout RecordFields) {
        record.string("parent", execution.text)
        record.value("parentVisit", .string(visit))
        record.string("parentKey", key)
        record.integer("depth", depth)
    }
}

extension DefinitionText {
    fileprivate func write(to record: inout RecordFields) {
        record.value("file", .string(file))
        record.value("folder", .string(folder))
        record.string("sha256", hash)
        record.value("definition", .string(text))
    }
}

extension Restart {
    fileprivate func write(to record: inout RecordFields, in workflow: Workflow) {
        record.string("from", workflow[state].name)
        record.value("input", input)
    }
}

extension StateExit {
    fileprivate func write(to record: inout RecordFields, in workflow: Workflow) {
        if scope != 0 { record.integer("scope", scope) }
        record.integer("visit", visit)
        record.string("state", workflow[state].name)
        if let next { record.string("next", workflow[next].name) }
        if let output { record.value("output", output) }
        if let assigned { record.value("assigned", .object(assigned)) }
        caught?.write(to: &record)
    }
}

extension AttemptStart {
    fileprivate func write(to record: inout RecordFields, in workflow: Workflow) {
        id.write(to: &record)
        record.string("state", workflow[state].name)
        record.string("role", role.rawValue)
        record.string("key", key)
        if let timeoutSeconds { record.integer("timeoutSeconds", timeoutSeconds) }
        if let callback { record.value("callback", callback.value) }
        if let arguments { record.value("arguments", arguments) }
        if let child { record.string("child", child.text) }
    }
}

extension CallbackLimits {
    /// The limits as one value; a missing one is none.
    fileprivate var value: Value {
        var object = Object()
        object["waitSeconds"] = waitSeconds.map { .integer($0) }
        object["heartbeatSeconds"] = heartbeatSeconds.map { .integer($0) }
        return .object(object)
    }
}

extension Callback {
    fileprivate func write(to record: inout RecordFields, _ said: Timestamp) {
        attempt.write(to: &record)
        record.time("said", said)
        record.value("by", .string(by))
        if let request { record.value("request", .string(request)) }
        switch word {
        case .alive: record.string("word", "alive")
        case .succeeded(let result):
            record.string("word", "succeeded")
            record.value("result", result)
        case .failed(let failure):
            record.string("word", "failed")
            failure.write(to: &record)
        }
    }
}

extension CallbackRefusal {
    fileprivate func write(to record: inout RecordFields) {
        attempt.write(to: &record)
        record.string("reason", reason.rawValue)
        if let request { record.value("request", .string(request)) }
    }
}

extension AttemptID {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("visit", visit)
        record.string("direction", direction.rawValue)
        record.integer("attempt", number)
    }
}

extension TaskEnding {
    fileprivate func write(to record: inout RecordFields) {
        record.string("outcome", outcome.rawValue)
        if let result { record.value("result", result) }
        failure?.write(to: &record)
        if let retryAfterSeconds { record.value("retryAfter", .double(retryAfterSeconds)) }
        if nothingToUndo { record.flag("nothingToUndo", true) }
        if isInterrupted { record.flag("interrupted", true) }
        if isSuspended { record.flag("suspended", true) }
        if isSpent { record.flag("spent", true) }
        if isPartial { record.flag("partial", true) }
        if report.object?.isEmpty == false { record.value("report", report) }
    }
}

extension ForkStart {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("visit", visit)
        record.integer("count", count)
        record.integer("limit", limit)
        record.value("input", input)
        if let items { record.value("items", .array(items)) }
        if let tolerance {
            record.value("toleratedCount", tolerance.count.map { .double($0) } ?? .null)
            record.value("toleratedPercentage", tolerance.percentage.map { .double($0) } ?? .null)
        }
        if readsItems { record.flag("readsItems", true) }
        guard let batches else { return }
        record.value("batchEnds", .array(batches.ends.map { .integer($0) }))
        if let input = batches.input { record.value("batchInput", input) }
    }
}

extension ScopeStart {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("scope", scope)
        record.integer("visit", visit)
        record.integer("index", index)
        if let input { record.value("input", input) }
    }
}

extension ScopeEnd {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("scope", scope)
        switch ending {
        case .succeeded: record.string("ending", "succeeded")
        case .aborted: record.string("ending", "aborted")
        case .failed(let failure, let forkFailure):
            record.string("ending", "failed")
            failure.write(to: &record)
            if let forkFailure { record.value("forkFailure", forkFailure.value) }
        }
    }
}

extension Failure {
    /// The failure as one value.
    fileprivate var value: Value {
        var object = Object()
        object["error"] = name.map { .string($0) }
        object["classes"] = .array(classes.map { .string($0) })
        object["cause"] = cause.map { .string($0) }
        return .object(object)
    }

    /// `error`, `classes` and `cause`; an absent name is an empty list of classes and no `error`.
    fileprivate func write(to record: inout RecordFields) {
        if let name { record.value("error", .string(name)) }
        record.value("classes", .array(classes.map { .string($0) }))
        if let cause { record.value("cause", .string(cause)) }
    }
}

extension RetrySchedule {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("visit", visit)
        record.string("direction", direction.rawValue)
        if let retrier { record.integer("retrier", retrier) }
        if let round { record.integer("round", round) }
        until.write(to: &record)
        failure.write(to: &record)
    }
}

extension Deadline {
    fileprivate func write(to record: inout RecordFields) {
        record.time("until", time)
        if isByWall { record.flag("byWall", true) }
    }
}

extension UndoRegistration {
    fileprivate func write(to record: inout RecordFields) {
        record.integer("visit", visit)
        record.string("outcome", outcome.rawValue)
        if let primary { record.value("primary", primary.value) }
        if let alternate { record.value("alternate", alternate.value) }
        failure?.write(to: &record)
    }
}

extension UndoRegistration.Frozen {
    fileprivate var value: Value {
        switch self {
        case .arguments(let arguments, let timeoutSeconds):
            var object = Object()
            object["arguments"] = arguments
            object["timeoutSeconds"] = timeoutSeconds.map { .integer($0) }
            return .object(object)
        case .failed(let failure):
            return ["error": .string(failure.name ?? ""), "cause": .string(failure.cause ?? "")]
        }
    }
}

extension OperatorNote {
    fileprivate func write(to record: inout RecordFields) {
        record.value("by", .string(by))
        if let reason { record.value("reason", .string(reason)) }
    }
}

extension Resumption.Resolution {
    fileprivate func write(to record: inout RecordFields) {
        switch self {
        case .resolved(let result): record.value("result", result)
        case .skipped: record.flag("skipped", true)
        }
    }
}

extension RecoveryDecision {
    fileprivate func write(to record: inout RecordFields, in workflow: Workflow) {
        record.integer("scope", scope)
        record.string("reason", reason.rawValue)
        if let catching {
            record.integer("visit", catching.visit)
            record.integer("catcher", catching.catcher)
            if let savePoint = catching.savePoint {
                record.string("savePoint", workflow[savePoint].name)
            }
        }
        if let retreat { record.string("retreat", workflow[retreat].name) }
        failure?.write(to: &record)
        note?.writeBecause(to: &record)
    }
}

extension OperatorNote {
    /// For records whose `reason` is another one.
    fileprivate func writeBecause(to record: inout RecordFields) {
        record.value("by", .string(by))
        if let reason { record.value("because", .string(reason)) }
    }
}

extension Rewind {
    fileprivate func write(to record: inout RecordFields, in workflow: Workflow) {
        record.integer("scope", scope)
        record.string("next", workflow[next].name)
        record.value("input", input)
        if let assigned { record.value("assigned", .object(assigned)) }
    }
}

extension Suspension {
    fileprivate func write(to record: inout RecordFields) {
        record.string("reason", reason.rawValue)
        if let signal { record.integer("signal", signal) }
        note?.writeBecause(to: &record)
    }
}

extension ExecutionEnd {
    fileprivate func write(to record: inout RecordFields) {
        record.string("status", status.rawValue)
        record.string("compensation", compensation.rawValue)
        if let output { record.value("output", output) }
        failure?.write(to: &record)
    }
}

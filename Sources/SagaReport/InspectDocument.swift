package import SagaMachine
package import SagaValue

/// Everything that `saga inspect --format json` knows of an execution, as one object.
package struct InspectDocument {
    private let history: History
    private let execution: Execution
    private let summary: Summary
    private let isOwned: Bool
    private let awaited: [AwaitedAnswer]

    package init(
        _ history: History, _ execution: Execution, _ summary: Summary, isOwned: Bool,
        awaited: [AwaitedAnswer]
    ) {
        self.awaited = awaited
        self.history = history
        self.execution = execution
        self.summary = summary
        self.isOwned = isOwned
    }

    /// - Parameter state: Only its visits, by name or path; nil is all.
    package func value(of state: String? = nil) -> Value {
        var object = Object()
        object["schemaVersion"] = .integer(DocumentSchema.version)
        for (key, value) in summary.value.object ?? Object() { object[key] = value }
        if let definition = execution.start?.definition {
            object["definition"] = [
                "file": .string(definition.file), "sha256": .string(definition.hash),
            ]
        }
        object["ended"] =
            execution.status.isEnded ? history.time.last.map { .string($0.text) } : nil
        object["input"] = execution.start?.input
        if execution.status == .succeeded { object["output"] = execution.output ?? .null }
        let visits = state.map { history.visits(named: $0) } ?? history.visits
        object["visits"] = .array(visits.map(\.value))
        object["undo"] = .array(UndoList(execution, history).entries.map(\.value))
        if !awaited.isEmpty { object["awaited"] = .array(awaited.map(\.value)) }
        let doubts = Doubts(history, execution, isOwned: isOwned).entries
        object["doubts"] = .array(doubts.map(\.value))
        return .object(object)
    }
}

extension AwaitedAnswer {
    /// The visit that waits, the token by which it is answered, until when, and whether the answer
    /// is there.
    package var value: Value {
        var object = Object([("visit", .string(path)), ("token", .string(token.text))])
        object["until"] = until.map { .string($0.time.text) }
        if isAnswered { object["answered"] = true }
        return .object(object)
    }
}

extension Doubts.Doubt {
    fileprivate var value: Value {
        [
            "visit": .string(path), "direction": .string(attempt.direction.rawValue),
            "attempt": .integer(attempt.number), "key": .string(key),
            "standing": .string(standing.rawValue), "text": .string(text),
        ]
    }
}

extension VisitHistory {
    /// The visit with its input, arguments, result, output, what it assigned, and its attempts.
    package var value: Value {
        var object = Object()
        object["visit"] = .string(path)
        object["state"] = .string(name)
        object["entered"] = .string(entered.text)
        object["input"] = input
        object["arguments"] = arguments
        object["result"] = result
        if let exit {
            object["exited"] = .string(exit.time.text)
            object["output"] = exit.output
            object["assigned"] = exit.assigned.map { .object($0) }
            object["next"] = exit.next.map { .string($0) }
            object["caught"] = exit.caught?.output
        }
        object["failure"] = failure?.output
        object["attempts"] = .array(attempts.map(\.value))
        object["forks"] = forks.isEmpty ? nil : .array(forks.map(\.value))
        object["pauses"] = pauses.isEmpty ? nil : .array(pauses.map(\.value))
        return .object(object)
    }
}

extension VisitHistory.AttemptHistory {
    fileprivate var value: Value {
        var object = Object()
        object["attempt"] = .integer(start.id.number)
        object["direction"] = .string(start.id.direction.rawValue)
        object["role"] = .string(start.role.rawValue)
        object["key"] = .string(start.key)
        object["child"] = child.map { .string($0) }
        object["started"] = .string(started.text)
        object["submitted"] = submitted.map { .string($0.text) }
        object["ended"] = ended.map { .string($0.text) }
        if let report, report.object?.isEmpty == false { object["report"] = report }
        guard let ending else { return .object(object) }
        object["outcome"] = .string(ending.outcome.rawValue)
        object["error"] = ending.failure?.name.map { .string($0) }
        object["cause"] = ending.failure?.cause.map { .string($0) }
        if ending.isInterrupted { object["interrupted"] = true }
        return .object(object)
    }
}

extension VisitHistory.Pause {
    fileprivate var value: Value {
        var object = Object()
        object["direction"] = .string(direction.rawValue)
        object["from"] = .string(from.text)
        object["until"] = .string(until.time.text)
        object["error"] = failure?.name.map { .string($0) }
        return .object(object)
    }
}

extension VisitHistory.ForkHistory {
    fileprivate var value: Value {
        var object = Object()
        object["count"] = .integer(count)
        object["succeeded"] = .integer(succeededCount)
        object["failed"] = .integer(failedCount)
        object["aborted"] = .integer(abortedCount)
        object["running"] = .integer(runningCount)
        object["started"] = .string(started.text)
        object["ended"] = ended.map { .string($0.text) }
        return .object(object)
    }
}

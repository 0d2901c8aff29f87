package import SagaDefinition
package import SagaMachine
package import SagaValue

/// One execution in a line: what `saga list` shows.
package struct Summary: Sendable {
    package let id: ExecutionID
    /// The definition's file name without its endings.
    package let workflow: String
    package let word: StatusWord
    package let status: Status
    package let compensation: CompensationStatus
    package let started: Timestamp
    /// How long it was worked on; of one that is owned, so far.
    package let milliseconds: Int
    /// Where it is or failed, such as `undo CreateVM`; nil after success.
    package let place: String?
    package let failure: Failure?
    /// The execution that started it; nil where a person did.
    package let parent: ExecutionParent?

    /// - Parameters:
    ///   - now: Of the person who looks; only for one that is owned.
    ///   - isAnswered: Whether an answer is kept that nobody has taken.
    /// - Returns: Nil before the execution has started.
    package init?(
        _ execution: Execution, _ time: ActiveTime, in workflow: Workflow, isOwned: Bool,
        isAnswered: Bool = false, now: Timestamp
    ) {
        guard let start = execution.start else { return nil }
        id = start.id
        self.workflow = start.definition.name
        status = execution.status
        compensation = execution.compensation
        started = start.startTime
        word = StatusWord(execution, isOwned: isOwned, isAnswered: isAnswered)
        milliseconds =
            isOwned && (word == .running || word == .waiting || word == .rollingBack)
            ? time.milliseconds(to: now) : time.milliseconds
        place = Self.place(execution, word, workflow)
        failure = execution.failure
        parent = start.parent
    }

    private static func place(
        _ execution: Execution, _ word: StatusWord, _ workflow: Workflow
    ) -> String? {
        switch word {
        case .succeeded, .undone, .partlyUndone: return nil
        case .rollingBack, .rollbackInterrupted, .rollbackStuck:
            let list = UndoList(execution)
            let entry =
                list.entries(.stuck).first ?? list.entries(.running).first
                ?? list.remaining.first
            if let entry { return "undo \(entry.path)" }
        case .running, .waiting, .answered, .interrupted, .inDoubt, .failed, .timedOut, .aborted,
            .rolledBack,
            .partlyRolledBack, .notRolledBack:
            break
        }
        return execution.deepestPlace(in: workflow)
    }

    package var value: Value {
        var object = Object()
        object["execution"] = .string(id.text)
        object["workflow"] = .string(workflow)
        object["summary"] = .string(word.rawValue)
        object["status"] = .string(status.rawValue)
        object["compensation"] = .string(compensation.rawValue)
        object["started"] = .string(started.text)
        object["seconds"] = .double(Double(milliseconds) / 1000)
        object["at"] = place.map { .string($0) }
        object["parent"] = parent.map { parent in
            ["execution": .string(parent.execution.text), "visit": .string(parent.visit)]
        }
        if let failure {
            object["error"] = failure.name.map { .string($0) }
            object["cause"] = failure.cause.map { .string($0) }
        }
        return .object(object)
    }
}

extension StatusWord {
    package init(_ execution: Execution, isOwned: Bool, isAnswered: Bool = false) {
        self.init(
            execution.status, execution.compensation, execution.suspension, isOwned: isOwned,
            onlyAwaits: execution.onlyAwaitsAnswers, isAnswered: isAnswered)
    }
}

extension Execution {
    /// The state that was entered last, in words; the one that failed where one did.
    package func deepestPlace(in workflow: Workflow) -> String? {
        let scope = scopes.values.max { $0.visit.id < $1.visit.id }
        return scope.map { $0.prefix + workflow[$0.visit.state].name }
    }
}
